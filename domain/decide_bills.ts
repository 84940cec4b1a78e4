/** Bills themselves: made, edited, completed, reopened, voided. The order of the checks is the contract's. */
import { type Bill, type BillKey, billKey, readBillNumber } from "./bill.ts";
import type { Books } from "./books.ts";
import { businessDay } from "./business_day.ts";
import type { BillFields, CommandOf } from "./command.ts";
import { accept, type Decision, refuse, type Terms } from "./decision.ts";
import { placedBy, wordsOf } from "./decide_support.ts";
import { LIMITS } from "./limits.ts";

export function decideCreateBill(books: Books, command: CommandOf<"create_bill">, terms: Terms): Decision {
  const typed = readBillNumber(command.number);
  if (typed === "too_long" || typed === "bad_format") return refuse(typed);
  if (typed !== "empty" && books.bill(billKey(typed.number))) {
    return refuse("bill_exists", { bill: billKey(typed.number) });
  }
  if (!isCapacity(command.capacity)) return refuse("capacity_out_of_range");
  const number = typed === "empty" ? numberOfTheDay(books, terms) : typed.number;
  if (number === null) return refuse("bill_exists");
  return accept("bill_created", { bill: billKey(number), detail: { after: { number, ...fieldsOf(command) } } }, {
    do: "create_bill",
    bill: newBill(number, fieldsOf(command), command.importId ?? null),
  });
}

const newBill = (number: string, fields: BillFields, importId: number | null): Bill => ({
  ...fields,
  id: null,
  number,
  linkedCount: 0,
  childCount: 0,
  weightG: 0,
  expectedWeightG: 0,
  version: 1,
  completed: null,
  voided: false,
  withdrawn: false,
  importId,
  short: false,
  shortReason: null,
});

/** B-20261122-0001 and on, by the business day; null when the day's last number is taken. */
function numberOfTheDay(books: Books, { timeZone }: Terms): string | null {
  const prefix = dayPrefix(books.now, timeZone);
  const next = books.nextNumber(prefix);
  return next === null ? null : prefix + String(next).padStart(4, "0");
}

const dayPrefix = (now: Date, timeZone: string): string => `B-${businessDay(now, timeZone).replaceAll("-", "")}-`;

export function decideEditBill(books: Books, command: CommandOf<"edit_bill">): Decision {
  const found = openBill(books, command);
  if ("outcome" in found) return found;
  const { key, bill } = found;
  const before = fieldsOf(bill);
  const after = fieldsOf({
    capacity: command.capacity ?? bill.capacity,
    description: command.description === undefined ? bill.description : command.description,
    destination: command.destination === undefined ? bill.destination : command.destination,
    vehicle: command.vehicle === undefined ? bill.vehicle : command.vehicle,
  });
  if (!isCapacity(after.capacity)) return refuse("capacity_out_of_range", { bill: key });
  if (after.capacity < bill.linkedCount) return refuse("capacity_below_linked", { bill: key });
  return accept("bill_changed", { bill: key, detail: { before: { ...before }, after: { ...after } } }, {
    do: "set_bill",
    bill: key,
    to: after,
  });
}

export function decideCompleteBill(books: Books, command: CommandOf<"complete_bill">): Decision {
  const found = openBill(books, command);
  if ("outcome" in found) return found;
  const { key, bill } = found;
  if (bill.linkedCount === 0) return refuse("bill_empty", { bill: key });
  const short = bill.linkedCount < bill.capacity;
  const reason = wordsOf(command.reason);
  if (short && !(command.acceptShort && reason)) return refuse("bill_short", { bill: key });
  return accept("bill_closed", { bill: key, reason: short ? reason : null }, {
    do: "set_bill",
    bill: key,
    to: { completed: placedBy(books, command), short, shortReason: short ? reason : null },
  });
}

export function decideReopenBill(books: Books, command: CommandOf<"reopen_bill">): Decision {
  const key = billKey(command.bill);
  const bill = books.bill(key);
  if (!bill) return refuse("bill_not_found");
  if (bill.version !== command.version) return refuse("version_conflict", { bill: key });
  if (bill.voided) return refuse("bill_voided", { bill: key });
  if (!bill.completed) return refuse("bill_not_completed", { bill: key });
  return accept("bill_reopened", { bill: key, reason: wordsOf(command.reason) }, {
    do: "set_bill",
    bill: key,
    to: { completed: null, short: false, shortReason: null },
  });
}

/** Its parents are free again; the bill stays, voided, and keeps its number. */
export function decideVoidBill(books: Books, command: CommandOf<"void_bill">): Decision {
  const found = openBill(books, command);
  if ("outcome" in found) return found;
  const { key } = found;
  const parents = books.parentsOn(key).map(({ code }) => code).sort();
  return accept(
    "bill_made_void",
    { bill: key, reason: wordsOf(command.reason), detail: { before: { parents } } },
    ...parents.map((parent) => ({ do: "take_off", parent }) as const),
    { do: "set_bill", bill: key, to: { voided: true } },
  );
}

/** The bill that the command names, as its sender saw it and still open; or the refusal. */
function openBill(
  books: Books,
  { bill: number, version }: { readonly bill: string; readonly version: number },
): { readonly key: BillKey; readonly bill: Bill } | Decision {
  const key = billKey(number);
  const bill = books.bill(key);
  if (!bill) return refuse("bill_not_found");
  if (bill.version !== version) return refuse("version_conflict", { bill: key });
  if (bill.voided) return refuse("bill_voided", { bill: key });
  if (bill.completed) return refuse("bill_completed", { bill: key });
  return { key, bill };
}

export const isCapacity = (capacity: number): boolean =>
  Number.isInteger(capacity) && capacity >= 1 && capacity <= LIMITS.billCapacityMax;

const fieldsOf = ({ description, capacity, destination, vehicle }: BillFields): BillFields => ({
  description: wordsOf(description),
  capacity,
  destination: wordsOf(destination),
  vehicle: wordsOf(vehicle),
});
