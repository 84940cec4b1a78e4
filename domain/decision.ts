/** What deciding a command comes to: an outcome, the facts of its event, and the effects that make it true. */
import type { Bag, Placed } from "./bag.ts";
import type { Bill, BillKey } from "./bill.ts";
import type { Elsewhere } from "./answer.ts";
import type { Kinds } from "./code.ts";
import type { EventFacts } from "./event.ts";
import type { Outcome } from "./outcomes.ts";

/** What rules hold for a batch: handed in, never looked up. */
export interface Terms {
  readonly kinds: Kinds;
  /** IANA name of the zone whose days are business days. */
  readonly timeZone: string;
}

export type Effect =
  | { readonly do: "register"; readonly bag: Bag }
  | { readonly do: "put_in"; readonly child: string; readonly parent: string; readonly placed: Placed }
  | { readonly do: "take_out"; readonly child: string }
  | { readonly do: "put_on"; readonly parent: string; readonly bill: BillKey; readonly placed: Placed }
  | { readonly do: "take_off"; readonly parent: string }
  | { readonly do: "void_bag"; readonly code: string }
  | { readonly do: "withdraw_bag"; readonly code: string }
  | { readonly do: "withdraw_bill"; readonly bill: BillKey }
  | { readonly do: "create_bill"; readonly bill: Bill }
  | { readonly do: "set_bill"; readonly bill: BillKey; readonly to: Partial<Omit<Bill, "id" | "number">> };

export interface Decision {
  readonly outcome: Outcome;
  readonly facts: EventFacts;
  readonly effects: readonly Effect[];
  readonly elsewhere: Elsewhere | null;
}

export const accept = (outcome: Outcome, facts: EventFacts, ...effects: Effect[]): Decision => ({
  outcome,
  facts,
  effects,
  elsewhere: null,
});

/** A refusal or a duplicate: nothing changes, but the event tells of it. */
export const refuse = (outcome: Outcome, facts: EventFacts = {}, elsewhere: Elsewhere | null = null): Decision => ({
  outcome,
  facts: elsewhere ? { ...facts, detail: { elsewhere } } : facts,
  effects: [],
  elsewhere,
});
