import { deepEqual } from "node:assert/strict";
import { loadingRows, packingRows } from "../../domain/batch_sheets.ts";

const shown = (rows: readonly { serial: number | string; text: string }[]) =>
  rows.map(({ serial, text }) => `${serial} ${text}`);

Deno.test("a sack's bags stand above it, numbered, as their labels read; an empty sack is left out", () => {
  const rows = packingRows([
    { of: "SB00001", codes: ["0016586", "0016587"] },
    { of: "SB00002", codes: [] },
    { of: "M444-00001", codes: ["AB12"] },
  ]);
  deepEqual(shown(rows), [
    "1 LABEL NO.0016586",
    "2 LABEL NO.0016587",
    "Parent Code SB00001",
    "1 AB12",
    "Parent Code M444-00001",
  ]);
});

Deno.test("a bare code is never the sixteenth, which would name a sack", () => {
  const codes = Array.from({ length: 18 }, (_, n) => `AB${n + 10}`);
  const serials = packingRows([{ of: "SB00001", codes }]).map(({ serial }) => serial);
  deepEqual(serials, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, "Parent Code"]);
  const labels = packingRows([{ of: "SB00001", codes: codes.map((_, n) => String(1_000 + n)) }]);
  deepEqual(labels[15], { serial: 16, text: "LABEL NO.1015" });
});

Deno.test("a bill's sacks stand above it, numbered; a bill without any is left out", () => {
  const rows = loadingRows([{ of: "INV/7", codes: ["SB00001", "M444-00001"] }, { of: "INV-8", codes: [] }]);
  deepEqual(shown(rows), ["1 SB00001", "2 M444-00001", "Bill No. INV/7"]);
});
