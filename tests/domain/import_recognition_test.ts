import { deepStrictEqual as same } from "node:assert/strict";
import { headersFingerprint } from "../../domain/import_headers.ts";
import { recognise, type Recognised, type Unrecognised } from "../../domain/import_recognition.ts";
import type { ColumnMapping, ImportColumn, ImportLayout } from "../../domain/import_shapes.ts";
import { batchesInShort, type Cells, readRows, rowsOf } from "../support/import_rows.ts";
import { KINDS } from "../support/heart.ts";

const label = (digits: string): string => `LABEL NO.${digits} LOT NO.:X`;

/** In short: "bags 1 code:0 role:1", with a "?" before it where it is only a guess. */
function seen(rows: readonly Cells[], layout: ImportLayout | "auto" = "auto"): string {
  const found: Recognised | Unrecognised = recognise(rowsOf(rows), layout, KINDS);
  if ("mapping" in found) return mappingInShort(found.mapping);
  return found.guess ? `? ${mappingInShort(found.guess)}` : "?";
}

function mappingInShort({ layout, headerRow, columns }: ColumnMapping): string {
  const places = (Object.keys(columns) as ImportColumn[]).filter((column) => columns[column] !== null);
  return [layout, headerRow, ...places.map((column) => `${column}:${columns[column]}`)].join(" ");
}

Deno.test("lists are known by the names of their columns, in any order and case, below a title too", () => {
  same(seen([["qr_id", "type", "parent_qr_id"], ["SB00001", "parent"]]), "bags 1 code:0 role:1 parent:2");
  same(seen([["Stock"], ["Type", "Kind", "QR ID"], ["parent", "SB", "SB00001"]]), "bags 2 code:2 role:0");
  same(
    seen([["parent_bag_count", "BILL_ID", "Description"], ["5", "B-1", ""]]),
    "bills 1 number:1 description:2 capacity:0",
  );
  same(
    seen([["Bill ID", "Description", "Status", "Capacity", "Parent Bags Count"], ["B-1"]]),
    "bills 1 number:0 description:1 capacity:3",
  );
});

Deno.test("batches are told apart by their rows, with a header or without", () => {
  const head: Cells = ["Sr. No.", "QR Code"];
  const child: Cells[] = [["1", label("0016586")], ["Parent Code", "SB00042"]];
  const bill: Cells[] = [["1", "SB00042"], ["2", "M444-00017"], ["Bill No.", "INV-1"]];
  same(seen([head, ...child]), "child_parent_batches 1 serial:0 text:1");
  same(seen(child), "child_parent_batches  serial:0 text:1");
  same(seen([head, ["1", "0016586"], ["16", "M444-00017"]]), "child_parent_batches 1 serial:0 text:1");
  same(seen([head, ...bill]), "parent_bill_batches 1 serial:0 text:1");
  same(seen(bill), "parent_bill_batches  serial:0 text:1");
  same(seen([["1", "SB00042"], ["2", "SB00043"]]), "parent_bill_batches  serial:0 text:1");
});

Deno.test("numbers beside sacks are no batches under a header that nobody knows, unless a bill is among them", () => {
  const rows: Cells[] = [["Thaila", "Wazan", "Bora"], ["0016586", "1", "SB00042"], ["0016587", "1", "SB00042"]];
  same(seen(rows), "? parent_bill_batches 1 serial:1 text:2");
  same(seen([...rows, ["", "Bill No.", "INV-1"]]), "parent_bill_batches 1 serial:1 text:2");
});

Deno.test("under a header that names batches, few or broken rows are enough", () => {
  const head: Cells = ["SR. NO.", "qr code"];
  same(seen([["Day 7, 123 bags"], head, ["1", "0016586"]]), "child_parent_batches 2 serial:0 text:1");
  same(seen([head, ["?", "?"], ["x", "y"], ["16", "M444-00017"]]), "parent_bill_batches 1 serial:0 text:1");
  same(seen([head, ["?", "?"]]), "? child_parent_batches 1 serial:0 text:1");
});

Deno.test("batches are found in other columns as well", () => {
  const rows = [["Date", "Sr. No.", "QR Code"], ["30/09", "1", label("0016586")], ["30/09", "16", "M444-00017"]];
  same(seen(rows), "child_parent_batches 1 serial:1 text:2");
  same(seen([["QR Code", "Sr. No."], ["SB00042", "1"], ["INV-1", "Bill"]]), "parent_bill_batches 1 serial:1 text:0");
});

