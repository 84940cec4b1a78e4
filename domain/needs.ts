/** What a batch will have to lock and read, as far as its commands say so themselves. */
import { billKey, readBillNumber } from "./bill.ts";
import { type Needs, noNeeds } from "./books.ts";
import { type Kinds, readCode } from "./code.ts";
import type { Command } from "./command.ts";
import { stationOf } from "./station.ts";

/** Codes and bills that only the database knows (an undo's bags, a moved child's parent) are added by `Ledger.guess`. */
export function needsOf(commands: readonly Command[], kinds: Kinds): Needs {
  const needs = noNeeds();
  for (const command of commands) addNeeds(needs, command, kinds);
  return needs;
}

/** Whether this command touches rows that it does not name. */
export const impliesMore = ({ kind }: Command): boolean =>
  kind === "undo" || kind === "move_child" || kind === "void_bill";

function addNeeds(needs: Needs, command: Command, kinds: Kinds): void {
  needs.keys.add(command.key);
  const station = stationOf(command);
  if (station) needs.stations.add(station);
  if (command.kind === "undo") needs.keys.add(command.undoes);
  if (command.kind === "void_bill") needs.wholeBills.add(billKey(command.bill));
  for (const text of codesIn(command)) {
    const reading = readCode(text, kinds);
    if ("code" in reading) needs.codes.add(reading.code);
  }
  if ("bill" in command) needs.bills.add(billKey(command.bill));
  if (command.kind === "link_bill" && command.moveFrom !== null) needs.bills.add(billKey(command.moveFrom));
  if (command.kind === "create_bill" && typeof readBillNumber(command.number) === "object") {
    needs.bills.add(billKey(command.number));
  }
}

function codesIn(command: Command): string[] {
  switch (command.kind) {
    case "open_parent":
    case "link_bill":
    case "unlink_bill":
      return [command.parent];
    case "link_child":
    case "take_child_out":
      return [command.parent, command.child];
    case "move_child":
      return [command.child, command.toParent];
    case "void_bag":
    case "withdraw_bag":
      return [command.code];
    default:
      return [];
  }
}
