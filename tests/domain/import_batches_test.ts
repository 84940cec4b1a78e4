import { deepStrictEqual as same } from "node:assert/strict";
import { type SheetRow, sheetRow } from "../../domain/import_rows.ts";
import type { ImportLayout } from "../../domain/import_shapes.ts";
import { LIMITS } from "../../domain/limits.ts";
import { batchesInShort, type Cells, inShort, readRows } from "../support/import_rows.ts";

const HEAD: Cells = ["Sr. No.", "QR Code"];
const label = (digits: string): string => `LABEL NO.${digits} LOT NO.:STAR44GG24611, D.O.T.:30/09/2025`;

/** One sheet, read as that layout, in short. */
const read = (layout: ImportLayout, rows: readonly (Cells | SheetRow)[]): string[] =>
  batchesInShort(readRows({ S: rows }, { layout }).batches);

Deno.test("bags: each row is a wish of its own, whatever the order of the columns and the case of names and types", () => {
  const rows = [
    ["Parent QR ID", "Note", "qr_ID", "TYPE"],
    ["", "x", "SB00001", "Parent"],
    ["SB00001", "", "0016586", "CHILD"],
    ["", "", "0016587", "child"],
  ];
  same(read("bags", rows), ["2 parent SB00001, 3 child 0016586 in SB00001, 4 child 0016587 in null"]);
});

Deno.test("bags: a row that says nothing of a code or of its type is refused with its column's name", () => {
  const rows = [["qr_id", "type", "parent_qr_id"], ["", "child", "SB00001"], ["0016586", "sack"], ["0016587"]];
  same(read("bags", rows), ["2 bad empty at qr_id, 3 bad type_unknown at type, 4 bad type_unknown at type"]);
});

Deno.test("bags: rows go 200 at a time, and blank ones are not counted", () => {
  const rows = Array.from({ length: 401 }, (_, n) => n === 200 ? [] : [String(10_000 + n), "child", "SB00001"]);
  const { batches, rowsRead } = readRows({ S: [["qr_id", "type", "parent_qr_id"], ...rows] });
  same(batches.map(({ rows }) => rows.length), [200, 200]);
  same([rowsRead, batches.at(-1)?.rows.at(-1)?.row], [400, 402]);
});

Deno.test("bills: numbers, descriptions and capacities; an empty capacity is none", () => {
  const rows = [
    ["bill_id", "description", "parent_bag_count", "expected_weight_kg"],
    ["INV-1001", "Truck 7", "20", "600"],
    ["INV-1002"],
    ["INV-1003", "", "20.0"],
    ["INV-1004", "", "many"],
    ["INV-1005", "", "1.5"],
    ["", "Truck", "5"],
  ];
  same(read("bills", rows), [[
    "2 bill INV-1001 for 20: Truck 7",
    "3 bill INV-1002 for null: null",
    "4 bill INV-1003 for 20: null",
    "5 bad capacity_not_a_number at parent_bag_count",
    "6 bad capacity_not_a_number at parent_bag_count",
    "7 bad empty at bill_id",
  ].join(", ")]);
});

Deno.test("bills: of our own export, Capacity is what fits and Parent Bags Count is not", () => {
  const rows = [["Bill ID", "Description", "Status", "Capacity", "Parent Bags Count"], [
    "B-1",
    "'=1+1",
    "new",
    "7",
    "2",
  ]];
  same(read("bills", rows), ["2 bill B-1 for 7: =1+1"]);
});

Deno.test("bills: a description of more signs than it may have is refused", () => {
  const rows = [["bill_id", "description"], ["B-1", "ख".repeat(1_001)], ["B-2", "ख".repeat(1_000)]];
  same(read("bills", rows)[0]?.slice(0, 44), "2 bad too_long at description, 3 bill B-2 fo");
});

Deno.test("child batches: the three spellings of a sack's row, which stands first in its batch", () => {
  const rows = [
    HEAD,
    ["1", label("0016586")],
    [],
    ["2.0", label("0016587")],
    ["PARENT CODE", "SB00042"],
    ["1", "0016588"],
    ["9", "m444-00017"],
    ...Array.from({ length: 15 }, (_, n) => [String(n + 1), label(String(20_000 + n))]),
    ["16", "M444 18"],
  ];
  const [first, second, third] = read("child_parent_batches", rows);
  same(first, `[5 parent SB00042, 2 child ${label("0016586")} in SB00042, 4 child ${label("0016587")} in SB00042]`);
  same(second, "[7 parent m444-00017, 6 child 0016588 in m444-00017]");
  same(third?.split(", 8 ")[0], "[23 parent M444 18");
});

Deno.test("child batches: a sixteenth row with a bare number is a bag where the counting goes on, else a wrong sack", () => {
  const bare = (n: number): Cells => [String(n), String(16_000 + n)];
  const upTo = (n: number) => Array.from({ length: n }, (_, place) => bare(place + 1));
  const goingOn = readRows({ S: [...upTo(17), ["Parent Code", "SB00001"]] }, { layout: "child_parent_batches" });
  same(goingOn.batches.map(({ rows }) => rows.length), [18]);
  const ending = readRows({ S: [...upTo(16), bare(1), ["16", "M444-00002"]] }, { layout: "child_parent_batches" });
  same(ending.batches.map(({ rows }) => inShort(rows[0] as never)), ["16 parent 16016", "18 parent M444-00002"]);
  const labelled: Cells[] = [...upTo(15), ["16", label("0016586")], ["Parent Code", "SB00001"]];
  same(readRows({ S: labelled }).batches.map(({ rows }) => rows.length), [17]);
  const last = readRows({ S: upTo(16) }, { layout: "child_parent_batches" });
  same(last.batches.map(({ isWhole, rows }) => [isWhole, rows.length]), [[true, 16]]);
});

