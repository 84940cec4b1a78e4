import type { Answer } from "../../domain/answer.ts";
import type { Words } from "./en.ts";

/**
 * One line for a script's reader: what is so, without what to do. It names no time of day, since no time zone is
 * agreed there; the fields of the answer carry the instants.
 */
export function messageOf(answer: Answer, words: Words): string {
  return words.outcomes[answer.outcome](answer, () => "").says;
}
