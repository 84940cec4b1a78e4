import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { BillDetail, BillParent } from "../../domain/shapes.ts";
import { differenceKg, sumKg } from "../../views/bill_parts.tsx";
import { BillSum, sumLines } from "../../views/bill_sum.tsx";
import { below as belowBy, chanceOf } from "../support/chance.ts";
import { pageContext, textOf } from "../support/page_context.ts";
import { KINDS } from "../support/page_world.ts";

/** Weights whose products are not whole in binary: 0.1 kg and 1.005 kg are where naive sums show crumbs. */
const WEIGHTS_G = [100, 333, 1_000, 1_005, 50_125];

function randomBill(seed: number): BillDetail {
  const chance = chanceOf(seed);
  const below = (end: number) => belowBy(chance, end);
  const parents = Array.from({ length: below(60) }, (_, at): BillParent => {
    const capacity = 1 + below(40);
    const childCount = below(capacity + 1);
    const gramsEach = WEIGHTS_G[below(WEIGHTS_G.length)]!;
    return {
      ...{ code: `SB${10_000 + at}`, kind: ["SB", "M444", "XX"][below(3)]!, childCount, capacity },
      childWeightKg: gramsEach / 1_000,
      weightKg: childCount * gramsEach / 1_000,
      expectedWeightKg: capacity * gramsEach / 1_000,
      ...{ linkedAt: new Date(0), linkedBy: "meena.j" },
    };
  });
  const grams = (of: (parent: BillParent) => number) =>
    parents.reduce((sum, parent) => sum + Math.round(of(parent) * 1_000), 0);
  return {
    asOf: new Date(0),
    ...{ number: "INV-7", linkedCount: parents.length, capacity: 60, status: "processing", version: 1 },
    childCount: parents.reduce((sum, { childCount }) => sum + childCount, 0),
    weightKg: grams(({ weightKg }) => weightKg) / 1_000,
    expectedWeightKg: grams(({ expectedWeightKg }) => expectedWeightKg) / 1_000,
    ...{ description: null, short: false, shortReason: null, createdBy: null, createdAt: new Date(0) },
    ...{ completedBy: null, completedAt: null, destination: null, vehicle: null, parents },
  };
}

Deno.test("whatever is on a bill, the lines of its sum add up to its totals, and each line is a true product", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const bill = randomBill(seed);
    const lines = sumLines(bill.parents);
    const total = (of: (line: typeof lines[number]) => number) => lines.reduce((sum, line) => sum + of(line), 0);
    deepEqual(
      [
        total(({ sacks }) => sacks.length),
        total(({ bags }) => bags),
        sumKg(lines.map(({ weightKg }) => weightKg)),
        sumKg(lines.map(({ expectedWeightKg }) => expectedWeightKg)),
      ],
      [bill.linkedCount, bill.childCount, bill.weightKg, bill.expectedWeightKg],
      `seed ${seed}`,
    );
    for (const line of lines) {
      equal(line.weightKg, sumKg(line.sacks.map(({ weightKg }) => weightKg)), `seed ${seed}`);
      equal(Math.round(line.weightKg * 1_000), line.bags * Math.round(line.childWeightKg * 1_000), `seed ${seed}`);
    }
    const kinds = lines.map(({ kind, childWeightKg }) => `${kind} ${childWeightKg}`);
    equal(new Set(kinds).size, kinds.length);
  }
});

Deno.test("differences are true to the gram", () => {
  equal(differenceKg(0.3, 0.1), 0.2);
  equal(differenceKg(28, 30), -2);
});

Deno.test("the sum opens kind by kind and sack by sack, with short sacks marked and what is missing", () => {
  const bill = randomBill(7);
  const [first] = sumLines(bill.parents);
  const drawn = String(<BillSum context={pageContext("biller")} bill={bill} kinds={KINDS} />);
  match(drawn, /^<details[^>]*id="bill-sum"/);
  equal(drawn.match(/<li id="sum-/g)?.length, bill.parents.length);
  const short = bill.parents.filter(({ childCount, capacity }) => childCount < capacity).length;
  equal(drawn.match(/chip--warn/g)?.length, short);
  ok(textOf(drawn).includes(`${first!.sacks[0]!.code}${first!.sacks[0]!.childCount} × `));
});
