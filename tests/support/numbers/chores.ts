/**
 * A shift's work by chance: few sacks, bags and bills, so that everybody is in everybody's way and every outcome comes up.
 * Each person asks mostly for what his role allows, now and then for what it does not.
 */
import type { Command, CommandKind } from "../../../domain/command.ts";
import type { Person, Role } from "../../../domain/shapes.ts";
import { below, type Chance, oneOf, uuidOf } from "../chance.ts";
import * as heart from "../heart.ts";
import * as pick from "./picks.ts";
import { BILLS, SACKS, type Sight } from "./picks.ts";

const RANK: Readonly<Record<Role, number>> = { dispatcher: 0, biller: 1, admin: 2 };
const NEEDED: Readonly<Record<CommandKind, Role>> = {
  open_parent: "dispatcher",
  link_child: "dispatcher",
  undo: "dispatcher",
  move_child: "biller",
  take_child_out: "biller",
  link_bill: "biller",
  unlink_bill: "biller",
  create_bill: "biller",
  edit_bill: "biller",
  complete_bill: "biller",
  reopen_bill: "biller",
  void_bag: "admin",
  void_bill: "admin",
  withdraw_bag: "admin",
  withdraw_bill: "admin",
};

export const isAllowed = ({ kind, by }: Command): boolean => RANK[by.role] >= RANK[NEEDED[kind]];

export interface Chores {
  /** What this person asks for next. */
  next(by: Person, sight: Sight): Command;
  /** Scans alone, to be sent as one batch. */
  scans(by: Person, sight: Sight, count: number): Command[];
  /** One that was sent before, by whoever sent it. */
  again(): Command | null;
  /** Something else under a key that is known. */
  stolenKey(by: Person): Command | null;
}

export function choresOf(chance: Chance): Chores {
  const asked: Command[] = [];
  const keep = (command: Command): Command => {
    asked.push(command);
    return command;
  };
  const recent = () => chance() < 0.8 ? oneOf(chance, asked.slice(-12)) : oneOf(chance, asked);
  return {
    next: (by, sight) => {
      for (let tries = 0;; tries++) {
        const command = anything(chance, by, sight, asked.length > 0 ? recent().key : uuidOf(chance));
        if (isAllowed(command)) return keep(command);
        // Nobody's business but the door's: it is not kept, since nothing may come of it.
        if (tries === 0 && chance() < 0.04) return command;
      }
    },
    scans: (by, sight, count) => Array.from({ length: count }, () => keep(aScan(chance, by, sight))),
    again: () => asked.length > 0 ? recent() : null,
    stolenKey: (by) => {
      if (asked.length === 0) return null;
      const known = recent();
      return known.by.id === by.id ? null : heart.open(oneOf(chance, SACKS), { key: known.key, by });
    },
  };
}

function aScan(chance: Chance, by: Person, sight: Sight): Command {
  const who = whoAt(chance, by), sack = pick.sackText(chance, sight);
  return chance() < 0.15 ? heart.open(sack, who) : heart.link(sack, pick.bagText(chance, sight), who);
}

function anything(chance: Chance, by: Person, sight: Sight, recentKey: string): Command {
  const who = whoAt(chance, by);
  const dice = chance();
  // One of many, and nobody else makes anything void; an empty sack will not stay empty for long.
  const often = pick.emptySacks(sight).length > 0 ? 0.4 : 0.2;
  if (by.role === "admin" && chance() < often) return madeVoid(chance, sight, who);
  if (dice < 0.26) return aScan(chance, by, sight);
  if (dice < 0.37) return heart.undo(pick.undoneKey(chance, sight, recentKey), who);
  if (dice < 0.49) return heart.move(pick.packedBag(chance, sight).bag, pick.sackText(chance, sight), who);
  if (dice < 0.55) {
    const { sack, bag } = pick.packedBag(chance, sight);
    return heart.takeOut(sack, bag, who);
  }
  if (dice < 0.76) return ofSackAndBill(chance, sight, who);
  return ofBill(chance, sight, who);
}

function madeVoid(chance: Chance, sight: Sight, who: Who): Command {
  if (chance() < 0.75) return heart.voidBag(pick.voidable(chance, sight), who);
  const bill = pick.billText(chance, sight, ({ completed, voided }) => !completed && !voided);
  return heart.voidBill(bill, sight.versionOf(bill), who);
}

type Who = { readonly key: string; readonly by: Person };

/** A new key, and the station, whose name in any case is the same one. */
const whoAt = (chance: Chance, by: Person): Who & { readonly station: string | null } => ({
  ...{ key: uuidOf(chance), by },
  station: oneOf(chance, ["S1", "s1", "Gate 2", null]),
});

function ofSackAndBill(chance: Chance, sight: Sight, who: Who): Command {
  if (chance() < 0.3) {
    const bill = pick.billText(chance, sight, ({ completed, sacks }) => !completed && sacks.size > 0);
    return heart.takeOff(bill, pick.sackOn(chance, sight, bill), who);
  }
  const bill = pick.billText(chance, sight, ({ completed, voided }) => !completed && !voided);
  const sack = pick.sellable(chance, sight);
  const from = chance() < 0.3 ? sight.state.sacks.get(sack)?.bill ?? oneOf(chance, BILLS) : null;
  return heart.putOn(bill, sack, from, who);
}

function ofBill(chance: Chance, sight: Sight, who: Who): Command {
  const missing = BILLS.filter((number) => sight.versionOf(number) === 0);
  const dice = chance();
  if (dice < (missing.length > 0 ? 0.5 : 0.2)) {
    // Where all numbers are taken, mostly one of the day: bills are made on the second day, too.
    const number = chance() < (missing.length > 0 ? 0.1 : 0.7)
      ? ""
      : oneOf(chance, missing.length > 0 ? missing : BILLS);
    const words = { ...pick.billWords(chance), capacity: pick.billCapacity(chance) };
    return heart.command({ kind: "create_bill", number, ...words, ...who });
  }
  const version = (bill: string) => sight.versionOf(bill) - (chance() < 0.1 ? 1 : 0);
  if (dice < 0.63) {
    const bill = pick.billText(chance, sight, ({ sacks, completed }) => sacks.size > 0 && !completed);
    return heart.complete(bill, version(bill), chance() < 0.7 ? "the lorry left" : null, who);
  }
  if (dice < 0.82) {
    const bill = pick.billText(chance, sight, ({ completed }) => completed);
    return heart.reopen(bill, version(bill), who);
  }
  const bill = pick.billText(chance, sight, ({ completed, voided }) => !completed && !voided);
  return dice < 0.97 ? edited(chance, bill, version(bill), who) : heart.voidBill(bill, version(bill), who);
}

/** A script names what it changes; a form sends all its fields. */
function edited(chance: Chance, bill: string, version: number, who: Who): Command {
  const capacity = below(chance, 6);
  const fields = chance() < 0.5 ? { capacity } : { capacity, ...pick.billWords(chance) };
  return heart.editBill(bill, version, fields, who);
}
