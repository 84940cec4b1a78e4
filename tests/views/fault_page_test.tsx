import { doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { FaultPage, type FaultStatus } from "../../views/fault_page.tsx";
import { wordsIn } from "../../views/words/languages.ts";
import { pageContext, textOf } from "../support/page_context.ts";

const STATUSES: readonly FaultStatus[] = [400, 403, 404, 409, 413, 415, 422, 429, 500, 503];

for (const language of ["en", "hi"] as const) {
  Deno.test(`each status has words of its own, the number to say and a way on (${language})`, () => {
    const seen = new Set<string>();
    for (const status of STATUSES) {
      const context = pageContext("biller", { words: wordsIn(language), path: "/bills/INV-7" });
      const page = String(<FaultPage context={context} status={status} />);
      const heading = /<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? "";
      match(page, new RegExp(`<title>${heading}`));
      match(page, /c4d9-02ab/);
      equal((page.match(/btn--primary/g) ?? []).length, 1, `${status}: one best way on`);
      seen.add(heading);
    }
    equal(seen.size, STATUSES.length, [...seen].join(" | "));
  });
}

const notFound = (sought: string | null, role: "biller" | null = "biller") =>
  String(<FaultPage context={pageContext(role, { path: sought ?? "/" })} status={404} sought={sought} />);

Deno.test("a code that nobody knows is told as such, with the search at hand", () => {
  const page = notFound("/bags/SB99999?cursor=1");
  match(textOf(page), /We do not know “SB99999”/);
  match(page, /<input[^>]* id="fault-find"[^>]* value="SB99999"/);
  match(textOf(notFound("/bills/INV%2F9/print")), /We do not know the bill “INV\/9”/);
});

Deno.test("an address that names nothing, or nothing sane, is no unknown code", () => {
  for (
    const path of [
      "/bags",
      "/bills/INV-7/nothing-here",
      "/nothing/SB99999",
      "/bags/%E0%A4%A",
      `/bags/${"9".repeat(80)}`,
      null,
    ]
  ) {
    match(textOf(notFound(path)), /There is no such page/, String(path));
  }
  const hostile = notFound(`/bags/${encodeURIComponent("<script>alert(1)")}`);
  doesNotMatch(hostile, /<script>alert/);
});

Deno.test("nobody who is not signed in is told what is known", () => {
  doesNotMatch(textOf(notFound("/bags/SB99999", null)), /SB99999/);
  notEqual(notFound("/bags/SB99999", null), "");
});
