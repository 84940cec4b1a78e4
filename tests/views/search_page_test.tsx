import { equal, match, ok } from "node:assert/strict";
import type { Search } from "../../domain/search.ts";
import { marked, SearchPage } from "../../views/search_page.tsx";
import { pageContext, textOf } from "../support/page_context.ts";
import { makeSack } from "../support/made_shapes.ts";

const sack = makeSack("SB16586", "SB", 30, new Date("2026-11-22T05:00:00Z"));
const found = (more: Partial<Search> = {}): Search => ({
  query: "1658",
  part: "1658",
  bag: null,
  bill: null,
  isOthersBill: false,
  children: { items: [], count: 0, isExact: true },
  parents: { items: [sack], count: 1, isExact: true },
  bills: null,
  isTooShort: false,
  nearMiss: null,
  suggestions: [],
  ...more,
});
const page = (search: Search) => String(<SearchPage context={pageContext("biller")} found={search} tab="all" />);

Deno.test("the part that was asked for is marked in any case, and nothing where it is not", () => {
  const text = (parts: readonly unknown[]) => String(<p>{parts}</p>);
  equal(text(marked("INV-16586", "16586")), "<p>INV-<mark>16586</mark></p>");
  equal(text(marked("Lorry to Hisar", "LORRY")), "<p><mark>Lorry</mark> to Hisar</p>");
  equal(text(marked("SB00042", "77")), "<p>SB00042</p>");
  equal(text(marked("<b>", "b")), "<p>&lt;<mark>b</mark>&gt;</p>");
});

Deno.test("a count that is not exact is told as the least there is, and so is every sum with it", () => {
  const text = textOf(page(found({ children: { items: [sack], count: 10_000, isExact: false } })));
  match(text, /10,001\+ found for “1658”/);
  match(text, /Bags 10,000\+Sacks 1/);
});

Deno.test("what could have been meant stands beside results, too, with what is wrong about the text", () => {
  const kind = { kind: "SB", prefix: "SB", digits: 5, product: "", capacity: 30, childWeightG: 1, expectedWeightG: 30 };
  const markup = page(found({ query: "SB1658", nearMiss: { kind, digits: 4 }, suggestions: ["SB01658"] }));
  match(textOf(markup), /This one has 4\.Did you meanSB01658/);
  ok(!markup.includes("We do not know"));
});
