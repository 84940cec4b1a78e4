import { deepStrictEqual as same, ok, throws } from "node:assert/strict";
import { covers, readSnapshot, sees, type Snapshot, snapshotText } from "../../domain/snapshot.ts";
import { chanceOf } from "../support/chance.ts";

Deno.test("readSnapshot() reads what PostgreSQL writes, and snapshotText() writes it again", () => {
  same(readSnapshot("10:10:"), { xmin: 10, xmax: 10, running: [] });
  same(readSnapshot("10:20:10,14"), { xmin: 10, xmax: 20, running: [10, 14] });
  for (const text of ["10:10:", "10:20:10,14"]) same(snapshotText(readSnapshot(text)), text);
  throws(() => readSnapshot("10:20"), TypeError);
});

Deno.test("sees() knows what had ended, what was under way and what had not begun", () => {
  const snapshot = readSnapshot("10:20:10,14");
  same([9, 10, 13, 14, 19, 20].map((transaction) => sees(snapshot, transaction)), [
    ...[true, false, true, false, true, false],
  ]);
});

/** Transactions begin and end at random; each moment's snapshot is taken as PostgreSQL takes it. */
function history(random: () => number): { readonly snapshot: Snapshot; readonly ended: Set<number> }[] {
  const running = new Set<number>(), ended = new Set<number>();
  let next = 1;
  return Array.from({ length: 60 }, () => {
    if (random() < 0.5) running.add(next++);
    for (const transaction of [...running]) {
      if (random() < 0.3 && running.delete(transaction)) ended.add(transaction);
    }
    const list = [...running].sort((one, other) => one - other);
    return { snapshot: { xmin: list[0] ?? next, xmax: next, running: list }, ended: new Set(ended) };
  });
}

Deno.test("covers() holds for every later moment, and never where something is missing, over random histories", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const moments = history(chanceOf(seed));
    for (const [place, one] of moments.entries()) {
      for (let transaction = 1; transaction < one.snapshot.xmax + 2; transaction++) {
        same(sees(one.snapshot, transaction), one.ended.has(transaction));
      }
      for (const [otherPlace, other] of moments.entries()) {
        const isCovered = covers(one.snapshot, other.snapshot);
        if (isCovered) ok(other.ended.isSubsetOf(one.ended));
        if (place >= otherPlace) ok(isCovered);
      }
    }
  }
});