Deno.test("child batches: what belongs to no sack, and a sack without bags, is told row by row", () => {
  const rows = [
    HEAD,
    ["Parent Code", "SB00001"],
    ["1", label("0016586")],
    ["Parent Code", ""],
    ["1", label("0016587")],
    ["remark", "rained"],
    ["2", ""],
    ["Parent Code", "SB00002"],
    ["1", label("0016588")],
    ["x", "y"],
  ];
  same(read("child_parent_batches", rows), [
    [
      "2 bad nothing_above at QR Code",
      "3 bad no_parent_below at QR Code",
      "4 bad code_missing at QR Code",
    ].join(", "),
    `[8 parent SB00002, 5 child ${label("0016587")} in SB00002, 6 bad unknown_row at Sr. No., 7 bad empty at QR Code]`,
    "9 bad no_parent_below at QR Code, 10 bad unknown_row at Sr. No.",
  ]);
});

Deno.test("child batches: a sheet's end ends a batch, and each sheet begins its own", () => {
  const { batches } = readRows({
    Morning: [HEAD, ["1", label("0016586")]],
    Evening: [HEAD, ["1", label("0016587")], ["Parent Code", "SB00001"]],
  });
  same(batches.map(({ sheet }) => sheet), ["Morning", "Evening"]);
  same(batchesInShort(batches), [
    "2 bad no_parent_below at QR Code",
    `[3 parent SB00001, 2 child ${label("0016587")} in SB00001]`,
  ]);
});

Deno.test("bill batches: the bill's capacity is how many different sacks stand above it", () => {
  const rows = [
    HEAD,
    ["1", "SB00042"],
    ["2", "sb00042"],
    ["3", "M444-00017"],
    ["4", "SB1"],
    ["Bill No.", "INV-1001"],
    ["bill", "INV-1002"],
    ["1", "SB00044"],
    ["Bill No", ""],
    ["1", "SB00045"],
  ];
  same(read("parent_bill_batches", rows), [
    "[6 bill INV-1001 of 2, 2 load SB00042 on INV-1001, 3 load sb00042 on INV-1001, 4 load M444-00017 on INV-1001, 5 load SB1 on INV-1001]",
    [
      "7 bad nothing_above at QR Code",
      "8 bad no_bill_below at QR Code",
      "9 bad code_missing at QR Code",
      "10 bad no_bill_below at QR Code",
    ].join(", "),
  ]);
});

Deno.test("a batch of more rows than anything holds is refused as it comes, with the row that ends it", () => {
  const { importBatchRowsMax: most, importRowsAtOnce: atOnce } = LIMITS;
  const sacks = (count: number): Cells[] => Array.from({ length: count }, () => ["1", "SB00001"]);
  const bill: Cells = ["Bill", "B-1"];
  same(readRows({ S: [...sacks(most - 1), bill] }).batches.map(({ rows }) => rows.length), [most]);
  const { batches } = readRows({ S: [...sacks(most + 700), bill, ["1", "SB00002"], bill] });
  const refused = batches.slice(0, -1).flatMap(({ rows }) => rows);
  same(batches.every(({ rows, isWhole }) => isWhole || rows.length <= atOnce), true);
  same([refused.length, new Set(refused.map((row) => row.wish === "bad" && row.reason))], [
    most + 701,
    new Set(["batch_too_long"]),
  ]);
  same(batchesInShort(batches.slice(-1)), [`[${most + 703} bill B-1 of 1, ${most + 702} load SB00002 on B-1]`]);
});

Deno.test("a cell that is not what somebody wrote makes its row bad, and a sack's row still ends its batch", () => {
  const bad = (row: number, cells: string[], column: number): SheetRow =>
    sheetRow(row, cells, [{ column, reason: "cell_error" }]);
  const rows = [
    HEAD,
    ["1", label("0016586")],
    bad(3, ["2", "#REF!"], 1),
    bad(4, ["Parent Code", "#REF!"], 1),
    bad(5, ["#N/A", label("0016587")], 0),
    ["2", label("0016588")],
    ["Parent Code", "SB00001"],
  ];
  same(read("child_parent_batches", rows), [
    [
      "2 bad no_parent_below at QR Code",
      "3 bad cell_error at QR Code",
      "4 bad cell_error at QR Code",
    ].join(", "),
    `[7 parent SB00001, 5 bad cell_error at Sr. No., 6 child ${label("0016588")} in SB00001]`,
  ]);
});

Deno.test("digits that are lost matter where a code stands, and not in a description", () => {
  same(read("bags", [["qr_id", "type"], ["1.2E+12", "child"]]), ["2 bad digits_lost at qr_id"]);
  same(read("bags", [["qr_id", "type", "parent_qr_id"], ["0016586", "child", "5,1E+15"]]), [
    "2 bad digits_lost at parent_qr_id",
  ]);
  same(read("bills", [["bill_id", "description"], ["B-1", "1.2E+12"]]), ["2 bill B-1 for null: 1.2E+12"]);
});

Deno.test("a row keeps its cells as they were, cut to a sane size, and a code that is too long stays too long", () => {
  const wide = ["x".repeat(400), "child", ...Array.from({ length: 60 }, (_, n) => String(n))];
  const [batch] = readRows({ S: [["qr_id", "type"], wide] }).batches;
  const row = batch?.rows[0];
  same([row?.cells.length, row?.cells[0]?.length, row?.wish === "child" && row.child.length], [50, 255, 256]);
});
