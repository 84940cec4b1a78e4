/**
 * What one instance tells itself and the others after a commit: hints for live pages and for where commands belong, never
 * facts to decide on.
 */
import type { Answer } from "./answer.ts";
import { billKey } from "./bill.ts";
import type { Command } from "./command.ts";
import type { BillTotals, ParentTotals } from "./shapes.ts";

export interface Notice {
  readonly parents: readonly ParentTotals[];
  readonly bill: BillTotals | null;
  /** The number, as it was sent, of the bill that a sack came from. */
  readonly billLeft: string | null;
  readonly by: {
    readonly username: string;
    readonly area: string | null;
    readonly station: string | null;
    /** In milliseconds since 1970, by the database's clock. */
    readonly at: number;
  };
}

/** Something that live pages show has changed, by other means than a scan. */
export interface ShownNotice {
  readonly subjects: readonly string[];
}

export type News = Notice | ShownNotice;

export const noticeOf = (command: Command, { parent, from, bill, at }: Answer): Notice => ({
  parents: [parent, from].filter((totals) => totals !== null),
  bill,
  billLeft: command.kind === "link_bill" ? command.moveFrom : null,
  by: {
    username: command.by.username,
    area: command.by.area,
    station: command.station ?? null,
    at: at.getTime(),
  },
});

/** Everything that happens. */
export const FLOOR_SUBJECT = "floor";
/** A bill, its sacks, and the bags in them; its number in any case. */
export const billSubject = (number: string): string => `bill:${billKey(number)}`;

/** All imports, and one. */
export const IMPORTS_SUBJECT = "imports";
export const importSubject = (id: number): string => `import:${id}`;
export const subjectsOfImport = (id: number): string[] => [importSubject(id), IMPORTS_SUBJECT];

/** What a commit may have changed, as live pages name it. */
export function subjectsOf(notice: News): Set<string> {
  if ("subjects" in notice) return new Set(notice.subjects);
  const numbers = [notice.bill?.number, notice.billLeft, ...notice.parents.map(({ bill }) => bill)];
  return new Set([FLOOR_SUBJECT, ...numbers.filter((number) => typeof number === "string").map(billSubject)]);
}
