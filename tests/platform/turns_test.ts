import { deepEqual, equal } from "node:assert/strict";
import { isBusy } from "../../platform/busy.ts";
import { turns } from "../../platform/turns.ts";

Deno.test("few work at a time, the others in the order in which they came, and one too many is told so", async () => {
  const inTurn = turns(2, 2);
  const started: number[] = [];
  const works = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const done = works.map(({ promise }, n) => inTurn(() => (started.push(n), promise)));
  const refused = await inTurn(() => Promise.resolve(9)).catch((fault) => fault);
  equal(isBusy(refused), true);
  deepEqual(started, [0, 1]);
  works[1]!.resolve(1);
  equal(await done[1], 1);
  deepEqual(started, [0, 1, 2]);
  works[0]!.reject(new Error("failed"));
  equal(await done[0]!.catch((fault) => fault.message), "failed");
  deepEqual(started, [0, 1, 2, 3]);
  works[2]!.resolve(2);
  works[3]!.resolve(3);
  deepEqual(await Promise.all(done.slice(2)), [2, 3]);
  equal(await inTurn(() => Promise.resolve(5)), 5);
});
