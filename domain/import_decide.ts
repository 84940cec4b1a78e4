/**
 * Decides batches of a sheet with the rules of scans. A check decides and writes nothing; what is applied is the very same
 * decision, written. There are no replays here: the job's cursor sees to it that no batch is applied twice.
 */
import { billKey, readBillNumber } from "./bill.ts";
import { type Books, type Needs, noNeeds } from "./books.ts";
import { type Kinds, readCode } from "./code.ts";
import type { Decision, Effect } from "./decision.ts";
import type { NewEvent } from "./event.ts";
import { type ImportReason, sortOf } from "./import_reasons.ts";
import { decideRow, type Desk, deskOf, type Fate, type ImportTerms, nameOf, ownFault, refused } from "./import_row.ts";
import {
  type ImportCounts,
  type ImportProblem,
  type ImportRow,
  type ImportSample,
  NO_COUNTS,
  type StagedBatch,
} from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

export { Carried } from "./import_carried.ts";
export type { ImportTerms } from "./import_row.ts";

/** A problem and where its row stands in the job: the batch, and the place in it from 0. */
export type PlacedProblem = ImportProblem & { readonly n: number; readonly place: number };

export interface ImportVerdict {
  /** One for every command that changed facts. Rows that were refused or unchanged leave none. */
  readonly events: readonly NewEvent[];
  readonly counts: ImportCounts;
  readonly problems: readonly PlacedProblem[];
  /** What the first few new rows do. */
  readonly samples: readonly ImportSample[];
}

/** Codes and bills of these batches. The station that the import names is the caller's to add. */
export function needsOfBatches(batches: readonly StagedBatch[], kinds: Kinds): Needs {
  const needs = noNeeds();
  const addCode = (raw: string | null) => {
    const reading = raw === null ? null : readCode(raw, kinds);
    if (reading && "code" in reading) needs.codes.add(reading.code);
  };
  for (const row of batches.flatMap(({ rows }) => rows)) {
    if ("parent" in row) addCode(row.parent);
    if ("child" in row) addCode(row.child);
    if ("bill" in row && typeof readBillNumber(row.bill) === "object") needs.bills.add(billKey(row.bill));
  }
  return needs;
}

/**
 * Decides all batches in order and leaves the books as they then stand.
 * @throws {Gap} when a row is needed that was not read; the books are then worthless.
 */
export function decideBatches(books: Books, batches: readonly StagedBatch[], terms: ImportTerms): ImportVerdict {
  const desk = deskOf(books, terms);
  const ledger: Tally = { counts: { ...NO_COUNTS }, problems: [], samples: [] };
  for (const batch of batches) {
    const fates = batch.isWhole ? decideWhole(desk, batch) : decideApart(desk, batch);
    fates.forEach((fate, place) => tally(ledger, desk, batch, place, fate));
  }
  return { events: desk.events, ...ledger };
}

const decideApart = (desk: Desk, { n, rows }: StagedBatch): Fate[] =>
  rows.map((row, place) => decideRow(desk, row, { n, place }));

/** On a trial basis: where nothing goes in, the books are as they were, and no event tells of it. */
function decideWhole(desk: Desk, batch: StagedBatch): Fate[] {
  const told = desk.events.length;
  let fates: Fate[] = [];
  const kept = desk.books.tryOut(() => {
    fates = decideTogether(desk, batch);
    return fates.some(({ is }, place) => place > 0 && is !== "refused") ? fates : null;
  });
  if (kept === null) desk.events.length = told;
  return fates;
}

function decideTogether(desk: Desk, { n, rows }: StagedBatch): Fate[] {
  const [head, ...others] = rows;
  if (!head) return [];
  const start = decideRow(desk, head, { n, place: 0 });
  const keepingOwn = (row: ImportRow, otherwise: Fate): Fate => {
    const fault = ownFault(desk, row);
    return fault === null ? otherwise : refused(fault);
  };
  if (start.is === "refused") return [start, ...others.map((row) => keepingOwn(row, start))];
  const fates = others.map((row, place) => decideRow(desk, row, { n, place: place + 1 }));
  const over = overflow(desk, head, others, fates);
  if (over) return rows.map((row) => keepingOwn(row, over));
  return [fates.every(({ is }) => is === "refused") ? headAlone(desk, head, start) : start, ...fates];
}

