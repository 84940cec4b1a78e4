import { deepStrictEqual as same } from "node:assert/strict";
import { columnName, cut, isBlank, sheetRow } from "../../domain/import_rows.ts";

Deno.test("sheetRow takes away the apostrophe that our exports set before what looks like a formula, and no other", () => {
  const { cells, faults } = sheetRow(1, ["'=1+1", "'@x", "'-5", "'\tx", "'tis", "=1+1", "''=", "'''-"]);
  same([cells, faults], [["=1+1", "@x", "-5", "\tx", "'tis", "=1+1", "'=", "''-"], null]);
});

Deno.test("sheetRow marks text that no column can hold, and cleans it", () => {
  const { cells, faults } = sheetRow(1, ["a\u0000b", "fine", "\ud800"]);
  same(cells, ["a\ufffdb", "fine", "\ufffd"]);
  same(faults, [{ column: 0, reason: "bad_format" }, { column: 2, reason: "bad_format" }]);
});

Deno.test("sheetRow marks numbers that a spreadsheet has shortened", () => {
  const lost = (text: string) => sheetRow(1, [text]).faults?.[0]?.reason ?? null;
  same(["1.2E+12", "5,11600E+12", "-1e+5", " 1.2E+12 "].map(lost), Array(4).fill("digits_lost"));
  same(["1E5678", "12E12", "A+1", "1+1", "1.2E+"].map(lost), Array(5).fill(null));
});

Deno.test("a row of blanks is blank, and ends with its last cell that is used", () => {
  same(isBlank(sheetRow(1, ["", " ", "\u00a0"])), true);
  same(sheetRow(1, ["a", "", ""]).cells, ["a"]);
});

Deno.test("a column is called by its header, else by its letters", () => {
  same(columnName(["Sr. No.", " "], 0), "Sr. No.");
  same([1, 25, 26, 701, 702].map((column) => columnName([], column)), ["B", "Z", "AA", "ZZ", "AAA"]);
});

Deno.test("cut does not leave half a sign", () => {
  same([cut("ab", 2), cut("a\u{1f600}", 2)], ["ab", "a\ufffd"]);
});
