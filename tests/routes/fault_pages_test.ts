import { deepEqual, equal, match } from "node:assert/strict";
import { ORIGIN, pageWorld } from "../support/page_world.ts";

/** Where the page's best way on leads. */
async function wayOn(response: Response): Promise<string | undefined> {
  return /<a class="btn btn--primary" href="([^"]*)"/.exec(await response.text())?.[1];
}

const post = (referer: string | null) =>
  pageWorld().ask("biller", "/bills/INV-7/completion", {
    method: "POST",
    body: "not a form of ours",
    headers: { "content-type": "text/plain", ...(referer ? { referer } : {}) },
  });

Deno.test("after a form that could not be taken, the way on is the page that it stood on, never what it was sent to", async () => {
  const refused = await post(`${ORIGIN}/bills/INV-7?at=2026-11-22T10:41`);
  equal(refused.status, 415);
  equal(await wayOn(refused), "/bills/INV-7?at=2026-11-22T10:41");
  equal(await wayOn(await post("https://elsewhere.test/bills/INV-7")), "/", "another site is no way on");
  equal(await wayOn(await post(null)), "/");
});

Deno.test("an unknown bag or bill is told by its name and found again by the search", async () => {
  const { ask } = pageWorld();
  const pages = await Promise.all(["/bags/SB99999", "/bills/INV%2F9"].map((path) => ask("biller", path)));
  deepEqual(pages.map(({ status }) => status), [404, 404]);
  match(await pages[0]!.text(), /<title>We do not know “SB99999” · TraceTrack/);
  match(await pages[1]!.text(), /<title>We do not know the bill “INV\/9” · TraceTrack/);
});
