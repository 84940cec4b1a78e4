/** What every page and answer should show: each number counted anew, one by one, from the model's facts. */
import type { Person } from "../../../domain/shapes.ts";
import {
  type BillFacts,
  capacityOf,
  type Entry,
  kindOf,
  type Micros,
  type Model,
  type Registered,
  WEIGHTS,
} from "./model.ts";

/** Whose numbers: a dispatcher sees his area's, and one of no area nothing. */
export type Eyes = Pick<Person, "role" | "area">;

export const sees = ({ role, area }: Eyes, of: string | null): boolean =>
  role !== "dispatcher" || (area !== null && area === of);

export const instant = (at: Micros): string => new Date(Math.floor(at / 1_000)).toISOString();

/** Day (YYYY-MM-DD) and hour (0–23) on a clock of that zone. */
export function wallClock(at: Micros, timeZone: string): { readonly day: string; readonly hour: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit" },
  }).formatToParts(new Date(Math.floor(at / 1_000)));
  const part = (name: string) => parts.find(({ type }) => type === name)!.value;
  return { day: `${part("year")}-${part("month")}-${part("day")}`, hour: Number(part("hour")) };
}

/** `asOf`: the moment that the dashboard says it shows. */
export function dashboardOf(model: Model, eyes: Eyes, timeZone: string, asOf: Micros) {
  const today = wallClock(asOf, timeZone).day;
  const scans = scansOf(model).filter(({ by }) => sees(eyes, by.area));
  const todays = scans.filter(({ at }) => wallClock(at, timeZone).day === today);
  const closed = model.entries.filter(({ outcome, at }) =>
    outcome === "bill_closed" && wallClock(at, timeZone).day === today
  );
  return {
    parents: sacksInSight(model, eyes).length,
    children:
      [...model.registered.values()].filter(({ code, area }) =>
        Boolean(model.state.bags.get(code)?.sack) && sees(eyes, area)
      ).length,
    bills: model.bills.size,
    bills_in_work: [...model.bills.keys()].filter((key) => billTotalsOf(model, key).status === "processing").length,
    open_parents: openByAge(model, eyes, asOf),
    scans: scans.length,
    today: {
      scans: todays.length,
      children_linked: todays.filter(isPacked).length,
      bills_completed: closed.length,
      refused: todays.filter(isRefused).length,
      refusals: refusalsOf(todays),
      hourly: byHour(todays, timeZone),
    },
  };
}

/** What a scanner did, whatever came of it. */
export const scansOf = (model: Model): Entry[] =>
  model.entries.filter(({ command }) => ["open_parent", "link_child", "link_bill"].includes(command.kind));

export const isPacked = ({ command, outcome }: Entry): boolean =>
  command.kind === "link_child" && outcome === "child_linked";
export const isAccepted = ({ outcome }: Entry): boolean =>
  ["parent_created", "parent_opened", "child_linked", "bill_linked"].includes(outcome);
export const isThereAlready = ({ outcome }: Entry): boolean =>
  ["child_already_here", "bag_already_on_bill"].includes(outcome);
export const isRefused = (scan: Entry): boolean => !isAccepted(scan) && !isThereAlready(scan);

export function byHour(scans: readonly Entry[], timeZone: string): number[] {
  const hourly = new Array<number>(24).fill(0);
  for (const { at } of scans) hourly[wallClock(at, timeZone).hour]!++;
  return hourly;
}

/** By reason and station, in the order of `inOrder`. */
function refusalsOf(scans: readonly Entry[]): Refusal[] {
  const refusals = new Map<string, Refusal & { count: number }>();
  for (const { outcome, command } of scans.filter(isRefused)) {
    const station = command.station?.toUpperCase() ?? null;
    const known = refusals.get(`${outcome} ${station}`) ?? { outcome, station, count: 0 };
    refusals.set(`${outcome} ${station}`, { ...known, count: known.count + 1 });
  }
  return inOrder([...refusals.values()]);
}

export interface Refusal {
  readonly outcome: string;
  readonly station: string | null;
  readonly count: number;
}

/** The most frequent first, then by name. */
export const inOrder = (refusals: readonly Refusal[]): Refusal[] =>
  refusals.toSorted((a, b) =>
    b.count - a.count || (`${a.outcome} ${a.station}` < `${b.outcome} ${b.station}` ? -1 : 1)
  );

function openByAge(model: Model, eyes: Eyes, asOf: Micros) {
  const minutes = [...model.openSince].filter(([code]) => sees(eyes, model.registered.get(code)!.area))
    .map(([, since]) => (asOf - since) / 60_000_000);
  const between = (from: number, to: number) => minutes.filter((age) => age >= from && age < to).length;
  return {
    total: minutes.length,
    under_10_minutes: between(-Infinity, 10),
    under_1_hour: between(10, 60),
    under_4_hours: between(60, 240),
    older: between(240, Infinity),
  };
}

