import { deepStrictEqual as same } from "node:assert/strict";
import { isId, isInstant, isUuid, pageOf, readCursor, writeCursor } from "../../platform/cursor.ts";

const KEY = "0199f0c2-0000-7000-8000-000000000000";

Deno.test("a cursor brings back its position, in characters that a URL holds", () => {
  const position = ["2026-03-02T10:00:00.123456Z", 3, KEY];
  const cursor = writeCursor(position);
  same(/^[\w-]+$/.test(cursor), true);
  same(readCursor(cursor, [isInstant, isId, isUuid]), position);
});

Deno.test("a cursor whose parts are of another kind is none of this list's", () => {
  for (const position of [[], ["1"], [-1], [1.5], [1, 2], [2 ** 60], [null]]) {
    same(readCursor(btoa(JSON.stringify(position)), [isId]), null, JSON.stringify(position));
  }
  for (const text of ["", "%", "W10", "null", "[1"]) same(readCursor(text, [isId]), null, text);
});

Deno.test("a page has a cursor only when there is more", () => {
  const page = (rows: number[]) => pageOf(rows, 2, (row) => row * 10, (row) => [row]);
  same(page([3, 2]), { items: [30, 20], nextCursor: null });
  same(page([3, 2, 1]), { items: [30, 20], nextCursor: writeCursor([2]) });
  same(page([]), { items: [], nextCursor: null });
});
