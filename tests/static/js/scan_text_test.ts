import { deepEqual } from "node:assert/strict";
import { textsOfScan } from "../../../static/js/scan_text.ts";

const PLAIN = { prefix: "", suffix: "" };
const AROUND = { prefix: "~", suffix: "#" };
const LABEL = "LABEL NO.0016586 LOT NO.:STAR44GG24611";

Deno.test("textsOfScan() leaves a code as it is", () => {
  for (const text of ["SB00042", "sb00042", " 0016586 ", "M444-00012", LABEL]) {
    deepEqual(textsOfScan(text, PLAIN, true), [text]);
  }
});

Deno.test("textsOfScan() finds nothing in what holds no text", () => {
  for (const raw of ["", "\r", "\u001d\r\n\t", "]C1", "~#", "~]C1\u001d#"]) {
    deepEqual(textsOfScan(raw, AROUND, true), []);
  }
});

Deno.test("textsOfScan() takes off what the scanner puts around a code, where it is there", () => {
  deepEqual(textsOfScan("~SB00042#\r", AROUND, true), ["SB00042"]);
  deepEqual(textsOfScan("SB00042", AROUND, true), ["SB00042"]);
  deepEqual(textsOfScan("~~SB00042", AROUND, true), ["~SB00042"]);
});

Deno.test("textsOfScan() takes letters and digits off only what came at a scanner's speed: a hand types no prefix", () => {
  const settings = { prefix: "D", suffix: "0" };
  deepEqual(textsOfScan("DSB000420", settings, true), ["SB00042"]);
  deepEqual(textsOfScan("D4711110", settings, false), ["D4711110"]);
});

Deno.test("textsOfScan() takes off the sign of the symbology, before and behind the prefix", () => {
  for (const sign of ["]C1", "]Q3", "]d2", "]E0"]) {
    deepEqual(textsOfScan(`${sign}SB00042`, PLAIN, true), ["SB00042"]);
    deepEqual(textsOfScan(`~${sign}SB00042#`, AROUND, true), ["SB00042"]);
    deepEqual(textsOfScan(`${sign}~SB00042#`, AROUND, true), ["SB00042"]);
  }
  deepEqual(textsOfScan("]C", PLAIN, true), ["]C"]);
});

Deno.test("textsOfScan() drops group separators at the ends and keeps fields apart by a blank", () => {
  deepEqual(textsOfScan("]d2\u001dLABEL NO.0016586\u001dLOT NO.:STAR44\u001d", PLAIN, true), [
    "LABEL NO.0016586 LOT NO.:STAR44",
  ]);
});

Deno.test("textsOfScan() tells two reads of one label apart, at a scanner's speed alone", () => {
  deepEqual(textsOfScan("SB00042SB00042", PLAIN, true), ["SB00042", "SB00042"]);
  deepEqual(textsOfScan("SB00042SB00042", PLAIN, false), ["SB00042SB00042"]);
  deepEqual(textsOfScan("~]C1SB00042#~]C1SB00042#", AROUND, true), ["SB00042", "SB00042"]);
  deepEqual(textsOfScan("1234512345", PLAIN, true), ["1234512345"]);
  deepEqual(textsOfScan("SB00042SB00043", PLAIN, true), ["SB00042SB00043"]);
});