/** What becomes of a sack or bill with which nothing goes in: it is not made for nothing, and one that is there stays. */
function headAlone({ books }: Desk, head: ImportRow, start: Fate): Fate {
  if (start.is === "new") return refused("nothing_goes_in");
  const bill = head.wish === "bill_of_batch" ? books.bill(billKey(head.bill)) : null;
  return bill?.completed ? refused("bill_completed", { bill: bill.number }) : start;
}

/** More rows than the batch's sack or bill has room for; `asked`: how many it would hold. Null: there is room. */
function overflow({ books, terms }: Desk, head: ImportRow, rows: readonly ImportRow[], fates: readonly Fate[]) {
  const names = (reason: ImportReason) =>
    new Set(
      rows.filter((_, place) => reasonOf(fates[place]) === reason).map((row) => nameOf(row, terms)),
    ).size;
  if (head.wish === "parent") {
    const extra = names("parent_full");
    const reading = readCode(head.parent, terms.kinds);
    const parent = extra > 0 && "code" in reading ? books.parent(reading.code) : null;
    return parent && refused("over_parent_capacity", {
      ...{ parent: parent.code, capacity: parent.capacity, asked: parent.childCount + extra },
    });
  }
  const extra = names("bill_full");
  const bill = extra > 0 && "bill" in head ? books.bill(billKey(head.bill)) : null;
  return bill && refused("over_bill_capacity", {
    ...{ bill: bill.number, capacity: bill.capacity, asked: bill.linkedCount + extra },
  });
}

const reasonOf = (fate: Fate | undefined): ImportReason | null => fate?.is === "refused" ? fate.reason : null;

interface Tally {
  readonly counts: Counts;
  readonly problems: PlacedProblem[];
  readonly samples: ImportSample[];
}

type Counts = { -readonly [Name in keyof ImportCounts]: number };

function tally({ counts, problems, samples }: Tally, desk: Desk, batch: StagedBatch, place: number, fate: Fate): void {
  const row = batch.rows[place]!;
  if (fate.is === "unchanged") counts.unchanged++;
  else if (fate.is === "new") {
    counts.newRows++;
    for (const effect of fate.effects) countMade(counts, effect);
    if (samples.length < LIMITS.importSamplesMax) samples.push(sampleOf(desk.books, batch.sheet, row.row, fate));
  } else {
    const { reason, detail } = fate;
    const sort = sortOf(reason);
    if (sort === "conflict") counts.conflicts++;
    else counts.invalid++;
    problems.push({
      ...{ n: batch.n, place, sheet: batch.sheet, row: row.row, column: row.wish === "bad" ? row.column : null },
      ...{
        code: nameOf(row, desk.terms),
        sort,
        reason,
        detail: { ...detail, ...intoOf(desk, batch) },
        cells: row.cells,
      },
    });
  }
}

/** So that what could not go in can be sent again beside the sack or bill that it belongs to. */
const intoOf = ({ terms }: Desk, { isWhole, rows: [head] }: StagedBatch): Pick<ImportProblem["detail"], "into"> =>
  isWhole && head ? { into: nameOf(head, terms) } : {};

function countMade(counts: Counts, effect: Effect): void {
  if (effect.do === "register" && effect.bag.role === "parent") counts.newParents++;
  else if (effect.do === "register") counts.newChildren++;
  else if (effect.do === "put_in" || effect.do === "put_on") counts.newLinks++;
  else if (effect.do === "create_bill") counts.newBills++;
}

function sampleOf(
  books: Books,
  sheet: string,
  row: number,
  { effects, facts }: { readonly effects: readonly Effect[]; readonly facts: Decision["facts"] },
): ImportSample {
  return {
    ...{ sheet, row, does: doneBy(effects) },
    child: facts.child ?? null,
    parent: facts.parent ?? null,
    bill: facts.bill ? books.bill(facts.bill)?.number ?? null : null,
  };
}

function doneBy(effects: readonly Effect[]): ImportSample["does"] {
  const does = (name: Effect["do"]) => effects.some((effect) => effect.do === name);
  if (does("create_bill")) return "makes_bill";
  if (does("put_on")) return "links_bill";
  if (!does("put_in")) return "registers_parent";
  const isNew = effects.some((effect) => effect.do === "register" && effect.bag.role === "child");
  return isNew ? "registers_child" : "links_child";
}