const sacksInSight = (model: Model, eyes: Eyes): Registered[] =>
  [...model.registered.values()].filter(({ code, area }) =>
    model.state.sacks.get(code)?.voided === false && sees(eyes, area)
  );

export function sackTotalsOf(model: Model, code: string) {
  const sack = model.state.sacks.get(code)!;
  const count = sack.bags.size;
  return {
    code,
    kind: kindOf(code) as string,
    child_count: count,
    capacity: capacityOf(code),
    weight_kg: count * WEIGHTS[kindOf(code)].childG / 1_000,
    status: count === capacityOf(code) ? "full" : "open",
    bill: numberOf(model, sack.bill),
  };
}

const numberOf = (model: Model, key: string | null): string | null =>
  key === null ? null : model.bills.get(key)!.number;

export function billTotalsOf(model: Model, key: string) {
  const { sacks, capacity, completed, voided } = model.state.bills.get(key)!;
  const on = [...sacks].map((code) => sackTotalsOf(model, code));
  const sum = (of: (sack: (typeof on)[number]) => number) => on.reduce((total, sack) => total + of(sack), 0);
  const open = on.length > 0 ? "processing" : "new";
  return {
    number: model.bills.get(key)!.number,
    linked_count: on.length,
    capacity,
    child_count: sum((sack) => sack.child_count),
    weight_kg: sum((sack) => sack.weight_kg),
    expected_weight_kg: sum(({ code }) => WEIGHTS[kindOf(code)].expectedG) / 1_000,
    status: voided ? "voided" : completed ? "completed" : open,
  };
}

/** All fields but `version`, of which only its moves can be told. */
export function billLineOf(model: Model, key: string) {
  const facts: BillFacts = model.bills.get(key)!;
  return {
    ...billTotalsOf(model, key),
    description: facts.description,
    short: facts.short,
    short_reason: facts.shortReason,
    created_by: facts.by,
    created_at: instant(facts.createdAt),
    completed_by: facts.completed?.by ?? null,
    completed_at: facts.completed && instant(facts.completed.at),
    destination: facts.destination,
    vehicle: facts.vehicle,
  };
}

/** By code. */
export const billParentsOf = (model: Model, key: string) =>
  [...model.state.bills.get(key)!.sacks].sort().map((code) => {
    const { kind, child_count, weight_kg } = sackTotalsOf(model, code);
    const billed = model.entry(model.state.sacks.get(code)!.billedKey)!;
    return {
      ...{ code, kind, child_count, weight_kg },
      expected_weight_kg: WEIGHTS[kindOf(code)].expectedG / 1_000,
      linked_at: instant(billed.at),
      linked_by: billed.by.username,
    };
  });

/** A bag or sack as lists show it. */
export function bagLineOf(model: Model, code: string) {
  const { role, area, by, at } = model.registered.get(code)!;
  const made = { dispatch_area: area, created_at: instant(at), created_by: by };
  if (role === "parent") {
    return { role, ...made, voided: model.state.sacks.get(code)!.voided, ...sackTotalsOf(model, code) };
  }
  const { sack, voided } = model.state.bags.get(code)!;
  return {
    ...{ code, role, kind: null, ...made, voided, parent: sack },
    status: sack === null ? "unlinked" : "linked",
    // A loose bag weighs what one usually weighs.
    weight_kg: sack === null ? 1 : WEIGHTS[kindOf(sack)].childG / 1_000,
    bill: sack === null ? null : numberOf(model, model.state.sacks.get(sack)!.bill),
  };
}

/** The same with all that is in it, by code, or all that it is in. */
export function bagOf(model: Model, code: string) {
  const placedIn = model.state.bags.get(code);
  const sackCode = placedIn ? placedIn.sack : code;
  const billed = sackCode === null ? null : model.entry(model.state.sacks.get(sackCode)!.billedKey);
  const line = { ...bagLineOf(model, code), ...at(billed, "billed") };
  if (placedIn) return { ...line, ...at(model.entry(placedIn.key), "packed") };
  const children = [...model.state.sacks.get(code)!.bags].sort().map((bag) => {
    const packed = model.entry(model.state.bags.get(bag)!.key)!;
    return { code: bag, ...at(packed, "packed"), scan_id: packed.key };
  });
  return { ...line, children };
}

const at = (entry: { at: Micros; by: Person } | null, what: "packed" | "billed") => ({
  [`${what}_at`]: entry && instant(entry.at),
  [`${what}_by`]: entry && entry.by.username,
});
