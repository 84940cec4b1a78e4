/** What a list is asked for: whose things, which of them, and which page. */
import type { Outcome } from "./outcomes.ts";
import type { BillStatus, Role } from "./shapes.ts";

/**
 * What a person may see in lists, counts, searches and exports: everything, or one area's (null: nothing, until he gets one).
 * `routes/scope.ts` alone says which; whoever reads such a thing has to be handed it.
 */
export type Scope = Everything | { readonly all: false; readonly area: string | null };

/** Demanded by what belongs to no area: bills, reports, exports. */
export interface Everything {
  readonly all: true;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

/** A day (YYYY-MM-DD, the whole business day) or an instant in ISO 8601. */
export type Bound = string;

/** How long a sack has been open (begun, neither full nor on a bill): under 10 minutes, an hour, 4 hours, or longer. */
export const OPEN_AGES = ["any", "10m", "1h", "4h", "older"] as const;
export type OpenAge = (typeof OPEN_AGES)[number];

export interface BagFilter {
  readonly scope: Scope;
  readonly role?: "parent" | "child" | null;
  readonly kind?: string | null;
  /** Any part of a code, normalised. */
  readonly q?: string | null;
  /** On a bill: a parent itself, a child through its parent. Without `role` it speaks of parents. */
  readonly billed?: boolean | null;
  /** In a parent: speaks of children. */
  readonly linked?: boolean | null;
  /** Speaks of parents. */
  readonly open?: OpenAge | null;
  readonly area?: string | null;
  readonly from?: Bound | null;
  readonly to?: Bound | null;
}

export interface BillFilter {
  readonly scope: Everything;
  readonly status?: BillStatus | null;
  /** Any part of a number or a description, in any case. */
  readonly q?: string | null;
  readonly from?: Bound | null;
  readonly to?: Bound | null;
  readonly createdBy?: string | null;
}

/** The scans of one day, as the dashboard tells them apart. */
export interface ScanDayFilter {
  readonly scope: Scope;
  /** A business day, YYYY-MM-DD; null: today. */
  readonly day: string | null;
  readonly outcome: Outcome | null;
  /** Only what was refused. */
  readonly refused: boolean;
  /** A station's name in any case; "": scans that named none; null: all. */
  readonly station: string | null;
  readonly username: string | null;
}

export const USER_STATES = ["active", "locked", "disabled"] as const;
export type UserState = (typeof USER_STATES)[number];

export interface UserFilter {
  /** Any part of the name for logging in, of the full name or of the e-mail address, in any case. */
  readonly q?: string | null;
  readonly role?: Role | null;
  readonly area?: string | null;
  readonly state?: UserState | null;
  readonly disabled?: boolean | null;
  /** The newest first, where nothing is said. */
  readonly order?: "newest" | "name" | null;
}

/** Scans are what a scanner did: sacks opened, bags packed, sacks put on bills; refused ones too. */
export interface ScanFilter {
  readonly scope: Everything;
  readonly from?: Bound | null;
  readonly to?: Bound | null;
  /** By name, in any case. */
  readonly user?: string | null;
  readonly station?: string | null;
  readonly outcome?: string | null;
  readonly accepted?: boolean | null;
  /** Codes, normalised. */
  readonly parent?: string | null;
  readonly child?: string | null;
  /** A number, in any case. */
  readonly bill?: string | null;
}

/** Business days (YYYY-MM-DD), the last one included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}
