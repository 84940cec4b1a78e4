/** What a scanned text is, when it is neither a sack nor a bag: people scan what lies at hand. */
import type { Answer } from "../domain/answer.ts";
import { normalise, readCode } from "../domain/code.ts";
import { readCommandCode } from "../domain/command_codes.ts";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";
import type { PageContext } from "../views/context.ts";
import type { Told } from "../views/words/told.ts";
import type { Deps } from "./deps.ts";

interface Scanned {
  /** The sack that was open, or blank. */
  readonly parent: string;
  readonly code: string;
}

/** Told in place of "cannot be read"; null where the outcome's own words are the best there are. */
export async function hintOf(
  { bills, kinds }: Pick<Deps, "bills" | "kinds">,
  { words: { scan } }: PageContext,
  { outcome }: Answer,
  { parent, code }: Scanned,
): Promise<Told | null> {
  if (outcome !== "bad_format") return null;
  const command = readCommandCode(code);
  if (command) return scan.commandHint(normalise(code));
  const number = storable(code).trim();
  if (number.length <= LIMITS.billNumberCharsMax) {
    const bill = await bills.find(number);
    if (bill) return scan.billHint(bill.number);
  }
  return parent.trim() === "" && readCode(code, kinds()).is === "child" ? scan.noSackHint : null;
}
