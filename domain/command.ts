/**
 * What people ask for. Every command, whoever sends it and by whichever door, is one of these, is decided by
 * `decide.ts` under row locks, and leaves exactly one event.
 */
import type { Person } from "./shapes.ts";

interface Asked {
  /** The idempotency key: one per physical scan or request, a UUID in lower case. */
  readonly key: string;
  readonly by: Person;
  /** Free text as sent; registered by the store when unknown. */
  readonly station?: string | null;
  /** When the person did it, by the client's clock. Kept, never trusted. */
  readonly scannedAt?: Date | null;
  /** The import that this command is a row of. */
  readonly importId?: number | null;
}

/** Codes are raw text as scanned; `domain/code.ts` reads them. Bill numbers are as typed. */
export type Command =
  & Asked
  & (
    | { readonly kind: "open_parent"; readonly parent: string }
    | { readonly kind: "link_child"; readonly parent: string; readonly child: string }
    | { readonly kind: "undo"; readonly undoes: string }
    | { readonly kind: "move_child"; readonly child: string; readonly toParent: string }
    | { readonly kind: "take_child_out"; readonly parent: string; readonly child: string }
    | { readonly kind: "void_bag"; readonly code: string; readonly reason: string }
    | {
      readonly kind: "link_bill";
      readonly bill: string;
      readonly parent: string;
      /** The number of the bill that the parent is on now, when it is to be moved in one step. */
      readonly moveFrom: string | null;
    }
    | { readonly kind: "unlink_bill"; readonly bill: string; readonly parent: string }
    | ({ readonly kind: "create_bill"; /** "" or blank: made from the day. */ readonly number: string } & BillFields)
    | ({ readonly kind: "edit_bill"; readonly bill: string; readonly version: number } & Partial<BillFields>)
    | {
      readonly kind: "complete_bill";
      readonly bill: string;
      readonly version: number;
      readonly acceptShort: boolean;
      readonly reason: string | null;
    }
    | { readonly kind: "reopen_bill"; readonly bill: string; readonly version: number; readonly reason: string }
    | { readonly kind: "void_bill"; readonly bill: string; readonly version: number; readonly reason: string }
    /** These two are an import's own, when it takes back what it registered. `code` and `bill` as read. */
    | { readonly kind: "withdraw_bag"; readonly code: string }
    | { readonly kind: "withdraw_bill"; readonly bill: string }
  );

export interface BillFields {
  readonly description: string | null;
  readonly capacity: number;
  readonly destination: string | null;
  readonly vehicle: string | null;
}

export type CommandKind = Command["kind"];
export type CommandOf<Kind extends CommandKind> = Extract<Command, { kind: Kind }>;
