import { deepStrictEqual as same } from "node:assert/strict";
import * as XLSX from "@e965/xlsx";
import type { ImportFault } from "../../domain/import_reasons.ts";
import { inShort } from "../support/import_rows.ts";
import { odsOf, oleOf, repeated, sheetOf, textData, xlsxOf, zipOf } from "../support/hostile_sheets.ts";
import { faultOf, readFile } from "../support/read_sheets.ts";
import { bagRows, sacksFrom, workbookOf } from "../support/sheet_files.ts";

type Bytes = Uint8Array | ReadableStream<Uint8Array>;

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
const HEAD = ["qr_id", "type", "parent_qr_id"] as const;
const GOOD = textData([HEAD, ["SB00001", "parent"]]);
const someBags = () => bagRows(sacksFrom({ prefix: "SB", first: 1, count: 20, firstBag: 1, bagsEach: 30 }));

/** Each is refused for this, and the test's own time limit is what "within seconds" means. */
const REFUSED_MS_MAX = 15_000;
function refuses(what: string, fault: ImportFault, fileName: string, make: () => Bytes | Promise<Bytes>): void {
  Deno.test(`${what} is refused: ${fault}`, async () => {
    const bytes = await make();
    const begun = performance.now();
    same(await faultOf(bytes, fileName), fault);
    same(performance.now() - begun < REFUSED_MS_MAX, true, "too slow");
  });
}

