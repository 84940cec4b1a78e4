import { deepEqual, equal } from "node:assert/strict";
import { problemColumns, type ProblemRow, ProblemRows } from "../../domain/import_problem_sheet.ts";
import type { ColumnMapping, ImportLayout, ImportProblem } from "../../domain/import_shapes.ts";
import { batchesInShort, readRows } from "../support/import_rows.ts";

const formOf = (layout: ImportLayout, mapping: ColumnMapping | null = null, headers: readonly string[] = []) => ({
  ...{ layout, mapping, headers },
});

const problem = (row: number, cells: readonly string[], more: Partial<ImportProblem> = {}): ImportProblem => ({
  ...{
    sheet: "Day 1",
    row,
    column: null,
    code: cells[1] ?? "",
    sort: "invalid",
    reason: "bad_format",
    detail: {},
    cells,
  },
  ...more,
});

function rowsOf(layout: ImportLayout, problems: readonly ImportProblem[], mapping: ColumnMapping | null = null) {
  const rows = new ProblemRows(formOf(layout, mapping));
  const all: ProblemRow[] = [...problems.flatMap((one) => rows.add(one)), ...rows.end()];
  return all.map(({ cells }) => cells.join("|"));
}

Deno.test("rows that stand for themselves come as they are", () => {
  deepEqual(rowsOf("bags", [problem(2, ["AB", "child"]), problem(9, ["CD", "child"])]), ["AB|child", "CD|child"]);
});

Deno.test("a bag that cannot go into its sack gets the sack's row again, since its sack is in order", () => {
  const into = { detail: { into: "SB00001" } };
  deepEqual(
    rowsOf("child_parent_batches", [
      problem(2, ["1", "junk!"], into),
      problem(3, ["2", "more!"], into),
      problem(21, ["3", "x!"], { detail: { into: "SB00002" } }),
    ]),
    ["1|junk!", "2|more!", "Parent Code|SB00001", "3|x!", "Parent Code|SB00002"],
  );
});

Deno.test("a sack that cannot go in itself stands below its bags again", () => {
  const into = { detail: { into: "SB00001" } };
  deepEqual(
    rowsOf("child_parent_batches", [
      problem(17, ["Parent Code", "SB00001"], into),
      problem(2, ["1", "0000001"], into),
      problem(3, ["2", "0000002"], into),
      problem(20, ["1", "junk!"], { detail: { into: "SB00002" } }),
    ]),
    ["1|0000001", "2|0000002", "Parent Code|SB00001", "1|junk!", "Parent Code|SB00002"],
  );
});

Deno.test("the same sack twice, one batch after the other, stays two batches", () => {
  const into = { detail: { into: "SB00001" } };
  deepEqual(
    rowsOf("child_parent_batches", [
      problem(4, ["16", "SB00001"], into),
      problem(2, ["1", "0000001"], into),
      problem(9, ["16", "SB00001"], into),
      problem(6, ["1", "0000002"], into),
    ]),
    ["1|0000001", "16|SB00001", "1|0000002", "16|SB00001"],
  );
});

Deno.test("bags without a sack never fall to the next batch: a row for their sack waits to be filled in", () => {
  const lost = { reason: "no_parent_below" } as const;
  deepEqual(
    rowsOf("child_parent_batches", [
      problem(2, ["1", "0000001"], lost),
      problem(3, ["2", "0000002"], lost),
      problem(2, ["1", "0000003"], { ...lost, sheet: "Day 2" }),
      problem(9, ["2", "junk!"], { sheet: "Day 2", detail: { into: "SB00001" } }),
    ]),
    ["1|0000001", "2|0000002", "Parent Code|", "1|0000003", "Parent Code|", "2|junk!", "Parent Code|SB00001"],
  );
});

Deno.test("a sack's row without a code ends its bags as it is", () => {
  const lost = { reason: "no_parent_below" } as const;
  deepEqual(
    rowsOf("child_parent_batches", [
      problem(2, ["1", "0000001"], lost),
      problem(3, ["Parent Code", ""], { reason: "code_missing" }),
      problem(4, ["1", "0000002"], lost),
    ]),
    ["1|0000001", "Parent Code|", "1|0000002", "Parent Code|"],
  );
});

Deno.test("a bag with its sack's own code, that stands above others, is no head", () => {
  const into = { detail: { into: "SB00001" } };
  deepEqual(
    rowsOf("child_parent_batches", [problem(2, ["1", "SB00001"], into), problem(3, ["2", "junk!"], into)]),
    ["1|SB00001", "2|junk!", "Parent Code|SB00001"],
  );
});

Deno.test("of a bill's batch the bill's row is made, in the columns that were named", () => {
  const none = { code: null, role: null, parent: null, number: null, description: null, capacity: null };
  const mapping: ColumnMapping = {
    layout: "parent_bill_batches",
    headerRow: 1,
    columns: { ...none, serial: 2, text: 0 },
  };
  deepEqual(
    rowsOf("parent_bill_batches", [problem(2, ["SB1", "", "1"], { detail: { into: "INV-7" } })], mapping),
    ["SB1||1", "INV-7||Bill No."],
  );
});

Deno.test("the sheet's own columns come first, under their own names", () => {
  const form = formOf("bags", null, ["qr_id", " "]);
  const columns = problemColumns(form, 3, () => ({ says: "No.", todo: "Do." }));
  deepEqual(
    columns.map(({ name }) => name),
    ["qr_id", "B", "C", "Sheet", "Row", "Column", "Code", "Reason", "What to do"],
  );
  const row = { cells: ["AB"], problem: problem(2, ["AB"], { code: "AB", column: "qr_id" }) };
  deepEqual(columns.map(({ cell }) => cell(row)), ["AB", "", "", "Day 1", 2, "qr_id", "AB", "No.", "Do."]);
  equal(columns.at(-1)!.cell({ cells: ["Parent Code", "SB1"], problem: null }), null);
});

Deno.test("read again with its codes corrected, each bag is in its own sack, and one without a sack in none", () => {
  const rows = new ProblemRows(formOf("child_parent_batches"));
  const problems = [
    problem(2, ["1", "junk!"], { detail: { into: "SB00001" } }),
    problem(20, ["16", "SB00002"], { detail: { into: "SB00002" } }),
    problem(18, ["1", "0016600"], { detail: { into: "SB00002" } }),
    problem(31, ["1", "0016700"], { reason: "no_parent_below" }),
  ];
  const sheet = [...problems.flatMap((one) => rows.add(one)), ...rows.end()];
  const columns = problemColumns(
    formOf("child_parent_batches", null, ["Sr. No.", "QR Code"]),
    2,
    () => ({ says: "No." }),
  );
  const cells = [
    columns.map(({ name }) => name),
    ...sheet.map((row) => columns.map(({ cell }) => String(cell(row) ?? "").replace("junk!", "0016586"))),
  ];
  deepEqual(batchesInShort(readRows({ S: cells }).batches), [
    "[3 parent SB00001, 2 child 0016586 in SB00001]",
    "[5 parent SB00002, 4 child 0016600 in SB00002]",
    "6 bad no_parent_below at QR Code, 7 bad code_missing at QR Code",
  ]);
});
