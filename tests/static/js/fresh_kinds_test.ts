import { deepEqual } from "node:assert/strict";
import type { Kind } from "../../../domain/code.ts";
import { freshKinds } from "../../../static/js/fresh_kinds.ts";

const RICE: Kind = {
  ...{ kind: "RC", prefix: "RC-", digits: 5, product: "Rice", capacity: 20 },
  ...{ childWeightG: 1_000, expectedWeightG: 20_000 },
};

function openPage(answers: (readonly Kind[] | null | Error)[]) {
  const page = { now: 0, reads: 0, kinds: [] as readonly Kind[] };
  const ask = freshKinds(
    () => {
      const answer = answers[page.reads++]!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    (kinds) => page.kinds = kinds,
    () => page.now,
  );
  const answered = async (now: number, isDoubted = false) => {
    page.now = now;
    await ask(isDoubted);
    return page.reads;
  };
  return { page, answered };
}

Deno.test("kinds are read again after an answer when they are old, and soon after a code was not what it was taken for", async () => {
  const { page, answered } = openPage([[RICE], [RICE], [RICE]]);
  deepEqual(await answered(19_000), 0);
  deepEqual(await answered(19_500, true), 1);
  deepEqual(page.kinds, [RICE]);
  deepEqual(await answered(20_000, true), 1);
  deepEqual(await answered(39_000), 1);
  deepEqual(await answered(40_000), 2);
});

Deno.test("where kinds cannot be read the page goes on with those it has, and asks again later", async () => {
  const { page, answered } = openPage([[RICE], new Error("offline"), null]);
  for (const now of [20_000, 40_000, 60_000]) await answered(now);
  deepEqual([page.reads, page.kinds], [3, [RICE]]);
});
