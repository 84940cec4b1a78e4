import assert from "node:assert/strict";
import {
  BATCH_MAX,
  batchOfKey,
  IMPORT_ID_MAX,
  importKey,
  keysEnd,
  PLACE_MAX,
  takingBackKey,
} from "../../domain/import_keys.ts";
import { below, chanceOf } from "../support/chance.ts";

const createdAt = new Date(Date.UTC(2026, 10, 22, 4, 0, 0, 123));
const stamp = { importId: 7, createdAt };

Deno.test("importKey makes a UUID of version 7 that begins with the import's time", () => {
  const key = importKey(stamp, 1, 0);
  assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(parseInt(key.slice(0, 8) + key.slice(9, 13), 16), createdAt.getTime());
  assert.equal(importKey({ importId: 7, createdAt: new Date(createdAt) }, 1, 0), key);
});

Deno.test("keys go up with the batch and the row, and those of taking back stand behind", () => {
  const places = [[1, 0], [1, 1], [1, PLACE_MAX], [2, 0], [4096, 3], [BATCH_MAX - 1, 5], [
    BATCH_MAX,
    PLACE_MAX,
  ]] as const;
  const keys = places.flatMap(([n, place]) => [importKey(stamp, n, place, true), importKey(stamp, n, place)]);
  const undos = keys.flatMap((key) => [takingBackKey(key, false), takingBackKey(key, true)]);
  const all = [...keys, keysEnd(stamp), ...undos];
  assert.deepEqual([...all].sort(), all);
  assert.equal(new Set(all).size, all.length);
});

Deno.test("no two imports share a key, whatever their ids", () => {
  const chance = chanceOf(5);
  const ids = [
    0,
    1,
    255,
    256,
    2 ** 22 - 1,
    2 ** 22,
    2 ** 33,
    IMPORT_ID_MAX,
    ...Array.from({ length: 200 }, () => below(chance, IMPORT_ID_MAX)),
  ];
  const keys = [...new Set(ids)].flatMap((importId) => [
    importKey({ importId, createdAt }, 1, 0),
    importKey({ importId, createdAt }, BATCH_MAX, PLACE_MAX),
    takingBackKey(importKey({ importId, createdAt }, BATCH_MAX, PLACE_MAX), true),
  ]);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

Deno.test("a key tells its batch, that of taking it back too", () => {
  for (const n of [1, 77, 2 ** 20, BATCH_MAX]) {
    const key = importKey(stamp, n, 9, true);
    assert.deepEqual([batchOfKey(key), batchOfKey(takingBackKey(key, true))], [n, n]);
  }
});

Deno.test("what has no room in a key is refused, not folded into another", () => {
  assert.throws(() => importKey(stamp, BATCH_MAX + 1, 0), RangeError);
  assert.throws(() => importKey(stamp, 1, PLACE_MAX + 1), RangeError);
  assert.throws(() => importKey({ importId: IMPORT_ID_MAX + 1, createdAt }, 1, 0), RangeError);
});
