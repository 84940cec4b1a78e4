import { equal, ok } from "node:assert/strict";
import { plainFileName } from "../../domain/file_name.ts";
import { LIMITS } from "../../domain/limits.ts";

Deno.test("plainFileName() keeps a name as people write it", () => {
  for (const name of ["day.xlsx", "शीट १.csv", "a b (2).xls", ".hidden", "no ending", "क्\u200dष.csv"]) {
    equal(plainFileName(name), name);
  }
});

Deno.test("plainFileName() leaves out paths, control characters and marks that turn the writing", () => {
  equal(plainFileName("../../etc/passwd"), "passwd");
  equal(plainFileName("C:\\days\\day.xlsx"), "day.xlsx");
  equal(plainFileName("/a/b/"), "");
  for (const nothing of ["", ".", "..", "../..", "\u0000", " \t "]) {
    equal(plainFileName(nothing), "\u0000" === nothing ? "\ufffd" : "");
  }
  equal(plainFileName("a\r\n\u001b[31mb\u0085.csv"), "a[31mb.csv");
  equal(plainFileName("\u202egpj.csv\u2066\u200f"), "gpj.csv");
});

Deno.test("plainFileName() shortens before the ending, and never halves a character", () => {
  const long = plainFileName("x".repeat(1_000) + ".xlsx");
  equal(long.length, LIMITS.fileNameCharsMax);
  ok(long.endsWith("x.xlsx"));
  const faces = plainFileName("x" + "\u{1f600}".repeat(500));
  ok(faces.isWellFormed() && faces.length <= LIMITS.fileNameCharsMax);
});
