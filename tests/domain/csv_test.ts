import { deepEqual, equal } from "node:assert/strict";
import { csvHead, csvLines } from "../../domain/csv.ts";
import type { Cell, Column } from "../../domain/sheet.ts";

const ZONE = "Asia/Kolkata";
const column: Column<{ cell: Cell }> = { name: "Cell", cell: ({ cell }) => cell };
const written = (cell: Cell): string => csvLines([column], [{ cell }], ZONE).slice(0, -2);

Deno.test("the first line has the mark that spreadsheets need, the columns' names, and the zone of those of time", () => {
  const head = csvHead([{ name: "QR ID", cell: () => "" }, { name: "At", isTime: true, cell: () => null }], ZONE);
  equal(head, "\ufeffQR ID,At (Asia/Kolkata)\r\n");
});

Deno.test("no column's name is a formula", () => {
  equal(
    csvHead([{ name: '=HYPERLINK("http://evil")', cell: () => "" }], ZONE).slice(1),
    '"\'=HYPERLINK(""http://evil"")"\r\n',
  );
});

Deno.test("text is quoted where it must be, to the letter", () => {
  const cases: [string, string][] = [
    ["plain", "plain"],
    ["Truck 7, Jaipur", '"Truck 7, Jaipur"'],
    ['6" sack', '"6"" sack"'],
    ["two\nlines", '"two\nlines"'],
    ["two\r\nlines", '"two\r\nlines"'],
    [" ends ", '" ends "'],
    ["लखनऊ 𝕊", "लखनऊ 𝕊"],
    ["0016586", "0016586"],
    ["", ""],
  ];
  for (const [text, line] of cases) equal(written(text), line);
});

Deno.test("no text is a formula, and no number is a text", () => {
  const cases: [string, string][] = [
    ["=1+1", "'=1+1"],
    ["+91 522", "'+91 522"],
    ["-7", "'-7"],
    ["@sum", "'@sum"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ['=HYPERLINK("http://evil","x")', '"\'=HYPERLINK(""http://evil"",""x"")"'],
    ["a=1", "a=1"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
  ];
  for (const [text, line] of cases) equal(written(text), line);
  deepEqual([-7, 0, 0.001, 1_500_000].map(written), ["-7", "0", "0.001", "1500000"]);
  deepEqual([true, false, null].map(written), ["yes", "no", ""]);
});

Deno.test("times are those of the business's clock, over its midnight and where clocks are put back", () => {
  equal(written(new Date("2026-11-26T18:29:59.999Z")), "2026-11-26 23:59:59");
  equal(written(new Date("2026-11-26T18:30:00Z")), "2026-11-27 00:00:00");
  const inBerlin = (at: string) => csvLines([column], [{ cell: new Date(at) }], "Europe/Berlin").trim();
  deepEqual(["2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z"].map(inBerlin), [
    "2026-10-25 02:59:59",
    "2026-10-25 02:00:00",
  ]);
});

Deno.test("each row is a line that ends with CR and LF", () => {
  const columns: Column<number>[] = [{ name: "n", cell: (n) => n }, { name: "text", cell: (n) => `t${n}` }];
  equal(csvLines(columns, [1, 2], ZONE), "1,t1\r\n2,t2\r\n");
  equal(csvLines(columns, [], ZONE), "");
});
