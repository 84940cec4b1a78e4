import assert from "node:assert/strict";
import { normalise, readCode } from "../../domain/code.ts";
import { KINDS } from "../support/heart.ts";

/** In short: "SB:SB00042" a parent, "child:0016586", or why it is none. */
function read(raw: string): string {
  const reading = readCode(raw, KINDS);
  if (reading.is === "parent") return `${reading.kind.kind}:${reading.code}`;
  return reading.is === "child" ? `child:${reading.code}` : reading.is;
}

const reads = (about: string, cases: Readonly<Record<string, string>>) =>
  Deno.test(`readCode ${about}`, () => {
    for (const [raw, wanted] of Object.entries(cases)) assert.equal(read(raw), wanted, JSON.stringify(raw));
  });

reads("knows the parents of each kind, in any case", {
  "SB00042": "SB:SB00042",
  "sb00042": "SB:SB00042",
  "Sb00042": "SB:SB00042",
  "SB00000": "SB:SB00000",
  "M444-00017": "M444:M444-00017",
  "m444-00600": "M444:M444-00600",
});

reads("takes near misses of a parent for neither parent nor child", {
  "SB1234": "bad_format",
  "SB123456": "bad_format",
  "SB-12345": "bad_format",
  "SB 12345": "bad_format",
  "SBABCDE": "bad_format",
  "SB0004A": "bad_format",
  "M44412345": "bad_format",
  "M444-1234": "bad_format",
  "M444-123456": "bad_format",
  "M444": "bad_format",
  "M445-00001": "bad_format",
  "P10-5": "bad_format",
});

reads("knows child codes of 4 to 20 letters and digits, zeros kept", {
  "0016586": "child:0016586",
  "16586": "child:16586",
  "abcd": "child:ABCD",
  "C1": "bad_format",
  "C01": "bad_format",
  "C001": "child:C001",
  "12345678901234567890": "child:12345678901234567890",
  "123456789012345678901": "bad_format",
  "M44500001": "child:M44500001",
  "S00042": "child:S00042",
  "XSB00042": "child:XSB00042",
});

reads("refuses all but letters and digits in a child's code", {
  "AB-CD": "bad_format",
  "AB CD": "bad_format",
  "AB_CD": "bad_format",
  "<script>": "bad_format",
  "'; drop table bags; --": "bad_format",
  "AB%CD": "bad_format",
  "AB&CD": "bad_format",
  "ÄBCD": "bad_format",
  "करोड़": "bad_format",
});

reads("takes the digits after LABEL NO for a label's identity, however it is spelt", {
  "LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025": "child:0016586",
  "label no.0016586 lot no.:star44gg24611": "child:0016586",
  "LABEL NO.:0016586": "child:0016586",
  "LABEL NO. : 0016586 LOT NO.X": "child:0016586",
  "LABEL NO 0016586": "child:0016586",
  "LABELNO0016586": "child:0016586",
  "LABEL  NO.0016586": "child:0016586",
  "MUSTARD LABEL NO.0016586": "child:0016586",
  "LABEL NO.\u00a00016586": "child:0016586",
  "LABEL NO.1234": "child:1234",
  "LABEL NO.12345678901234567890": "child:12345678901234567890",
});

reads("refuses a label without 4 to 20 digits", {
  "LABEL NO.": "bad_format",
  "LABEL NO.123": "bad_format",
  "LABEL NO.123456789012345678901": "bad_format",
  "LABEL NO.ABCDEF": "bad_format",
  "LOT NO.:STAR44GG24611": "bad_format",
});

reads("drops what scanners add at the ends, and what cannot be seen", {
  "SB00042\r\n": "SB:SB00042",
  "\tSB00042\t": "SB:SB00042",
  "\u001dSB00042\u001d": "SB:SB00042",
  "  0016586 \r": "child:0016586",
  "\u0000SB00042\u007f": "SB:SB00042",
  "\ufeffSB00042": "SB:SB00042",
  "SB\u200b00042": "SB:SB00042",
  "SB00\u00ad042": "SB:SB00042",
  "\u200e0016586\u200f": "child:0016586",
  "\u00a0SB00042\u00a0": "SB:SB00042",
  "\u206000\u200d16586": "child:0016586",
});

reads("refuses control characters inside a code", {
  "SB0\u00000042": "bad_format",
  "001\t6586": "bad_format",
  "001\u001d6586": "bad_format",
  "0016586\r\n0016587": "bad_format",
  "LABEL NO.0016586\nLOT NO.X": "bad_format",
  "001\u007f6586": "bad_format",
});

reads("is not deceived by characters that only look like ours", {
  "ſb00042": "bad_format",
  "SB０００４２": "bad_format",
  "ＳＢ00042": "bad_format",
  "ѕв00042": "bad_format",
  "SB٠٠٠٤٢": "bad_format",
  "ıabcd": "bad_format",
  "０016586": "bad_format",
});

reads("calls text empty before it calls it long, and long before it looks at its form", {
  "": "empty",
  " \r\n\t": "empty",
  "\u200b\ufeff": "empty",
  [" ".repeat(300)]: "empty",
  ["A".repeat(255)]: "bad_format",
  ["A".repeat(256)]: "too_long",
  ["<".repeat(256)]: "too_long",
  [`SB00042${" ".repeat(249)}`]: "too_long",
});

Deno.test("readCode keeps the lot that a label carries", () => {
  const reading = readCode("LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025", KINDS);
  assert.deepEqual(reading, { is: "child", code: "0016586", lot: "STAR44GG24611" });
  assert.deepEqual(readCode("LABEL NO.0016586", KINDS), { is: "child", code: "0016586", lot: null });
});

Deno.test("readCode lets a longer prefix be a kind of its own, whatever the order of kinds", () => {
  const long = { ...KINDS[1]!, kind: "SBX", prefix: "SBX", digits: 4 };
  for (const kinds of [[long, ...KINDS], [...KINDS, long]]) {
    const reading = readCode("SBX0001", kinds);
    assert.equal(reading.is === "parent" && reading.kind.kind, "SBX");
    assert.equal(readCode("SB00001", kinds).is, "parent");
  }
});

Deno.test("normalise upper-cases ASCII letters alone", () => {
  assert.equal(normalise(" ab-1ß \r"), "AB-1ß");
});
