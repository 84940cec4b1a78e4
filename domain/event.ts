/** What a command leaves behind: one event, accepted or refused. It is the audit record, the undo's address and the key's memory. */
import type { BillKey } from "./bill.ts";
import type { Elsewhere } from "./answer.ts";
import type { CommandKind } from "./command.ts";
import type { Outcome } from "./outcomes.ts";

/** What else an event tells: the place that a refusal named, an edit's before and after. */
export interface EventDetail {
  readonly elsewhere?: Elsewhere;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** The facts that an outcome stands on: codes as read, bills by key. */
export interface EventFacts {
  readonly parent?: string | null;
  readonly fromParent?: string | null;
  readonly child?: string | null;
  readonly bill?: BillKey | null;
  readonly fromBill?: BillKey | null;
  readonly undoes?: string | null;
  readonly lot?: string | null;
  readonly reason?: string | null;
  readonly detail?: EventDetail;
}

/** An event to be written. `place` is its order inside the commit; `scannedAt` the client's clock; `raw` cut to 255. */
export interface NewEvent extends EventFacts {
  readonly key: string;
  readonly kind: CommandKind;
  readonly outcome: Outcome;
  readonly accepted: boolean;
  readonly place: number;
  readonly userId: number;
  readonly area: string | null;
  readonly station: string | null;
  readonly scannedAt: Date | null;
  readonly raw: string | null;
  readonly contentHash: number;
  /** The import whose row it was. */
  readonly importId?: number | null;
}

/** An event that was stored before: for replays and undos. */
export interface PastEvent {
  readonly key: string;
  readonly kind: CommandKind;
  readonly outcome: Outcome;
  readonly userId: number;
  readonly at: Date;
  readonly parent: string | null;
  readonly fromParent: string | null;
  readonly child: string | null;
  readonly bill: BillKey | null;
  readonly fromBill: BillKey | null;
  readonly lot: string | null;
  readonly elsewhere: Elsewhere | null;
  /** What a bill became by it. */
  readonly after: EventDetail["after"] | null;
  readonly contentHash: number;
  readonly undone: boolean;
}
