import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import { contentHash } from "../../domain/content.ts";
import * as heart from "../support/heart.ts";

const hash = (command: Command) => contentHash(command, heart.KINDS);

const LABEL = "LABEL NO.0016586 LOT NO.:STAR44GG24611";

const SAME: readonly (readonly [string, Command, Command])[] = [
  ["case of codes", heart.link("SB00042", "ABCD"), heart.link("sb00042", " abcd\r\n")],
  ["a label's text and its bare number", heart.link("SB00042", LABEL), heart.link("SB00042", "0016586")],
  ["station and time", heart.open("SB00042"), { ...heart.open("SB00042"), station: "S1", scannedAt: new Date() }],
  ["case of bill numbers", heart.putOn("inv-1", "SB00042"), heart.putOn(" INV-1 ", "SB00042")],
  ["case of a move's source", heart.putOn("A", "SB00042", "b"), heart.putOn("A", "SB00042", "B")],
  ["case of what is no code", heart.link("SB00042", "a b"), heart.link("SB00042", "A B")],
];

const OTHER: readonly (readonly [string, Command, Command])[] = [
  ["user", heart.open("SB00042"), heart.open("SB00042", { by: heart.BILLER })],
  ["kind", heart.link("SB00042", "0016586"), heart.takeOut("SB00042", "0016586")],
  ["child", heart.link("SB00042", "0016586"), heart.link("SB00042", "0016587")],
  ["leading zeros", heart.link("SB00042", "0016586"), heart.link("SB00042", "16586")],
  ["parent", heart.link("SB00042", "0016586"), heart.link("SB00043", "0016586")],
  ["swapped places", heart.takeOut("SB00042", "0016586"), heart.takeOut("0016586", "SB00042")],
  ["bill", heart.putOn("A", "SB00042"), heart.putOn("B", "SB00042")],
  ["a move's source", heart.putOn("A", "SB00042"), heart.putOn("A", "SB00042", "B")],
  ["the event to undo", heart.undo(crypto.randomUUID()), heart.undo(crypto.randomUUID())],
  ["a field left alone or emptied", heart.editBill("A", 1, {}), heart.editBill("A", 1, { description: null })],
  ["capacity", heart.createBill("A", 1), heart.createBill("A", 2)],
  ["version", heart.complete("A", 1), heart.complete("A", 2)],
  ["accepting it short", heart.complete("A", 1), heart.complete("A", 1, "sold out")],
];

Deno.test("contentHash is the same for every spelling of one content", () => {
  for (const [what, one, another] of SAME) assert.equal(hash(one), hash(another), what);
});

Deno.test("contentHash differs where user, kind, code, bill or value differ", () => {
  for (const [what, one, another] of OTHER) assert.notEqual(hash(one), hash(another), what);
});

Deno.test("contentHash fits a number without loss, and spreads", () => {
  const hashes = new Set<number>();
  for (let place = 0; place < 20_000; place++) hashes.add(hash(heart.link("SB00042", `C${10_000 + place}`)));
  assert.equal(hashes.size, 20_000);
  for (const each of hashes) assert(Number.isSafeInteger(each) && each >= 0);
});
