import { equal, match, notEqual, ok } from "node:assert/strict";
import type { Answer } from "../../domain/answer.ts";
import { isRefused, type Outcome, OUTCOMES, type Refusal, REFUSALS } from "../../domain/outcomes.ts";
import { en } from "../../views/words/en.ts";
import { messageOf } from "../../views/words/message.ts";
import { makeAnswer } from "../support/page_world.ts";

const outcomes = Object.keys(OUTCOMES) as Outcome[];
const parent = {
  code: "SB00042",
  kind: "SB",
  childCount: 7,
  capacity: 30,
  weightKg: 7,
  status: "open",
  bill: null,
} as const;
const bill = {
  number: "INV-7",
  linkedCount: 3,
  capacity: 20,
  childCount: 90,
  weightKg: 90,
  expectedWeightKg: 90,
  status: "processing",
} as const;
const full: Partial<Answer> = {
  parent,
  bill,
  child: { code: "0016586", lot: null },
  elsewhere: { parent: "SB00017", bill: "INV-7", since: new Date(0), by: "sunita" },
};

Deno.test("every outcome has a sentence, with all that is known and with nothing", () => {
  for (const outcome of outcomes) {
    for (const known of [full, {}]) {
      const told = en.outcomes[outcome](makeAnswer({ outcome, ...known }), () => "10:32");
      match(told.says, /^[A-Z0-9].*[.]/, outcome);
      for (const text of [told.says, told.todo ?? ""]) {
        ok(!/undefined|null|NaN|\bobject\b/.test(text), `${outcome}: ${text}`);
      }
    }
    ok(en.short[outcome].length > 0, outcome);
  }
});

Deno.test("every refused outcome of a scan says what to do now", () => {
  const withoutWay: Outcome[] = ["already_undone", "bill_not_completed", "not_on_bill"];
  for (const outcome of outcomes.filter(isRefused)) {
    const { todo } = en.outcomes[outcome](makeAnswer({ outcome, ...full }), () => "");
    equal(todo !== undefined, !withoutWay.includes(outcome), outcome);
  }
});

Deno.test("every refusal of the door has words", () => {
  for (const refusal of Object.keys(REFUSALS) as Refusal[]) ok(en.refusals[refusal].says.length > 0, refusal);
});

Deno.test("no sentence blames, begs or speaks of the system", () => {
  for (const outcome of outcomes) {
    const { says, todo } = en.outcomes[outcome](makeAnswer({ outcome, ...full }), () => "10:32");
    ok(!/error|invalid|please|success/i.test(`${says} ${todo}`), outcome);
  }
});

Deno.test("messageOf() names codes and no time of day", () => {
  equal(messageOf(makeAnswer({ outcome: "child_linked", ...full }), en), "0016586 is in SB00042. 23 to go.");
  equal(
    messageOf(makeAnswer({ outcome: "child_elsewhere", ...full }), en),
    "0016586 is already in SB00017, bill INV-7. sunita put it there.",
  );
});

Deno.test("a sack that has just become full is told so", () => {
  const answer = makeAnswer({
    outcome: "child_linked",
    ...full,
    parent: { ...parent, childCount: 30, status: "full" },
  });
  notEqual(messageOf(answer, en).indexOf("all 30 bags"), -1);
});

Deno.test("a sack that may not leave its completed bill is told of that bill, not of the one it was to go on", () => {
  const leaves = makeAnswer({ outcome: "bill_completed", ...full, parent: { ...parent, bill: "INV-6" } });
  equal(messageOf(leaves, en), "Bill INV-6 is completed.");
  const enters = makeAnswer({ outcome: "bill_completed", ...full, bill: { ...bill, status: "completed" } });
  equal(messageOf(enters, en), "Bill INV-7 is completed.");
});

Deno.test("a sack without a known code is named in small letters inside a sentence", () => {
  equal(messageOf(makeAnswer({ outcome: "not_in_parent" }), en), "This code is not in this sack.");
});