refuses(
  "a sheet that unpacks without end",
  "unpacks_too_large",
  "a.xlsx",
  () => xlsxOf({ sheet: { megabytes: 300, byte: 0x20 } }),
);
refuses(
  "a sheet that is larger than it says",
  "damaged",
  "a.xlsx",
  () => xlsxOf({ sheet: { megabytes: 200, byte: 0x20, saidMegabytes: 1 } }),
);
refuses(
  "a sheet that is smaller than it says",
  "damaged",
  "a.xlsx",
  () => xlsxOf({ sheet: { megabytes: 1, byte: 0x20, saidMegabytes: 200 } }),
);
refuses(
  "a bomb among the parts that are read",
  "unpacks_too_large",
  "a.xlsx",
  () => xlsxOf({ data: GOOD, beside: { "xl/other.xml": { megabytes: 10_000, byte: 0 } } }),
);
refuses("a zip in a sheet's place", "damaged", "a.xlsx", async () => xlsxOf({ sheet: await zipOf({ a: "a" }) }));
refuses(
  "ten million empty rows",
  "too_many_rows",
  "a.xlsx",
  () =>
    xlsxOf({
      sheet: repeated("<row/>", 10_000_000, [sheetOf("").split("</sheetData>")[0] ?? "", "</sheetData></worksheet>"]),
    }),
);
refuses(
  "a row beyond those that any sheet has",
  "too_many_rows",
  "a.xlsx",
  () => xlsxOf({ data: `${GOOD}<row r="9999999"><c t="inlineStr"><is><t>x</t></is></c></row>` }),
);
refuses(
  "16,384 columns",
  "too_many_columns",
  "a.xlsx",
  () => xlsxOf({ data: textData([HEAD, Array(16_384).fill("x")]) }),
);
refuses(
  "a cell in the last column",
  "too_many_columns",
  "a.xlsx",
  () => xlsxOf({ data: `${GOOD}<row r="3"><c r="XFD3"><v>1</v></c></row>` }),
);
refuses(
  "four million cells",
  "unpacks_too_large",
  "a.xlsx",
  () =>
    xlsxOf({
      sheet: repeated("<c><v>1</v></c>", 4_000_000, ["<worksheet><sheetData><row>", "</row></sheetData></worksheet>"]),
    }),
);
refuses(
  "shared strings without end",
  "unpacks_too_large",
  "a.xlsx",
  () => xlsxOf({ data: GOOD, strings: repeated("<si><t>x</t></si>", 4_000_000, ["<sst>", "</sst>"]) }),
);
refuses("a sheet that is used again and again", "damaged", "a.xlsx", () => xlsxOf({ data: GOOD, sheets: 200 }));
refuses(
  "an entity from elsewhere",
  "external_entities",
  "a.xlsx",
  () => xlsxOf({ sheet: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheetOf(textData([["&e;"]]))}` }),
);
refuses(
  "entities that grow, in the shared strings",
  "external_entities",
  "a.xlsx",
  () =>
    xlsxOf({
      data: GOOD,
      strings: '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
    }),
);
refuses(
  "a part in UTF-16, that counting would not see",
  "damaged",
  "a.xlsx",
  () =>
    xlsxOf({
      sheet: new Uint8Array([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from(sheetOf(GOOD), (one) => one.charCodeAt(0)).buffer),
      ]),
    }),
);

refuses(
  "an .ods whose cell is repeated a million times a million",
  "unpacks_too_large",
  "a.ods",
  () =>
    odsOf(
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>',
    ),
);
refuses(
  "an .ods of blanks without end",
  "damaged",
  "a.ods",
  () =>
    odsOf(
      '<table:table-row><table:table-cell><text:p><text:s text:c="400000000"/></text:p></table:table-cell></table:table-row>',
    ),
);
refuses("an .ods with an entity", "external_entities", "a.ods", () => odsOf('<!DOCTYPE x [<!ENTITY e "e">]>'));
refuses(
  "an .ods behind a password",
  "password_protected",
  "a.ods",
  () =>
    odsOf(
      "",
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>',
    ),
);
refuses(
  "an .xlsx behind a password",
  "password_protected",
  "a.xlsx",
  () => oleOf({ EncryptionInfo: text("x".repeat(5_000)), EncryptedPackage: new Uint8Array(9_000) }),
);

refuses("half a workbook", "damaged", "a.xlsx", () => {
  const whole = workbookOf({ S: someBags() });
  return whole.slice(0, whole.length / 2);
});
refuses("a workbook with a broken byte in its sheet", "damaged", "a.xlsx", async () => {
  const bytes = await xlsxOf({ sheet: sheetOf(textData(Array(2_000).fill(["SB00001", "parent"]))) });
  // Behind the packed sheet stands what tells where it is: the middle of the file is in it.
  const at = Math.floor(bytes.length * 0.55);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  return bytes;
});
refuses(
  "a sheet whose end is missing",
  "damaged",
  "a.xlsx",
  () => xlsxOf({ sheet: sheetOf(GOOD).split('<row r="2">')[0] ?? "" }),
);
refuses("half an .xls", "damaged", "a.xls", () => {
  const whole = workbookOf({ S: someBags() }, "biff8");
  return whole.slice(0, whole.length / 2);
});
refuses("an .xls with a broken record", "damaged", "a.xls", () => {
  const stream = streamOf(workbookOf({ S: someBags() }, "biff8"));
  // The length of a record in the middle, which then ends inside of another one.
  const at = recordAt(stream, stream.length / 2);
  stream[at + 2] = (stream[at + 2] ?? 0) + 3;
  return oleOf({ Workbook: stream });
});
Deno.test("an .xls whose records are whole is read", async () => {
  const stream = streamOf(workbookOf({ S: someBags() }, "biff8"));
  same((await readFile(oleOf({ Workbook: stream }), "a.xls")).rowsRead, 620);
});

const streamOf = (xls: Uint8Array<ArrayBuffer>): Uint8Array =>
  Uint8Array.from(XLSX.CFB.find(XLSX.CFB.read(xls, { type: "buffer" }), "/Workbook").content);

/** Where the first record behind this place begins. */
function recordAt(stream: Uint8Array, behind: number): number {
  const view = new DataView(stream.buffer);
  let at = 0;
  while (at < behind) at += 4 + view.getUint16(at + 2, true);
  return at;
}

const PAGE = "<!DOCTYPE html><html><body><table><tr><td>SB00001</td></tr></table></body></html>";
const wrong: readonly (readonly [string, string, () => Bytes | Promise<Bytes>])[] = [
  ["a web page", "a.xlsx", () => text(PAGE)],
  ["a web page", "a.xls", () => text(`\ufeff\r\n ${PAGE}`)],
  ["a web page", "a.csv", () => text(PAGE)],
  ["text", "a.xlsx", () => text("qr_id,type\nSB00001,parent\n")],
  ["a PDF", "a.xlsx", () => text("%PDF-1.7\n1 0 obj")],
  ["a picture", "a.csv", () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array(500).fill(1))],
  ["a workbook", "a.csv", () => workbookOf({ S: someBags() })],
  ["an .xls", "a.xlsx", () => workbookOf({ S: someBags() }, "biff8")],
  ["a workbook of the new kind", "a.xls", () => workbookOf({ S: someBags() })],
  [
    "a zip of something else",
    "a.xlsx",
    () => zipOf({ "word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>" }),
  ],
  ["an old document", "a.xls", () => oleOf({ WordDocument: text("x".repeat(5_000)) })],
];
for (const [what, name, make] of wrong) refuses(`${what} named ${name}`, "wrong_kind", name, make);
refuses("a PDF that says so", "not_a_sheet", "bill.pdf", () => text("%PDF-1.7\n"));
refuses("a zip that says so", "not_a_sheet", "sheets.zip", () => zipOf({ "a.csv": "qr_id,type\n" }));
refuses("nothing", "no_rows", "a.csv", () => text(""));

refuses("text of one endless line", "damaged", "a.csv", () => repeated("x", 100_000_000));
refuses(
  "a row of more columns than there are",
  "too_many_columns",
  "a.csv",
  () => text(`qr_id,type\n${"x,".repeat(16_383)}x\n`),
);
refuses(
  "a quote that never ends",
  "damaged",
  "a.csv",
  () => repeated("SB00001,parent\n", 200_000, ['qr_id,type\n"', ""]),
);
refuses("a quote that never ends in a small file", "damaged", "a.csv", () => text('qr_id,type\n"SB00001,parent\n'));
refuses(
  "ten million empty lines",
  "too_many_rows",
  "a.csv",
  () => repeated("\n", 10_000_000, ["qr_id,type\nSB00001,parent\n", ""]),
);
refuses("Hindi that is broken", "bad_encoding", "a.csv", () => {
  const bytes = text("bill_id,description\nB-1,क्षत्रिय\n");
  bytes[bytes.length - 3] = 0x41;
  return bytes;
});

Deno.test("a bomb among pictures and macros is never unpacked", async () => {
  const bomb = { megabytes: 4_000, byte: 0 };
  const beside = { "xl/media/a.png": bomb, "xl/vbaProject.bin": bomb };
  const { rows } = await readFile(await xlsxOf({ data: GOOD, beside }), "a.xlsm");
  same(rows.map(inShort), ["2 parent SB00001"]);
});

Deno.test("a size that is only said costs nothing", async () => {
  const sheet = sheetOf(GOOD, '<dimension ref="A1:XFD10000000"/>');
  const { rows } = await readFile(await xlsxOf({ sheet }), "a.xlsx");
  same(rows.map(inShort), ["2 parent SB00001"]);
});

Deno.test("NUL, script, formulas and names of a program's insides are text, or their row is bad", async () => {
  const lines = [
    "__proto__,qr_id,type,constructor,parent_qr_id",
    "x,SB00001,parent,,",
    "x,SB00\u0000002,parent,,",
    "x,<script>alert(1)</script>,child,,SB00001",
    `x,"=HYPERLINK(""http://x"")",child,,SB00001`,
  ];
  const { rows } = await readFile(text(lines.join("\n")), "a.csv");
  same(rows.map(inShort), [
    "2 parent SB00001",
    "3 bad bad_format at qr_id",
    "4 child <script>alert(1)</script> in SB00001",
    '5 child =HYPERLINK("http://x") in SB00001',
  ]);
  same(JSON.stringify(rows).includes("\\u0000"), false);
  same(({} as Record<string, unknown>)["x"], undefined);
});

Deno.test("sheets may be called whatever they like, but not the same", async () => {
  const { sheets, rows } = await readFile(
    workbookOf({ ["__proto__x"]: someBags(), constructor: someBags() }),
    "a.xlsx",
  );
  same([sheets, rows.length], [["__proto__x", "constructor"], 1_240]);
});
