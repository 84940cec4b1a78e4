/** Sheets in few words, and a warehouse that checks them, puts them in and takes them back as an importer does. */
import { Books, Gap, type Needs, type Reading } from "../../domain/books.ts";
import { type Change, changeOf } from "../../domain/change.ts";
import {
  Carried,
  decideBatches,
  type ImportTerms,
  type ImportVerdict,
  needsOfBatches,
} from "../../domain/import_decide.ts";
import {
  type ImportCounts,
  type ImportObstacle,
  type ImportWish,
  NO_COUNTS,
  type StagedBatch,
} from "../../domain/import_shapes.ts";
import { addObstacles, decideTakingBack, needsOfTakingBack } from "../../domain/import_undo.ts";
import type { NewEvent } from "../../domain/event.ts";
import { ADMIN, SMALL_TERMS } from "./heart.ts";
import type { StoredEvent } from "./memory_store.ts";
import type { Warehouse } from "./warehouse.ts";

export const importTerms = (importId: number, given: Partial<ImportTerms> = {}): ImportTerms => ({
  ...SMALL_TERMS,
  importId,
  createdAt: new Date(Date.UTC(2026, 10, 22, 4, 0)),
  by: ADMIN,
  area: "indore",
  station: null,
  ...given,
});

export const sack = (parent: string): ImportWish => ({ wish: "parent", parent });
export const bag = (child: string, parent: string | null): ImportWish => ({ wish: "child", child, parent });
export const bill = (number: string, capacity: number | null, description: string | null = null): ImportWish => ({
  wish: "bill",
  bill: number,
  capacity,
  description,
});
export const bad = (code: string): ImportWish => ({ wish: "bad", column: "B", code, reason: "unknown_row" });

const staged = (n: number, isWhole: boolean, wishes: readonly ImportWish[]): StagedBatch => ({
  n,
  sheet: "Sheet1",
  isWhole,
  rows: wishes.map((wish, place) => ({ ...wish, row: n * 100 + place, cells: [`${n}`, `${place}`] })),
});

/** Rows that stand for themselves. */
export const apart = (n: number, ...wishes: readonly ImportWish[]): StagedBatch => staged(n, false, wishes);

/** Bags and the sack below them; a wish stands for itself. */
export const sackful = (n: number, parent: string, ...children: readonly (string | ImportWish)[]): StagedBatch =>
  staged(n, true, [sack(parent), ...children.map((child) => typeof child === "string" ? bag(child, parent) : child)]);

/** Sacks and the bill below them. */
export const lorryload = (n: number, number: string, ...parents: readonly (string | ImportWish)[]): StagedBatch =>
  staged(n, true, [
    { wish: "bill_of_batch", bill: number, capacity: parents.length },
    ...parents.map((parent) => typeof parent === "string" ? { wish: "load", parent, bill: number } as const : parent),
  ]);

interface Decided {
  readonly books: Books;
  readonly events: readonly NewEvent[];
}

/** Reads, decides, and starts over with whatever was not read. Nothing is stored. */
function decideOn<Verdict extends { readonly events: readonly NewEvent[] }>(
  world: Warehouse,
  needs: Needs,
  decide: (books: Books) => Verdict,
  seen: (needs: Needs, reading: Reading) => Reading = (_, reading) => reading,
): Verdict & Decided {
  for (let round = 0; round < 20; round++) {
    const books = new Books(needs, seen(needs, world.database.read(needs)));
    try {
      return { ...decide(books), books };
    } catch (fault) {
      if (!(fault instanceof Gap)) throw fault;
      fault.widen(needs);
    }
  }
  throw new Error("Too many gaps");
}

function store(world: Warehouse, { books, events }: Decided): Change {
  const change = changeOf(books, events);
  world.lastChange = change;
  if (events.length > 0) world.database.store.store(change, books.now, 0, true);
  return change;
}

export type Steps = readonly (readonly StagedBatch[])[];

/** What was decided, over all steps; whether it was written makes no difference to it. */
export type Told = Pick<ImportVerdict, "counts" | "problems" | "samples">;

const NOTHING_TOLD: Told = { counts: NO_COUNTS, problems: [], samples: [] };

/** Decides the steps one after the other and writes nothing. */
export function checkSteps(world: Warehouse, steps: Steps, terms: ImportTerms): Told {
  const carried = new Carried(repeatedIn(steps.flat(), terms));
  return steps.reduce((told, batches) => {
    const needs = needsOfBatches(batches, terms.kinds);
    const verdict = decideOn(
      world,
      needs,
      (books) => decideBatches(books, batches, terms),
      (needs, reading) => carried.over(needs, reading),
    );
    carried.keep(verdict.books);
    return plus(told, verdict);
  }, NOTHING_TOLD);
}

