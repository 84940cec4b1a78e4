import { strictEqual as same } from "node:assert/strict";
import { SignJWT } from "jose";
import { startTokens } from "../../platform/tokens.ts";

const SECRET = "a secret of at least thirty-two characters";
const SESSION = "0199f0c2-0000-4000-8000-000000000000";
const soon = () => new Date(Date.now() + 60_000);

Deno.test("a token names its session until its time is over", async () => {
  const tokens = await startTokens(SECRET);
  same(await tokens.read(await tokens.issue(SESSION, soon())), SESSION);
  same(await tokens.read(await tokens.issue(SESSION, new Date(Date.now() - 60_000))), null);
});

Deno.test("a token of another secret, another algorithm, another purpose, or none at all names nothing", async () => {
  const tokens = await startTokens(SECRET);
  const key = new TextEncoder().encode(SECRET);
  const claims = () =>
    new SignJWT({ sid: SESSION }).setIssuer("tracetrack").setAudience("session").setExpirationTime(soon());
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa(`{"sid":"${SESSION}","iss":"tracetrack","aud":"session"}`)}.`;
  for (
    const token of [
      await (await startTokens(`${SECRET}!`)).issue(SESSION, soon()),
      await claims().setProtectedHeader({ alg: "HS512" }).sign(key),
      await claims().setAudience("download").setProtectedHeader({ alg: "HS256" }).sign(key),
      await tokens.issue("no uuid", soon()),
      unsigned.replaceAll("=", ""),
      "",
      "a.b.c",
    ]
  ) same(await tokens.read(token), null, token);
  same(await tokens.read(await claims().setProtectedHeader({ alg: "HS256" }).sign(key)), SESSION);
});
