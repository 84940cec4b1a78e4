import { strictEqual as same } from "node:assert/strict";
import { billKey, readBillNumber } from "../../domain/bill.ts";
import { readCode } from "../../domain/code.ts";
import { storable, withoutControlsAtEnds } from "../../domain/text.ts";

Deno.test("controls and blanks go from both ends and stay inside", () => {
  same(withoutControlsAtEnds("\r\n\t SB00042 \u001d\u007f"), "SB00042");
  same(withoutControlsAtEnds("a \t b"), "a \t b");
  same(withoutControlsAtEnds(" \u0000 "), "");
  same(withoutControlsAtEnds(""), "");
});

Deno.test("a million blanks inside a text take no longer than a million letters", () => {
  const text = `x${" ".repeat(1_000_000)}x`;
  // By a pattern each of these took many minutes, with every scan of the instance behind it.
  same(readCode(text, []).is, "too_long");
  same(readBillNumber(text), "too_long");
  same(billKey(text).length, text.length);
});

Deno.test("what a column cannot hold is replaced, and nothing else", () => {
  same(storable("a\u0000b"), "a\ufffdb");
  same(storable("a\ud800b"), "a\ufffdb");
  same(storable("Ünï 🧺\n"), "Ünï 🧺\n");
});