/** Each step decided and stored. */
export function applySteps(world: Warehouse, steps: Steps, terms: ImportTerms): Told {
  return steps.reduce((told, batches) => {
    const needs = needsOfBatches(batches, terms.kinds);
    const verdict = decideOn(world, needs, (books) => decideBatches(books, batches, terms));
    store(world, verdict);
    return plus(told, verdict);
  }, NOTHING_TOLD);
}

/** One step, with its events and what it changed. */
export function applyOne(world: Warehouse, batches: readonly StagedBatch[], terms: ImportTerms) {
  const verdict = decideOn(
    world,
    needsOfBatches(batches, terms.kinds),
    (books) => decideBatches(books, batches, terms),
  );
  return { ...verdict, change: store(world, verdict) };
}

function repeatedIn(batches: readonly StagedBatch[], { kinds }: ImportTerms): Set<string> {
  const names = batches.flatMap((batch) => {
    const { codes, bills } = needsOfBatches([batch], kinds);
    return [...codes, ...bills];
  });
  return new Set(names.filter((name, place) => names.indexOf(name) !== place));
}

function plus(told: Told, { counts, problems, samples }: Told): Told {
  const names = Object.keys(NO_COUNTS) as (keyof ImportCounts)[];
  return {
    counts: Object.fromEntries(
      names.map((name) => [name, told.counts[name] + counts[name]]),
    ) as unknown as ImportCounts,
    problems: [...told.problems, ...problems],
    samples: [...told.samples, ...samples],
  };
}

const IMPORTS_OWN = ["open_parent", "link_child", "create_bill", "link_bill"];

/** What the import did, the newest first, in steps of so many. */
function eventsOf(world: Warehouse, importId: number, stepSize: number): StoredEvent[][] {
  const events = [...world.database.store.events.values()]
    .filter((event) => event.importId === importId && event.accepted && IMPORTS_OWN.includes(event.kind))
    .sort((one, other) => one.key < other.key ? 1 : -1);
  const steps: StoredEvent[][] = [];
  while (events.length > 0) steps.push(events.splice(0, stepSize));
  return steps;
}

/** Looks first and takes back then, each in steps; where something is in the way, nothing is stored. */
export function takeBack(world: Warehouse, terms: ImportTerms, stepSize = 1_000): readonly ImportObstacle[] {
  const steps = eventsOf(world, terms.importId, stepSize);
  const carried = new Carried(new Set(steps.flat().flatMap(({ parent, bill }) => [parent ?? "", bill ?? ""])));
  const obstacles: ImportObstacle[] = [];
  for (const step of steps) {
    const verdict = decideBack(world, step, terms, (needs, reading) => carried.over(needs, reading));
    carried.keep(verdict.books);
    addObstacles(obstacles, verdict.obstacles);
  }
  if (obstacles.length > 0) return obstacles;
  for (const step of steps) {
    const verdict = decideBack(world, step, terms);
    if (verdict.obstacles.length > 0) return verdict.obstacles;
    store(world, verdict);
  }
  return [];
}

function decideBack(
  world: Warehouse,
  step: readonly StoredEvent[],
  terms: ImportTerms,
  seen?: (needs: Needs, reading: Reading) => Reading,
) {
  const names = step.map(({ key, parent, child, bill }) => ({
    ...{ key, parent: parent ?? null, child: child ?? null, bill: bill ?? null },
  }));
  return decideOn(world, needsOfTakingBack(names), (books) => {
    const events = step.map(({ key }) => books.event(key)!);
    return decideTakingBack(books, events, terms);
  }, seen);
}

/** What stands, as the rules see it: what was withdrawn is not there. */
export function standing(world: Warehouse) {
  const { bags, bills } = world.database.store;
  const there = [...bags.values()].filter(({ withdrawn }) => !withdrawn);
  return {
    sacks: there.flatMap((bag) =>
      bag.role === "parent"
        ? [`${bag.code} ${bag.childCount} ${bag.bill} ${bag.voided ? "void" : ""} ${bag.area ?? ""}`]
        : []
    ).sort(),
    bags: there.flatMap((bag) =>
      bag.role === "child" ? [`${bag.code} ${bag.parent} ${bag.voided ? "void" : ""} ${bag.area ?? ""}`] : []
    ).sort(),
    bills: [...bills.values()].filter(({ withdrawn }) => !withdrawn).map((bill) =>
      [bill.number, bill.capacity, bill.description, bill.linkedCount, bill.childCount, bill.weightG, bill.voided]
        .concat([bill.completed !== null]).join(" ")
    ).sort(),
  };
}
