/** Bills of some days, summed up by day, by user and by status. Every sum is of the same tallies, so they all agree. */
import type { BillStatus } from "./shapes.ts";

/** How many bills of one day, one user and one status there are, and what is on them. Weights in grams, so that sums are exact. */
export interface BillTally {
  /** The business day on which they were made (or completed, where that is asked). */
  readonly day: string;
  readonly user: string | null;
  readonly status: BillStatus;
  readonly bills: number;
  readonly short: number;
  /** Parents agreed, and parents on them. */
  readonly capacity: number;
  readonly sacks: number;
  readonly bags: number;
  readonly weightG: number;
  readonly expectedWeightG: number;
}

export interface BillFigures {
  readonly bills: number;
  readonly byStatus: Readonly<Record<BillStatus, number>>;
  readonly short: number;
  readonly capacity: number;
  readonly sacks: number;
  readonly bags: number;
  readonly weightKg: number;
  readonly expectedWeightKg: number;
  /** Weight less expected weight: below 0 where bags are missing. */
  readonly varianceKg: number;
  /** Completed of those that are not void, 0–100; null where there are none. */
  readonly completionPercent: number | null;
}

export interface BillReport {
  readonly totals: BillFigures;
  /** Newest day first. */
  readonly byDay: readonly (BillFigures & { readonly day: string })[];
  /** By name; null: nobody is known to have made them. */
  readonly byUser: readonly (BillFigures & { readonly user: string | null })[];
  readonly byStatus: readonly (BillFigures & { readonly status: BillStatus })[];
}

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

export function billReport(tallies: readonly BillTally[]): BillReport {
  return {
    totals: sum(tallies),
    byDay: grouped(tallies, ({ day }) => day)
      .map(([day, some]) => ({ day, ...sum(some) }))
      .sort((a, b) => a.day < b.day ? 1 : -1),
    byUser: grouped(tallies, ({ user }) => user)
      .map(([user, some]) => ({ user, ...sum(some) }))
      .sort((a, b) => compareNames(a.user, b.user)),
    byStatus: STATUSES.map((status) => ({ status, ...sum(tallies.filter((tally) => tally.status === status)) })),
  };
}

/** Those of one user, the name in any case; of everybody where it is null. */
export const ofUser = (tallies: readonly BillTally[], user: string | null): readonly BillTally[] =>
  user === null ? tallies : tallies.filter((tally) => tally.user?.toLowerCase() === user.toLowerCase());

/** By the alphabet; what has no name comes last. */
export function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}

function sum(tallies: readonly BillTally[]): BillFigures {
  const total = (of: (tally: BillTally) => number) => tallies.reduce((sum, tally) => sum + of(tally), 0);
  const ofStatus = (status: BillStatus) => total((tally) => tally.status === status ? tally.bills : 0);
  const bills = total((tally) => tally.bills);
  const byStatus = {
    new: ofStatus("new"),
    processing: ofStatus("processing"),
    completed: ofStatus("completed"),
    voided: ofStatus("voided"),
  };
  const standing = bills - byStatus.voided;
  const weightG = total((tally) => tally.weightG), expectedWeightG = total((tally) => tally.expectedWeightG);
  return {
    bills,
    byStatus,
    short: total((tally) => tally.short),
    capacity: total((tally) => tally.capacity),
    sacks: total((tally) => tally.sacks),
    bags: total((tally) => tally.bags),
    weightKg: weightG / 1_000,
    expectedWeightKg: expectedWeightG / 1_000,
    varianceKg: (weightG - expectedWeightG) / 1_000,
    completionPercent: standing === 0 ? null : Math.round((byStatus.completed / standing) * 1_000) / 10,
  };
}
