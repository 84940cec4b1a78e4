import { equal, match, ok } from "node:assert/strict";
import { type Outcome as OutcomeName, OUTCOMES } from "../../domain/outcomes.ts";
import { lookOf, lookOfAnswer, lookOfRefusal } from "../../views/look.ts";
import { Outcome, shownAnswer, shownRefusal, withCodes } from "../../views/outcome.tsx";
import { pageContext, textOf } from "../support/page_context.ts";
import { makeAnswer } from "../support/page_world.ts";

const context = pageContext("dispatcher");
const idle = { word: "Ready", says: "Scan." };
const parent = {
  code: "SB00042",
  kind: "SB",
  childCount: 30,
  capacity: 30,
  weightKg: 30,
  status: "full",
  bill: null,
} as const;

Deno.test("the outcome box owns its id and names its outcome, whatever it is", () => {
  for (const outcome of Object.keys(OUTCOMES) as OutcomeName[]) {
    const box = String(Outcome({ shown: shownAnswer(makeAnswer({ outcome }), context), idle }));
    match(box, /id="scan-outcome"/);
    match(box, new RegExp(`data-outcome="${outcome}"`));
  }
});

Deno.test("before the first scan the outcome is empty", () => {
  const box = String(Outcome({ shown: null, idle }));
  match(box, /id="scan-outcome" data-outcome=""/);
  equal(textOf(box), "ReadyScan.");
});

Deno.test("a duplicate is neither stored nor refused, a full sack has its own look", () => {
  equal(lookOf("child_already_here"), "here");
  equal(lookOf("bag_already_on_bill"), "here");
  equal(lookOf("parent_full"), "full");
  equal(lookOfAnswer(makeAnswer({ outcome: "child_linked", parent })), "full");
  equal(lookOf("parent_opened"), "opened");
  equal(lookOf("not_yours"), "refused");
  equal(lookOfRefusal("busy"), "waiting");
  equal(lookOfRefusal("wrong_user"), "refused");
});

Deno.test("hostile codes are shown as text, in bold or not", () => {
  const code = `<img src=x onerror=alert(1)>`;
  const answer = makeAnswer({
    outcome: "child_linked",
    child: { code, lot: null },
    parent: { ...parent, status: "open" },
  });
  const box = String(Outcome({ shown: shownAnswer(answer, context), idle }));
  ok(!box.includes("<img"));
  match(box, /<b class="code">&lt;img/);
});

Deno.test("withCodes() sets off whole codes, the longer one first", () => {
  const marked = withCodes("0016586 is in SB00042.", ["SB00042", "0016586", ""]).map(String).join("");
  equal(marked, '<b class="code">0016586</b> is in <b class="code">SB00042</b>.');
  equal(withCodes("A.B", ["A.B"]).map(String).join(""), '<b class="code">A.B</b>');
});

Deno.test("a replay of what was undone says so", () => {
  match(
    shownAnswer(makeAnswer({ outcome: "child_linked", replayed: true, undone: true }), context).told.says,
    /undone since/,
  );
});

Deno.test("a refusal of the door has its code, word and way", () => {
  const box = textOf(Outcome({ shown: shownRefusal("wrong_user", context), idle }));
  match(box, /^Refused/);
});
