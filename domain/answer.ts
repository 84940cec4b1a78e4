/** What a command came to, as its caller is told. */
import type { Outcome } from "./outcomes.ts";
import type { BillTotals, ParentTotals } from "./shapes.ts";

/** Where a refused bag is instead. `by` is a username. */
export interface Elsewhere {
  readonly parent: string | null;
  readonly bill: string | null;
  readonly since: Date | null;
  readonly by: string | null;
}

export interface Answer {
  readonly outcome: Outcome;
  /** The key was known: this is the first outcome again, with `parent` and `bill` as they stand now. */
  readonly replayed: boolean;
  /** Only on a replay: what the first answer did has been undone since. */
  readonly undone: boolean;
  /** The idempotency key of the command. */
  readonly key: string;
  /** When it was decided, by the database's clock; of a replay, when it first was. */
  readonly at: Date;
  /** The database's transaction that decided it; of a replay, the one that found it again: what was read later has it. */
  readonly transaction: number;
  readonly parent: ParentTotals | null;
  readonly child: {
    readonly code: string; /** Lot text of the label, where it carries one. */
    readonly lot: string | null;
  } | null;
  readonly bill: BillTotals | null;
  readonly elsewhere: Elsewhere | null;
  /** A move's other side: the parent that the child left. */
  readonly from: ParentTotals | null;
}

/** What the door gets for each command: an answer, or why there is none. Nothing of either last two was remembered. */
export type Reply =
  | { readonly answer: Answer }
  | { readonly refused: "scan_id_reused" }
  | { readonly refused: "busy"; readonly why: "overloaded" | "expired" | "not_confirmed" | "leaving" };
