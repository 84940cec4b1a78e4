/**
 * What one instance tells itself and the others after a commit: hints for caches, for live pages and for where commands
 * belong, never facts to decide on. What is told goes over the bus as JSON.
 */
import type { Answer } from "./answer.ts";
import { billKey } from "./bill.ts";
import type { Command } from "./command.ts";
import type { Ended } from "./people.ts";
import type { BillTotals, ParentTotals } from "./shapes.ts";

export type News =
  | Notice
  | { readonly is: "changed"; readonly transaction: number; readonly subjects: readonly string[] }
  /** Something that live pages show is different, by other means than a commit. */
  | { readonly is: "shown"; readonly subjects: readonly string[] }
  /** Sessions have ended, or their person has changed. */
  | { readonly is: "ended"; readonly ended: Ended }
  /** Admins have changed kinds of sacks, or areas. */
  | { readonly is: "kinds" | "areas" };

/** A command was answered. */
export interface Notice {
  readonly is: "answered";
  readonly transaction: number;
  /** Nothing new: somebody asked again, perhaps because whoever stored it could not tell anybody. */
  readonly replayed: boolean;
  readonly child: string | null;
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

export const noticeOf = (command: Command, { parent, from, child, bill, at, ...answer }: Answer): Notice => ({
  is: "answered",
  transaction: answer.transaction,
  replayed: answer.replayed,
  child: child?.code ?? null,
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
/** All bags and bills at once: an import has put in a step of thousands. */
export const STOCK_SUBJECT = "stock";
export const bagSubject = (code: string): string => `bag:${code}`;
/** A bill, its sacks, and the bags in them; its number in any case. */
export const billSubject = (number: string): string => `bill:${billKey(number)}`;

/** Somebody is called by another name, wherever he is named. */
export const renamed = (transaction: number): News => ({
  is: "changed",
  transaction,
  subjects: [STOCK_SUBJECT, FLOOR_SUBJECT],
});

/** All imports, and one. */
export const IMPORTS_SUBJECT = "imports";
export const importSubject = (id: number): string => `import:${id}`;
export const subjectsOfImport = (id: number): string[] => [importSubject(id), IMPORTS_SUBJECT];

/** What may look different now, by the names that live pages and caches give it. */
export function subjectsOf(news: News): Set<string> {
  if (news.is === "changed" || news.is === "shown") return new Set(news.subjects);
  // What is shown by a kind's or a town's name stands on any page.
  if (news.is === "kinds" || news.is === "areas") return new Set([FLOOR_SUBJECT, STOCK_SUBJECT]);
  if (news.is !== "answered") return new Set();
  const { bill, billLeft, parents, child } = news;
  const numbers = [bill?.number, billLeft, ...parents.map((parent) => parent.bill)];
  const codes = [child, ...parents.map(({ code }) => code)];
  return new Set([
    FLOOR_SUBJECT,
    ...numbers.filter((number) => typeof number === "string").map(billSubject),
    ...codes.filter((code) => code !== null).map(bagSubject),
  ]);
}
