import { equal, match } from "node:assert/strict";
import { PASSWORDS, startServer } from "../support/server.ts";

Deno.test("a language that was chosen on one device greets its person on the next, until he chooses another", async () => {
  await using server = await startServer();
  const send = async (path: string, fields: Record<string, string>, cookie = "") => {
    const reply = await fetch(server.base + path, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      headers: { "sec-fetch-site": "same-origin", cookie },
    });
    await reply.body?.cancel();
    return { status: reply.status, cookies: reply.headers.getSetCookie().map((one) => one.split(";")[0] ?? "") };
  };
  const signIn = async (username: string, fields: Record<string, string> = {}) => {
    const { cookies } = await send("/login", { username, password: PASSWORDS.BILLER_PASSWORD, ...fields });
    return { session: cookies.join("; "), language: cookies.find((one) => one.startsWith("language=")) };
  };

  const first = await signIn("biller");
  equal(first.language, undefined);
  equal((await send("/language", { language: "hi", next: "/" }, first.session)).status, 303);

  const second = await signIn("biller");
  equal(second.language, "language=hi");
  const page = await fetch(server.base, { headers: { cookie: second.session } });
  match(await page.text(), /<html lang="hi"[^]*मुख्य पन्ना/);

  equal((await signIn("biller", { language: "en" })).language, "language=en");
  equal((await signIn("biller")).language, "language=en");
  equal((await signIn("dispatcher")).language, undefined);
});
