import { deepStrictEqual as same, rejects } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import type { FromReader, ToReader } from "../../platform/sheet_messages.ts";
import { readSheet, SheetRefused } from "../../platform/sheet_reading.ts";
import { inShort } from "../support/import_rows.ts";
import { type ReadFile, readFile, readPath, withFile } from "../support/read_sheets.ts";
import {
  bagRows,
  type BookType,
  childParentRows,
  csvOf,
  sacksFrom,
  type TextStyle,
  workbookOf,
} from "../support/sheet_files.ts";

const data = (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  Deno.readFile(new URL(`../data/${name}`, import.meta.url));

/** How many rows ask for what. */
function wishes({ rows }: ReadFile): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { wish } of rows) counts[wish] = (counts[wish] ?? 0) + 1;
  return counts;
}

Deno.test("the files of the warehouse are read to the row", async () => {
  const bags = await readFile(await data("bags.csv"), "bags.csv");
  same([bags.mapping?.layout, bags.rowsRead, wishes(bags)], ["bags", 1_240, { parent: 40, child: 1_200 }]);
  const same_bags = await readFile(await data("bags.xlsx"), "bags.xlsx");
  same(same_bags.rows, bags.rows);
  const bills = await readFile(await data("bills.csv"), "bills.csv");
  same([bills.mapping?.layout, wishes(bills), bills.rows[0] && inShort(bills.rows[0])], [
    "bills",
    { bill: 10 },
    "2 bill ORD-1-1 for 5: Truck A0",
  ]);
});

Deno.test("the daily sheet is read to the batch: two sheets of twenty sacks with fifteen bags", async () => {
  const daily = await readFile(await data("child-parent-batches.xlsx"), "child-parent-batches.xlsx");
  same([daily.mapping?.layout, daily.sheets, daily.rowsRead], ["child_parent_batches", ["Morning", "Evening"], 640]);
  same(wishes(daily), { parent: 40, child: 600 });
  same(new Set(daily.batches.map(({ isWhole, rows }) => `${isWhole} ${rows.length}`)), new Set(["true 16"]));
  const loads = await readFile(await data("parent-bill-batches.xlsx"), "parent-bill-batches.xlsx");
  same([loads.mapping?.layout, wishes(loads)], ["parent_bill_batches", { bill_of_batch: 5, load: 40 }]);
  const sacks = new Set(daily.rows.map((row) => row.wish === "parent" ? row.parent : null));
  same(loads.rows.every((row) => row.wish !== "load" || sacks.has(row.parent)), true);
});

const someSacks = () => sacksFrom({ prefix: "M444-", first: 7, count: 9, firstBag: 42, bagsEach: 15 });

for (const book of ["xlsx", "xlsm", "xlsb", "biff8", "ods"] satisfies BookType[]) {
  Deno.test(`${book}: two sheets are read as what stands in them, leading zeros too`, async () => {
    const bytes = workbookOf({ One: childParentRows(someSacks()), Two: childParentRows(someSacks(), 2) }, book);
    const read = await readFile(bytes, `day.${book === "biff8" ? "xls" : book}`);
    same([read.sheets, read.rowsRead, wishes(read)], [["One", "Two"], 288, { parent: 18, child: 270 }]);
    same(read.lines[0]?.names.slice(0, 30), "{M444-00007,0000042,0000043,00");
    same(read.lines.map(({ n }) => n), Array.from({ length: 18 }, (_, place) => place + 1));
  });
}

const STYLES: readonly TextStyle[] = [
  { delimiter: ",", lineEnd: "\r\n", encoding: "utf-8" },
  { delimiter: ";", lineEnd: "\n", encoding: "utf-8-bom" },
  { delimiter: "\t", lineEnd: "\r", encoding: "utf-16le" },
  { delimiter: ",", lineEnd: "\n", encoding: "utf-16be" },
  { delimiter: ";", lineEnd: "\r\n", encoding: "windows-1252" },
];
for (const style of STYLES) {
  Deno.test(`text with ${JSON.stringify(style)} is read as the same rows`, async () => {
    const read = await readFile(csvOf(bagRows(someSacks()), style), "bags.csv");
    same([wishes(read), read.rows[1] && inShort(read.rows[1])], [
      { parent: 9, child: 135 },
      "3 child 0000042 in M444-00007",
    ]);
  });
}

Deno.test("text keeps what only one encoding says", async () => {
  const rows = [["bill_id", "description"], ["B-1", "Müller – 5 €"]];
  for (const encoding of ["utf-8", "windows-1252", "utf-16le"] as const) {
    const { rows: [bill] } = await readFile(csvOf(rows, { encoding }), "bills.csv");
    same(bill?.wish === "bill" && bill.description, "Müller – 5 €", encoding);
  }
  const unmarked = csvOf([["bill_id", "description"], ["B-1", "ट्रक"]], { encoding: "utf-16le" }).slice(2);
  const { rows: [bill] } = await readFile(unmarked, "bills.txt");
  same(bill?.wish === "bill" && bill.description, "ट्रक");
});

