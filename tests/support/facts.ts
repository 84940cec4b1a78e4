/** What a store holds, and which of the eight truths it breaks. The same check for the stand-in and for PostgreSQL. */
import { billStatus } from "../../domain/bill.ts";
import type { MemoryStore } from "./memory_store.ts";

export interface Facts {
  readonly parents: readonly {
    code: string;
    childCount: number;
    capacity: number;
    childWeightG: number;
    expectedWeightG: number;
    bill: string | null;
    billedKey: string | null;
    voided: boolean;
  }[];
  readonly children: readonly { code: string; parent: string | null; packedKey: string | null; voided: boolean }[];
  /** `number`: in upper case. */
  readonly bills: readonly {
    number: string;
    capacity: number;
    linkedCount: number;
    childCount: number;
    weightG: number;
    expectedWeightG: number;
    status: string;
  }[];
  /** In the order in which they were decided. */
  readonly events: readonly FactEvent[];
}

export interface FactEvent {
  readonly key: string;
  readonly outcome: string;
  readonly accepted: boolean;
  readonly parent: string | null;
  readonly child: string | null;
  readonly bill: string | null;
  readonly undoes: string | null;
}

export const factsOf = ({ bags, bills, commits }: MemoryStore): Facts => ({
  parents: [...bags.values()].flatMap((bag) =>
    bag.role === "parent" ? [{ ...bag, billedKey: bag.billed?.key ?? null }] : []
  ),
  children: [...bags.values()].flatMap((bag) =>
    bag.role === "child" ? [{ ...bag, packedKey: bag.packed?.key ?? null }] : []
  ),
  bills: [...bills].map(([number, bill]) => ({ ...bill, number, status: billStatus(bill) })),
  events: commits.flatMap(({ events }) =>
    events.map((event) => ({
      key: event.key,
      outcome: event.outcome,
      accepted: event.accepted,
      parent: event.parent ?? null,
      child: event.child ?? null,
      bill: event.bill ?? null,
      undoes: event.undoes ?? null,
    }))
  ),
});

/** Every breach of the truths, in words. Empty: all of them hold. */
export function untruths(facts: Facts): string[] {
  return [
    ...untrueCodes(facts),
    ...untrueParents(facts),
    ...untrueBills(facts),
    ...untrueEvents(facts),
    ...untold(facts),
  ];
}

function untrueCodes({ parents, children, bills }: Facts): string[] {
  const twice = (what: string, names: readonly string[]) =>
    names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${what} ${name} stands twice`);
  const known = new Set(parents.map(({ code }) => code));
  return [
    ...twice("Code", [...parents, ...children].map(({ code }) => code.toUpperCase())),
    ...twice("Bill", bills.map(({ number }) => number)),
    ...children.filter(({ parent }) => parent !== null && !known.has(parent)).map(({ code }) =>
      `${code} is in no parent`
    ),
    ...children.filter(({ parent, voided }) => voided && parent !== null).map(({ code }) =>
      `${code} is voided and in use`
    ),
  ];
}

function untrueParents({ parents, children }: Facts): string[] {
  return parents.flatMap(({ code, childCount, capacity, voided, bill }) => {
    const inside = children.filter(({ parent }) => parent === code).length;
    return [
      ...(inside === childCount ? [] : [`${code} counts ${childCount} children and holds ${inside}`]),
      ...(inside <= capacity ? [] : [`${code} holds ${inside} of ${capacity}`]),
      ...(voided && (inside > 0 || bill !== null) ? [`${code} is voided and in use`] : []),
    ];
  });
}

function untrueBills({ parents, bills }: Facts): string[] {
  return bills.flatMap((bill) => {
    const on = parents.filter((parent) => parent.bill === bill.number);
    const sum = (of: (parent: Facts["parents"][number]) => number) =>
      on.reduce((total, parent) => total + of(parent), 0);
    const counted = [
      on.length,
      sum((p) => p.childCount),
      sum((p) => p.childCount * p.childWeightG),
      sum((p) => p.expectedWeightG),
    ];
    const said = [bill.linkedCount, bill.childCount, bill.weightG, bill.expectedWeightG];
    const status = bill.status === "new" || bill.status === "processing"
      ? (on.length > 0 ? "processing" : "new")
      : bill.status;
    return [
      ...(String(counted) === String(said) ? [] : [`Bill ${bill.number} says ${said} and holds ${counted}`]),
      ...(on.length <= bill.capacity ? [] : [`Bill ${bill.number} holds ${on.length} of ${bill.capacity}`]),
      ...(status === bill.status ? [] : [`Bill ${bill.number} says ${bill.status}, but is ${status}`]),
      ...(bill.status === "voided" && on.length > 0 ? [`Bill ${bill.number} is voided and holds parents`] : []),
    ];
  });
}

function untrueEvents({ events }: Facts): string[] {
  const keys = new Set(events.map(({ key }) => key));
  const undone = events.filter(({ accepted, undoes }) => accepted && undoes !== null).map(({ undoes }) => undoes!);
  return [
    ...(keys.size === events.length ? [] : ["A key stands twice"]),
    ...undone.filter((key, place) => undone.indexOf(key) !== place).map((key) => `${key} was undone twice`),
    ...undone.filter((key) => !keys.has(key)).map((key) => `${key} was undone and never happened`),
  ];
}

/** The accepted events, one after the other, lead to exactly what stands: nothing is lost, doubled or misplaced. */
function untold({ parents, children, bills, events }: Facts): string[] {
  const inside = new Map<string, string | null>();
  const on = new Map<string, string | null>();
  const places = new Map<string, string>();
  for (const event of events.filter(({ accepted }) => accepted)) {
    tell(event, inside, on);
    if (event.child) places.set(event.child, event.key);
    else if (event.outcome === "bill_linked") places.set(event.parent!, event.key);
  }
  const known = bills.map(({ number }) => number);
  return [
    ...children.filter(({ code, parent }) => inside.get(code) !== parent)
      .map(({ code, parent }) => `${code} is in ${parent}; its scans say ${inside.get(code)}`),
    ...parents.filter(({ code, bill }) => on.get(code) !== bill)
      .map(({ code, bill }) => `${code} is on ${bill}; its scans say ${on.get(code)}`),
    ...[...inside.keys()].filter((code) => !children.some((child) => child.code === code)).map((code) =>
      `${code} is lost`
    ),
    ...[...on.keys()].filter((code) => !parents.some((parent) => parent.code === code)).map((code) =>
      `${code} is lost`
    ),
    ...events.filter(({ outcome, bill }) => outcome === "bill_created" && !known.includes(bill ?? ""))
      .map(({ bill }) => `Bill ${bill} is lost`),
    ...children.filter(({ code, parent, packedKey }) => parent !== null && places.get(code) !== packedKey)
      .map(({ code }) => `${code} names another scan than put it there`),
    ...parents.filter(({ code, bill, billedKey }) => bill !== null && places.get(code) !== billedKey)
      .map(({ code }) => `${code} names another scan than put it on its bill`),
  ];
}

function tell(
  { outcome, parent, child, bill }: FactEvent,
  inside: Map<string, string | null>,
  on: Map<string, string | null>,
) {
  if (parent && !on.has(parent)) on.set(parent, null);
  if (outcome === "child_linked" || outcome === "child_moved") inside.set(child!, parent);
  if (outcome === "child_unlinked") inside.set(child!, null);
  if (outcome === "bill_linked") on.set(parent!, bill);
  if (outcome === "bill_unlinked") on.set(parent!, null);
  if (outcome === "bill_made_void") { for (const [code, its] of on) if (its === bill) on.set(code, null); }
}
