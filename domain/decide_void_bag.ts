/** Taking a wrong registration out of lists and counts. Its code stays taken for ever. */
import type { Books } from "./books.ts";
import { readCode } from "./code.ts";
import type { CommandOf } from "./command.ts";
import { wordsOf } from "./decide_support.ts";
import { accept, type Decision, refuse, type Terms } from "./decision.ts";

export function decideVoidBag(books: Books, command: CommandOf<"void_bag">, terms: Terms): Decision {
  const reading = readCode(command.code, terms.kinds);
  const bag = "code" in reading ? books.bag(reading.code) : null;
  if (!bag) return refuse("bag_not_found");
  const facts = { [bag.role]: bag.code, reason: wordsOf(command.reason) };
  if (bag.voided) return refuse("bag_voided", facts);
  const inUse = bag.role === "parent" ? bag.childCount > 0 || bag.bill !== null : bag.parent !== null;
  if (inUse) return refuse("bag_in_use", facts);
  return accept("bag_made_void", facts, { do: "void_bag", code: bag.code });
}
