import assert from "node:assert/strict";
import { Actor } from "../../actors/actor.ts";
import { type Entry, Line, type Request } from "../../actors/line.ts";
import { open } from "../support/heart.ts";

const request = (): Request => ({ isTurnedAway: false, isBroken: false, isUnderWay: false });

const entry = (actor: Actor, of: Request = request()): Entry => ({
  command: open("SB00001"),
  actor,
  request: of,
  arrivedAt: 0,
  answer: () => {},
  fateUnknown: false,
});

function lineOf(...entries: readonly Entry[]): Line {
  const line = new Line();
  for (const each of entries) line.add(each);
  return line;
}

Deno.test("Line hands out the oldest first, at most so many", () => {
  const [one, two] = [entry(new Actor("one")), entry(new Actor("two"))];
  const line = lineOf(one, two);
  assert.deepEqual(line.take(1), [one]);
  assert.deepEqual(line.take(1), [two]);
  assert.deepEqual(line.take(1), []);
});

Deno.test("Line holds back what would overtake a batch of the same actor that is under way", () => {
  const actor = new Actor("one");
  const [first, second, other] = [entry(actor), entry(actor), entry(new Actor("two"))];
  const line = lineOf(first);
  const batch = line.take(10);
  line.add(second);
  line.add(other);
  assert.deepEqual(line.take(10), [other]);
  line.release(batch);
  assert.deepEqual(line.take(10), [second]);
});

Deno.test("Line keeps the commands of one request in order, across actors and lanes", () => {
  const [busy, idle, of] = [new Actor("busy"), new Actor("idle"), request()];
  const line = lineOf(entry(busy));
  const batch = line.take(10);
  const [first, second] = [entry(busy, of), entry(idle, of)];
  line.add(first);
  line.add(second);
  const bystander = entry(idle);
  line.add(bystander);
  assert.deepEqual(line.take(10), [], "The idle actor's second waits behind its first, which waits behind its request");
  line.release(batch);
  assert.deepEqual(line.take(10), [first, second, bystander]);
});

Deno.test("Line lets a request that is under way in one lane send nothing into another", () => {
  const of = request();
  const [first, second] = [entry(new Actor("one"), of), entry(new Actor("two"), of)];
  const line = lineOf(first, second);
  assert.deepEqual(line.take(1), [first]);
  assert.deepEqual(line.take(1), []);
  line.release([first]);
  assert.deepEqual(line.take(1), [second]);
});

Deno.test("Line is quiet when nothing waits and nothing is under way", () => {
  const line = lineOf(entry(new Actor("one")));
  assert.equal(line.isQuiet, false);
  const batch = line.take(10);
  assert.equal(line.isQuiet, false);
  line.release(batch);
  assert.equal(line.isQuiet, true);
});
