/** What tests of the rules share: kinds that fill up soon, people, and commands in few words. */
import type { Kinds } from "../../domain/code.ts";
import type { Command, CommandOf } from "../../domain/command.ts";
import type { Terms } from "../../domain/decision.ts";
import type { Person, Role } from "../../domain/shapes.ts";

/** As the schema has them. */
export const KINDS: Kinds = [
  {
    kind: "M444",
    prefix: "M444-",
    digits: 5,
    product: "Moong",
    capacity: 15,
    childWeightG: 1_000,
    expectedWeightG: 15_000,
  },
  {
    kind: "SB",
    prefix: "SB",
    digits: 5,
    product: "Mustard",
    capacity: 30,
    childWeightG: 1_000,
    expectedWeightG: 30_000,
  },
];

/** The same codes in sacks so small that a handful of scans fills them. */
export const SMALL_KINDS: Kinds = KINDS.map((kind) => ({
  ...kind,
  capacity: kind.kind === "SB" ? 4 : 3,
  expectedWeightG: kind.kind === "SB" ? 4_000 : 3_000,
}));

export const TERMS: Terms = { kinds: KINDS, timeZone: "Asia/Kolkata" };
export const SMALL_TERMS: Terms = { ...TERMS, kinds: SMALL_KINDS };

export const person = (id: number, username: string, role: Role): Person => ({
  id,
  username,
  fullName: null,
  role,
  area: role === "dispatcher" ? "lucknow" : null,
});

export const ADMIN = person(1, "admin", "admin");
export const BILLER = person(2, "biller", "biller");
export const DISPATCHER = person(3, "dispatcher", "dispatcher");

type Loose<Kind extends Command> = Kind extends Command ? Omit<Kind, "key" | "by"> & { key?: string; by?: Person }
  : never;

/** A command with a key of its own, by the admin unless said otherwise. */
export const command = <Given extends Loose<Command>>(given: Given): Command =>
  ({ key: crypto.randomUUID(), by: ADMIN, ...given }) as unknown as Command;

type Who = { readonly key?: string; readonly by?: Person };

export const open = (parent: string, who: Who = {}) => command({ kind: "open_parent", parent, ...who });

export const link = (parent: string, child: string, who: Who = {}) =>
  command({ kind: "link_child", parent, child, ...who });

export const undo = (undoes: string, who: Who = {}) => command({ kind: "undo", undoes, ...who });

export const move = (child: string, toParent: string, who: Who = {}) =>
  command({ kind: "move_child", child, toParent, ...who });

export const takeOut = (parent: string, child: string, who: Who = {}) =>
  command({ kind: "take_child_out", parent, child, ...who });

export const voidBag = (code: string, who: Who = {}) => command({ kind: "void_bag", code, reason: "wrong", ...who });

export const putOn = (bill: string, parent: string, moveFrom: string | null = null, who: Who = {}) =>
  command({ kind: "link_bill", bill, parent, moveFrom, ...who });

export const takeOff = (bill: string, parent: string, who: Who = {}) =>
  command({ kind: "unlink_bill", bill, parent, ...who });

export const createBill = (number: string, capacity: number, who: Who = {}) =>
  command({ kind: "create_bill", number, capacity, description: null, destination: null, vehicle: null, ...who });

export const editBill = (
  bill: string,
  version: number,
  fields: Partial<Pick<CommandOf<"create_bill">, "capacity" | "description" | "destination" | "vehicle">>,
  who: Who = {},
) => command({ kind: "edit_bill", bill, version, ...fields, ...who });

export const complete = (bill: string, version: number, reason: string | null = null, who: Who = {}) =>
  command({ kind: "complete_bill", bill, version, acceptShort: reason !== null, reason, ...who });

export const reopen = (bill: string, version: number, who: Who = {}) =>
  command({ kind: "reopen_bill", bill, version, reason: "again", ...who });

export const voidBill = (bill: string, version: number, who: Who = {}) =>
  command({ kind: "void_bill", bill, version, reason: "wrong", ...who });