Deno.test("a list of bags without a header is known in its usual order alone", () => {
  same(seen([["SB00001", "parent", ""], ["5116000", "child", "SB00001"]]), "bags  code:0 role:1 parent:2");
  same(seen([["child", "5116000", "SB00001"]]), "? bags  code:1 role:0 parent:2");
});

Deno.test("unknown names are guessed from what they say and from what stands below them", () => {
  same(seen([["Bag", "Sack"], ["0016586", "SB00001"]]), "? bags 1 code:0 parent:1");
  same(seen([["Invoice", "Sacks"], ["INV-1", "5"]]), "? bills 1 number:0 capacity:1");
  same(seen([["A", "B"], ["0016586", "SB00001"], ["0016587", "SB00001"]]), "? bags 1 code:0 parent:1");
  same(seen([["Name", "City"], ["Asha", "Jaipur"]]), "?");
  same(seen([["At", "Kind", "Bill ID"], ["x", "y", "z"]]), "?");
});

Deno.test("who says what a sheet is needs no proof, but its columns must be known", () => {
  same(seen([["Bag", "Sack"], ["0016586", "SB00001"]], "bags"), "bags 1 code:0 parent:1");
  same(seen([["No", "Scan"], ["1", "0016586"]], "child_parent_batches"), "child_parent_batches 1 serial:0 text:1");
  same(seen([["1", "0016586"]], "child_parent_batches"), "child_parent_batches  serial:0 text:1");
  same(seen([["Name", "City"], ["Asha", "Jaipur"]], "bills"), "?");
  // Its rows say something else than somebody did, who is right.
  same(seen([["1", "SB00042"]], "child_parent_batches"), "child_parent_batches  serial:0 text:1");
});

Deno.test("names that a program's insides use are names like others", () => {
  same(seen([["__proto__", "constructor", "qr_id", "type"], ["a", "b", "SB00001", "parent"]]), "bags 1 code:2 role:3");
  same(seen([["__proto__", "constructor"], ["toString", "valueOf"]]), "?");
});

Deno.test("each sheet may have its own header, the first one's, or none", () => {
  const { batches } = readRows({
    One: [["qr_id", "type", "parent_qr_id"], ["SB00001", "parent"]],
    Two: [["parent_qr_id", "qr_id", "type"], ["SB00001", "0016586", "child"]],
    Three: [["0016587", "child", "SB00001"]],
    Four: [],
    Five: [["Title"], ["QR_ID", "Type", "Parent QR ID"], ["0016588", "child", "SB00001"]],
  });
  same(batchesInShort(batches), [
    "2 parent SB00001",
    "2 child 0016586 in SB00001",
    "1 child 0016587 in SB00001",
    "3 child 0016588 in SB00001",
  ]);
});

Deno.test("the first sheet that has rows says what the file is", () => {
  const { found, batches } = readRows({ Empty: [[], [""]], Full: [["qr_id", "type"], ["SB00001", "parent"]] });
  same([found?.mapping.layout, batches.length], ["bags", 1]);
});

Deno.test("what nobody can tell is left to a person, with its first rows; read as he says, nothing is lost", () => {
  const rows = [["Bag", "Sack"], ["0016586", "SB00001"], [], ["0016587", "SB00001"]];
  const unread = readRows({ S: rows });
  same([unread.batches, unread.rowsRead, unread.headers], [[], 0, ["Bag", "Sack"]]);
  same(unread.unknown?.sample.map(({ row, cells }) => [row, ...cells]), [
    [1, "Bag", "Sack"],
    [2, "0016586", "SB00001"],
    [4, "0016587", "SB00001"],
  ]);
  const mapping = unread.unknown?.mapping ?? null;
  const read = readRows({ S: rows, T: rows }, { mapping });
  same(batchesInShort(read.batches), Array(2).fill("2 child 0016586 in SB00001, 4 child 0016587 in SB00001"));
  same(read.headers, ["Bag", "Sack"]);
});

Deno.test("headersFingerprint is one for headers that differ in case, blanks and dots", () => {
  same(headersFingerprint(["Sr. No.", "QR Code"]), headersFingerprint(["SR NO", "qr_code", "", ""]));
  same(headersFingerprint(["a", "b"]) === headersFingerprint(["b", "a"]), false);
  same(headersFingerprint(["ab"]) === headersFingerprint(["a", "b"]), false);
});