Deno.test("text with line ends inside of quotes counts rows as a spreadsheet does, and takes stray quotes as they are", async () => {
  const text = 'bill_id,description\r\nB-1,"two\r\nlines, ""quoted"""\r\n\r\nB-2,5" wide\r\nB-3,"a" b\r\n';
  const { rows } = await readFile(new TextEncoder().encode(text), "bills.csv");
  same(rows.map(inShort), [
    '2 bill B-1 for null: two\r\nlines, "quoted"',
    '4 bill B-2 for null: 5" wide',
    '5 bill B-3 for null: "a" b',
  ]);
});

Deno.test("rows of every length are read as fast as others", async () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, n) => n % 3 === 0 ? "" : `${100_000 + n},child${n % 3 === 1 ? "" : ",SB00001,x"}`,
  );
  const bytes = new TextEncoder().encode(`qr_id,type,parent_qr_id\n${lines.join("\n")}`);
  const begun = performance.now();
  same((await readFile(bytes, "bags.csv")).rowsRead, 33_333);
  // One error made of each of them takes six seconds and more.
  same(performance.now() - begun < 4_000, true);
});

Deno.test("a comma in a label is no delimiter where semicolons are, and a line may say what is", async () => {
  const label = "LABEL NO.0016586 LOT NO.:X, D.O.T.:30/09/2025";
  const text = `Sr. No.;QR Code\n1;${label}\nParent Code;SB00001\n`;
  const { rows } = await readFile(new TextEncoder().encode(text), "day.csv");
  same(rows.map(inShort), ["3 parent SB00001", `2 child ${label} in SB00001`]);
  const said = await readFile(new TextEncoder().encode("sep=;\nqr_id;type\nSB00001;parent\n"), "bags.csv");
  same(said.rows.map(inShort), ["3 parent SB00001"]);
});

Deno.test("a bill's number that PostgreSQL would read as more than a name is written as one", async () => {
  const numbers = ['a"b', "a\\b", "a,b", "{}", "null", "a\tb"];
  const read = await readFile(csvOf([["bill_id", "description"], ...numbers.map((one) => [one, "x"])]), "bills.csv");
  same(read.rows.map((row) => row.wish === "bill" && row.bill), numbers);
  same(read.lines[0]?.names, '{"A\\"B","A\\\\B","A,B","{}","NULL"}');
});

Deno.test("a sheet whose columns nobody knows is handed back with a guess, and read once somebody knows", async () => {
  const bytes = csvOf([["Bag", "Sack"], ["0016586", "SB00001"]]);
  const unread = await readFile(bytes, "stock.csv");
  same([unread.rows, unread.guess?.sheet, unread.guess?.mapping?.layout], [[], "stock", "bags"]);
  const read = await readFile(bytes, "stock.csv", { mapping: unread.guess?.mapping ?? null });
  same(read.rows.map(inShort), ["2 child 0016586 in SB00001"]);
});

Deno.test("the thread ends when nobody takes what it has read, and another reads the same file", async () => {
  await withFile(csvOf(manyBags()), async (task) => {
    const { terminate } = Worker.prototype;
    let ended = 0;
    Worker.prototype.terminate = function () {
      ended++;
      terminate.call(this);
    };
    const reading = readSheet({ ...task, fileName: "bags.csv" });
    same((await reading.next()).value?.is, "recognised");
    await reading.return(undefined);
    Worker.prototype.terminate = terminate;
    same([ended, (await reading.next()).done], [1, true]);
    same((await readPath({ ...task, fileName: "bags.csv" })).rowsRead, 31_000);
  });
});

const manyBags = () => bagRows(sacksFrom({ prefix: "SB", first: 1, count: 1_000, firstBag: 1, bagsEach: 30 }));

Deno.test("the thread is at most a few pieces ahead of whoever takes them", async () => {
  await withFile(csvOf(manyBags()), async (task) => {
    const worker = new Worker(new URL("../../platform/sheet_worker.ts", import.meta.url), { type: "module" });
    const untaken: string[] = [];
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => untaken.push(data.is);
    worker.postMessage({ is: "read", task: { ...task, fileName: "bags.csv" } } satisfies ToReader);
    // Whoever takes everything has had the whole file, twice, in the time that the other had.
    for (const _ of [1, 2]) same((await readPath({ ...task, fileName: "bags.csv" })).lines.length, 155);
    same(untaken, ["recognised", ...Array(LIMITS.importPiecesAhead - 1).fill("batches")]);
    worker.terminate();
  });
});

Deno.test("a thread that says nothing for too long is ended, and the file refused", async () => {
  const rows = bagRows(sacksFrom({ prefix: "SB", first: 1, count: 500, firstBag: 1, bagsEach: 30 }));
  const impatient = { silenceMs: 1, allMs: 60_000 };
  await rejects(readFile(workbookOf({ S: rows }), "bags.xlsx", { patience: impatient }), new SheetRefused("too_slow"));
});

Deno.test("a file that is not there any more is gone for good", async () => {
  await withFile(csvOf(manyBags()), async (task) => {
    await rejects(
      readPath({ ...task, path: `${task.path}.gone`, fileName: "bags.csv" }),
      (fault) => fault instanceof SheetRefused && fault.fault === "file_gone",
    );
  });
});
