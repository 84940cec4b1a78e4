import assert from "node:assert/strict";
import { needsOf } from "../../domain/needs.ts";
import * as heart from "../support/heart.ts";

const needs = (...commands: Parameters<typeof needsOf>[0]) => needsOf(commands, heart.KINDS);

Deno.test("needsOf names every code and bill that commands name, once, however they are spelt", () => {
  const found = needs(
    heart.link("sb00001", "LABEL NO.0016586 LOT NO.:X"),
    heart.takeOut("SB00001", "0016586"),
    heart.move("C001", "SB00002"),
    heart.putOn("inv-1", "SB00003", "inv-2"),
    heart.voidBag("c009"),
    heart.open("SB1"),
  );
  assert.deepEqual([...found.codes].sort(), ["0016586", "C001", "C009", "SB00001", "SB00002", "SB00003"]);
  assert.deepEqual([...found.bills].sort(), ["INV-1", "INV-2"]);
});

Deno.test("needsOf asks for every command's own key, and for the one that an undo names", () => {
  const undo = heart.undo("00000000-0000-4000-8000-000000000001");
  assert.deepEqual([...needs(undo).keys], [undo.key, "00000000-0000-4000-8000-000000000001"]);
});

Deno.test("needsOf reads a bill whole only to void it", () => {
  assert.deepEqual([...needs(heart.voidBill("b1", 1)).wholeBills], ["B1"]);
  assert.equal(needs(heart.complete("b1", 1)).wholeBills.size, 0);
});

Deno.test("needsOf asks for a new bill's number, but for none where it is to be made", () => {
  assert.deepEqual([...needs(heart.createBill(" x1 ", 1)).bills], ["X1"]);
  assert.equal(needs(heart.createBill("", 1)).bills.size, 0);
});

Deno.test("needsOf names stations as they are registered", () => {
  const at = (station: string) => ({ ...heart.open("SB00001"), station });
  assert.deepEqual([...needs(at(" S1 "), at("S1"), at(" ")).stations], ["S1"]);
});
