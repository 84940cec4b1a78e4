/** Why a row cannot go in, in words: those of sheets, and where there are none, those of a scan. */
import type { Answer } from "../domain/answer.ts";
import type { ImportProblem } from "../domain/import_shapes.ts";
import type { Outcome } from "../domain/outcomes.ts";
import type { Words } from "./words/en.ts";
import type { Told } from "./words/told.ts";

export function problemTold({ code, reason, detail }: ImportProblem, words: Words): Told {
  const sentence = words.importReasons[reason];
  if (sentence) return sentence(code, detail);
  const told = words.outcomes[reason as Outcome](answerAbout(reason as Outcome, code), () => "");
  return told;
}

/** All that a sheet knows of it. */
const answerAbout = (outcome: Outcome, code: string): Answer => ({
  ...{ outcome, key: "", at: new Date(0), transaction: 0, replayed: false, undone: false },
  ...{ parent: null, child: { code, lot: null }, bill: null, elsewhere: null, from: null },
});
