/** Many hands at work: random commands over few sacks, bags and bills, so that everybody is in everybody's way. */
import type { Command } from "../../domain/command.ts";
import type { Person } from "../../domain/shapes.ts";
import { below, type Chance, oneOf, uuidOf } from "./chance.ts";
import * as heart from "./heart.ts";

const SACKS = ["SB00001", "SB00002", "SB00003", "SB00004", "SB00005", "M444-00001", "M444-00002"];
const BILLS = ["B1", "B2", "INV/3"];
const RUBBISH = ["", "SB1", "C1", "?", "A B"];
export const HANDS: readonly Person[] = [
  heart.ADMIN,
  heart.BILLER,
  heart.DISPATCHER,
  ...Array.from({ length: 7 }, (_, n) => heart.person(4 + n, `hand${n}`, "dispatcher")),
];

export interface Script {
  /** The commands of one request by one person. */
  request(by: Person): Command[];
  /** Everything that was ever asked, by key: the first content of each. */
  readonly asked: ReadonlyMap<string, Command>;
}

/** `versionOf`: the version of a bill as anybody can read it now. */
export function scanScript(chance: Chance, versionOf: (bill: string) => number): Script {
  const asked = new Map<string, Command>();
  const request = (by: Person): Command[] =>
    Array.from({ length: chance() < 0.7 ? 1 : 2 + below(chance, 5) }, () => {
      const made = again(chance, asked, by) ?? fresh(chance, asked, by, versionOf);
      if (!asked.has(made.key)) asked.set(made.key, made);
      return made;
    });
  return { request, asked };
}

/** Now and then a key comes again: with its content, or with another. */
function again(chance: Chance, asked: ReadonlyMap<string, Command>, by: Person): Command | null {
  const dice = chance();
  if (asked.size === 0 || dice > 0.12) return null;
  const known = oneOf(chance, [...asked.values()]);
  return dice < 0.09 ? known : heart.open(oneOf(chance, SACKS), { key: known.key, by });
}

function fresh(
  chance: Chance,
  asked: ReadonlyMap<string, Command>,
  by: Person,
  versionOf: (bill: string) => number,
): Command {
  const who = { key: uuidOf(chance), by };
  const [sack, bill, dice] = [sackText(chance), oneOf(chance, BILLS), chance()];
  if (dice < 0.46) return heart.link(sack, bagText(chance), who);
  if (dice < 0.50) return heart.open(sack, who);
  if (dice < 0.60) return heart.undo(asked.size > 0 && chance() < 0.97 ? recent(chance, asked) : uuidOf(chance), who);
  if (dice < 0.68) return heart.move(bagText(chance), sack, who);
  if (dice < 0.72) return heart.takeOut(sack, bagText(chance), who);
  if (dice < 0.82) return heart.putOn(anyCase(chance, bill), sack, chance() < 0.3 ? oneOf(chance, BILLS) : null, who);
  if (dice < 0.86) return heart.takeOff(bill, sack, who);
  if (dice < 0.88) return heart.voidBag(chance() < 0.5 ? oneOf(chance, SACKS) : bagText(chance), who);
  return ofBill(chance, bill, versionOf, who);
}

function ofBill(
  chance: Chance,
  bill: string,
  versionOf: (bill: string) => number,
  who: { key: string; by: Person },
): Command {
  const dice = chance();
  const version = versionOf(bill) - (chance() < 0.1 ? 1 : 0);
  if (dice < 0.25) return heart.createBill(chance() < 0.5 ? bill : "", 1 + below(chance, 4), who);
  if (dice < 0.45) return heart.editBill(bill, version, { capacity: below(chance, 6) }, who);
  if (dice < 0.70) return heart.complete(bill, version, chance() < 0.5 ? "short" : null, who);
  if (dice < 0.96) return heart.reopen(bill, version, who);
  return heart.voidBill(bill, version, who);
}

const anyCase = (chance: Chance, text: string): string => chance() < 0.3 ? text.toLowerCase() : text;

function sackText(chance: Chance): string {
  const dice = chance();
  if (dice < 0.03) return oneOf(chance, RUBBISH);
  return dice < 0.05 ? bagText(chance) : anyCase(chance, oneOf(chance, SACKS));
}

function bagText(chance: Chance): string {
  const dice = chance();
  if (dice < 0.03) return oneOf(chance, RUBBISH);
  if (dice < 0.06) return oneOf(chance, SACKS);
  const number = `00${100 + below(chance, 40)}`;
  return dice < 0.3 ? `LABEL NO.${number} LOT NO.:X1` : number;
}

/** Mostly one of the last few: those can still be undone. */
function recent(chance: Chance, asked: ReadonlyMap<string, Command>): string {
  const keys = [...asked.keys()];
  return chance() < 0.8 ? oneOf(chance, keys.slice(-12)) : oneOf(chance, keys);
}
