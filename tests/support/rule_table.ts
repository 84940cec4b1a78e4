/** Tables of rules: what stands, what is asked, what it comes to. Each row is asked in a batch of its own and as one batch. */
import assert from "node:assert/strict";
import type { Answer } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import type { Outcome } from "../../domain/outcomes.ts";
import { isRefused } from "../../domain/outcomes.ts";
import { answerIn, told, Warehouse } from "./warehouse.ts";

export interface Rule {
  /** What must have happened: all of it accepted. */
  readonly given: readonly Command[];
  readonly ask: Command;
  readonly comesTo: Outcome;
  readonly says?: (answer: Answer) => unknown;
}

/** Rows are named by what stands. */
export function rules(about: string, table: Readonly<Record<string, Rule>>): void {
  for (const [given, rule] of Object.entries(table)) {
    Deno.test(`${about}: ${given} → ${rule.comesTo}`, () => {
      judge(rule, inTurn(rule));
      judge(rule, atOnce(rule));
    });
  }
}

function inTurn({ given, ask }: Rule): { world: Warehouse; answer: Answer } {
  const world = new Warehouse();
  assertAccepted(world.do(...given).map(answerIn));
  return { world, answer: world.ask(ask) };
}

function atOnce({ given, ask }: Rule): { world: Warehouse; answer: Answer } {
  const world = new Warehouse();
  const answers = world.together([...given, ask]).map(answerIn);
  assertAccepted(answers.slice(0, -1));
  return { world, answer: answers.at(-1)! };
}

function assertAccepted(answers: readonly Answer[]): void {
  const refused = answers.filter(({ outcome }) => isRefused(outcome));
  assert.deepEqual(told(refused.map((answer) => ({ answer }))), [], "What is given must be possible");
}

function judge({ comesTo, ask, says }: Rule, { world, answer }: { world: Warehouse; answer: Answer }): void {
  assert.equal(answer.outcome, comesTo);
  assert.equal(answer.replayed, false);
  assert.equal(answer.key, ask.key);
  assert.equal(world.database.store.events.get(ask.key)?.outcome, comesTo, "Every command leaves its event");
  says?.(answer);
}
