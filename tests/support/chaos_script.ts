/** What many people do to the same few sacks, bags and bills, and to sacks of their own; and how it is sent. */
import type { Command } from "../../domain/command.ts";
import type { Person } from "../../domain/shapes.ts";
import { type Chance, oneOf } from "./chance.ts";
import * as heart from "./heart.ts";
import { jsonBytes } from "./http_line.ts";

export const SHARED_SACKS = [
  "SB00001",
  "SB00002",
  "SB00003",
  "SB00004",
  "SB00005",
  "SB00006",
  "M444-00001",
  "M444-00002",
];
export const SHARED_BILLS = ["CHAOS-1", "CHAOS-2", "CHAOS-3"];
const SHARED_BAGS = Array.from({ length: 24 }, (_, place) => `${9_000_000 + place}`);
const BILL_SACKS = 3;
/** Places in a sack of one's own: it is opened, filled, and tried once more. */
const OWN_STEPS = 6;
/** So long everybody finds the same new sack and new bags, which nobody can lock before they are there. */
const FRESH_MS = 400;
const FRESH_BAGS = 6;
/** Of all that was done lately, what is still worth an undo. */
const UNDO_REACH = 8;

/** Everything that is shared exists before anybody competes for it: what is not there cannot be locked. */
export const openingOf = (admin: Person): Command[] => [
  ...SHARED_BILLS.map((bill) => heart.createBill(bill, BILL_SACKS, { by: admin })),
  ...SHARED_BAGS.map((bag, place) => heart.link(SHARED_SACKS[place % SHARED_SACKS.length]!, bag, { by: admin })),
];

/** What one person does next, without end: about half of it to what is shared. */
export function* workOf(place: number, by: Person, chance: Chance): Generator<Command> {
  const undoable: string[] = [];
  for (let own = 0;; own += chance() < 0.5 ? 1 : 0) {
    const step = own % OWN_STEPS;
    const next = chance() < 0.5 ? ownWork(place, own, step, by) : sharedWork(by, chance, undoable);
    if (next.kind !== "undo") undoable.push(next.key);
    if (undoable.length > UNDO_REACH) undoable.shift();
    yield next;
  }
}

function ownWork(place: number, own: number, step: number, by: Person): Command {
  const sack = `SB${10_000 + place * 1_000 + Math.floor(own / OWN_STEPS)}`;
  if (step === 0) return heart.open(sack, { by });
  return heart.link(sack, `7${String(place).padStart(2, "0")}${String(own).padStart(6, "0")}`, { by });
}

function sharedWork(by: Person, chance: Chance, undoable: readonly string[]): Command {
  const sack = oneOf(chance, SHARED_SACKS), bag = oneOf(chance, SHARED_BAGS), bill = oneOf(chance, SHARED_BILLS);
  const dice = chance();
  if (dice < 0.08) return freshWork(by, chance);
  if (dice < 0.30 && undoable.length > 0) return heart.undo(oneOf(chance, undoable), { by });
  if (dice < 0.55 || by.role === "dispatcher") return heart.link(sack, bag, { by });
  if (dice < 0.75) return heart.move(bag, sack, { by });
  if (dice < 0.80) return heart.takeOut(sack, bag, { by });
  if (dice < 0.93) return heart.putOn(bill, sack, chance() < 0.3 ? oneOf(chance, SHARED_BILLS) : null, { by });
  return heart.takeOff(bill, sack, { by });
}

function freshWork(by: Person, chance: Chance): Command {
  const number = Math.floor(performance.now() / FRESH_MS) % 9_000;
  const bag = `6${String(number).padStart(5, "0")}${Math.floor(chance() * FRESH_BAGS)}`;
  return heart.link(`SB${90_000 + number}`, bag, { by });
}

/** A command as a script sends it. */
export function bytesOf(command: Command, token: string): Uint8Array {
  const headers = { authorization: `Bearer ${token}` };
  const keyed = { ...headers, "idempotency-key": command.key };
  const post = (path: string, body: object) =>
    jsonBytes("POST", `/api/v1/${path}`, headers, { scan_id: command.key, ...body });
  switch (command.kind) {
    case "open_parent":
      return post("scans", { parent: command.parent });
    case "link_child":
      return post("scans", { parent: command.parent, child: command.child });
    case "undo":
      return post("undos", { undoes: command.undoes });
    case "move_child":
      return post("moves", { child: command.child, to_parent: command.toParent });
    case "take_child_out":
      return jsonBytes("DELETE", `/api/v1/bags/${command.parent}/children/${command.child}`, keyed);
    case "link_bill":
      return post(`bills/${command.bill}/parents`, { parent: command.parent, move_from: command.moveFrom });
    case "unlink_bill":
      return jsonBytes("DELETE", `/api/v1/bills/${command.bill}/parents/${command.parent}`, keyed);
    case "create_bill":
      return jsonBytes("POST", "/api/v1/bills", keyed, { number: command.number, capacity: command.capacity });
    default:
      throw new Error(`Nobody sends ${command.kind} here`);
  }
}
