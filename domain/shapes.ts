/**
 * What is shown to people and scripts: the plain shapes that reads return and pages and the API render.
 * Times are instants; weights are kilograms. The wire form (snake_case) is made in `routes/wire.ts` alone.
 */
import type { BillFields } from "./command.ts";
import type { Outcome } from "./outcomes.ts";

export type Role = "admin" | "biller" | "dispatcher";
export type ParentStatus = "open" | "full";
export type ChildStatus = "linked" | "unlinked";
export type BillStatus = "new" | "processing" | "completed" | "voided";

/** Who acts. `area` is the key of a dispatch area, for dispatchers only. */
export interface Person {
  readonly id: number;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
  readonly area: string | null;
}

/** A parent bag as an answer shows it. `bill` is the bill's number. */
export interface ParentTotals {
  readonly code: string;
  readonly kind: string;
  readonly childCount: number;
  readonly capacity: number;
  readonly weightKg: number;
  readonly status: ParentStatus;
  readonly bill: string | null;
}

/** A bill as a scan's answer shows it. */
export interface BillTotals {
  readonly number: string;
  readonly linkedCount: number;
  readonly capacity: number;
  readonly childCount: number;
  readonly weightKg: number;
  readonly expectedWeightKg: number;
  readonly status: BillStatus;
}

/** A bill in a list. `short`: completed with fewer parents than its capacity. */
export interface BillLine extends BillTotals {
  readonly description: string | null;
  readonly short: boolean;
  readonly shortReason: string | null;
  readonly version: number;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly completedBy: string | null;
  readonly completedAt: Date | null;
  readonly destination: string | null;
  readonly vehicle: string | null;
}

export interface BillParent {
  readonly code: string;
  readonly kind: string;
  readonly childCount: number;
  readonly capacity: number;
  /** Of one child of its kind. */
  readonly childWeightKg: number;
  readonly weightKg: number;
  readonly expectedWeightKg: number;
  readonly linkedAt: Date | null;
  readonly linkedBy: string | null;
}

/** One bill with all its parents, in the order they were put on, newest first. */
export interface BillDetail extends BillLine {
  /** The moment that all of it is of, by the database's clock. */
  readonly asOf: Date;
  readonly parents: readonly BillParent[];
}

/** How many there are. Not exact: at least so many. */
export interface Total {
  readonly count: number;
  readonly isExact: boolean;
}

/** A bill with the codes of all that is on it, as of one moment: what goes on paper. Parents and children by code. */
export interface PackingList extends BillDetail {
  readonly parents: readonly (BillParent & { readonly children: readonly string[] })[];
}

/** One edit of a bill's fields that was accepted. */
export interface BillEdit {
  readonly at: Date;
  /** A username. */
  readonly by: string | null;
  readonly before: BillFields;
  readonly after: BillFields;
}

/** A bag in a list. */
export interface BagLine {
  readonly code: string;
  readonly role: "parent" | "child";
  readonly kind: string | null;
  readonly status: ParentStatus | ChildStatus;
  readonly weightKg: number;
  readonly childCount: number | null;
  readonly capacity: number | null;
  readonly parent: string | null;
  readonly bill: string | null;
  /** Of that bill; only where a list is read. */
  readonly billStatus?: BillStatus | null;
  readonly area: string | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly voided: boolean;
}

export interface PackedChild {
  readonly code: string;
  readonly packedAt: Date | null;
  readonly packedBy: string | null;
  readonly scanId: string | null;
}

/** One bag with all that is in it (a parent) or all it is in (a child). */
export interface BagDetail extends BagLine {
  readonly children: readonly PackedChild[];
  /** How its bill stands, or the bill of the parent it is in: on a completed one nothing can be changed. */
  readonly billStatus: BillStatus | null;
  readonly packedAt: Date | null;
  readonly packedBy: string | null;
  readonly billedAt: Date | null;
  readonly billedBy: string | null;
}

/** One line of a bag's or bill's life, newest first. `kind` is the command's, see `domain/command.ts`. */
export interface LifeEvent {
  readonly at: Date;
  readonly scannedAt: Date | null;
  readonly kind: string;
  readonly outcome: Outcome;
  readonly scanId: string;
  readonly parent: string | null;
  readonly fromParent: string | null;
  readonly child: string | null;
  readonly bill: string | null;
  readonly user: string | null;
  readonly station: string | null;
  readonly undoneBy: string | null;
  readonly reason: string | null;
  /** The place that a refusal named: a parent's code or a bill's number. */
  readonly elsewhere: string | null;
  /** As scanned, cut to 255 characters. */
  readonly raw: string | null;
  readonly lot: string | null;
  /** Whether the bag or sack is still where this event put it; `frozen`: it is, but on a completed bill. */
  readonly standing: "stands" | "frozen" | "gone";
}

/** What a label said beside its number, when it was last read so. */
export interface LotSeen {
  readonly lot: string;
  readonly raw: string | null;
  readonly at: Date;
}

/** One scan as an export tells it: of which `LifeEvent` is the line that people read. */
export interface ScanLine extends Omit<LifeEvent, "fromParent" | "reason" | "elsewhere" | "standing"> {
  readonly accepted: boolean;
  /** Of whoever scanned, at that moment. */
  readonly area: string | null;
  readonly undoneAt: Date | null;
}

/** A page of results; `nextCursor` is null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** How often scans were refused, for one reason at one station (null: none was named). */
export interface Refusals {
  readonly outcome: Outcome;
  readonly station: string | null;
  readonly count: number;
}

/** Sacks begun and neither full nor on a bill, by the time since: under 10 minutes, under an hour, under 4 hours, older. */
export type OpenByAge = readonly [number, number, number, number];

export interface Dashboard {
  readonly parents: number;
  readonly children: number;
  readonly bills: number;
  readonly billsInWork: number;
  readonly scans: number;
  readonly openByAge: OpenByAge;
  readonly today: {
    readonly scans: number;
    readonly childrenLinked: number;
    readonly billsCompleted: number;
    readonly refused: number;
    /** The most frequent first. */
    readonly refusals: readonly Refusals[];
    readonly hourly: readonly number[];
  };
  readonly asOf: Date;
}

/** A sack that is being packed, and who was last to scan into it. */
export interface Packing {
  readonly code: string;
  readonly childCount: number;
  readonly capacity: number;
  readonly username: string;
  readonly station: string | null;
  readonly at: Date;
}

export interface UserLine {
  readonly id: number;
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly area: string | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly version: number;
  readonly createdAt: Date;
  /** Null: never. */
  readonly lastSignInAt: Date | null;
  /** Until when he cannot sign in from some address, after too many failures there; null: from everywhere he can. */
  readonly lockedUntil: Date | null;
}

/** What the integrity check found. `checks` holds how many rows each check went over. */
export interface Integrity {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly check: string; readonly what: string }[];
}
