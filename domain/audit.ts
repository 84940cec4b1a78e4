/** What was done, by whom, and what changed by it: people's doings and commands' events in one list. */
import type { CommandKind } from "./command.ts";
import type { Bound } from "./filters.ts";
import { type Outcome, OUTCOMES } from "./outcomes.ts";
import type { LifeEvent } from "./shapes.ts";
import type { Column } from "./sheet.ts";

/** `log`: people, settings, imports, sign-ins. `events`: bags and bills. */
export const AUDIT_SOURCES = ["log", "events"] as const;
export type AuditSource = (typeof AUDIT_SOURCES)[number];

export interface AuditFilter {
  readonly source?: AuditSource | null;
  /** Who did it, by name in any case. */
  readonly actor?: string | null;
  /** What the log calls it, or the kind of a command. */
  readonly action?: string | null;
  /** A sort of thing ("user"), or one of them ("user/7", "user/anil", "bag/SB00042", "bill/B-1"). */
  readonly entity?: string | null;
  readonly from?: Bound | null;
  readonly to?: Bound | null;
}

export interface AuditLine {
  /** A number of the log's, or an event's key. */
  readonly id: string;
  readonly source: AuditSource;
  readonly at: Date;
  /** Null: the program itself, or somebody who could not sign in. */
  readonly actor: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  /** A person's name, where the thing is a person; null where nobody has that number. */
  readonly entityName: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly changes: readonly FieldChange[];
  readonly address: string | null;
  readonly requestId: string | null;
  /** Null: it is no command's event. */
  readonly event: LifeEvent | null;
}

/** Every kind of command; each leaves an event. */
export const EVENT_KINDS = [
  ...["open_parent", "link_child", "undo", "move_child", "take_child_out", "void_bag", "withdraw_bag"] as const,
  ...["link_bill", "unlink_bill", "create_bill", "edit_bill", "complete_bill"] as const,
  ...["reopen_bill", "void_bill", "withdraw_bill"] as const,
] satisfies readonly CommandKind[];

const BILL_KINDS: readonly string[] = [
  ...["create_bill", "edit_bill", "complete_bill", "reopen_bill", "void_bill", "withdraw_bill"],
];
const BOTH_KINDS: readonly string[] = ["link_bill", "unlink_bill"];

export const isEventKind = (action: string): boolean => (EVENT_KINDS as readonly string[]).includes(action);

/** The kinds of command that speak of this sort of thing. */
export function kindsAbout(sort: string): readonly string[] {
  if (sort === "bill") return [...BILL_KINDS, ...BOTH_KINDS];
  return sort === "bag" ? EVENT_KINDS.filter((kind) => !BILL_KINDS.includes(kind)) : [];
}

/** "user/7" taken apart; a sort alone has no id. */
export function entityParts(entity: string): readonly [sort: string, id: string | null] {
  const slash = entity.indexOf("/");
  return slash < 0 ? [entity, null] : [entity.slice(0, slash), entity.slice(slash + 1)];
}

export interface States {
  readonly before: unknown;
  readonly after: unknown;
}

/** An event of a command as the audit tells it. `stored`: an edit's before and after; `fromBill`: the number of a bill that was left. */
export function lineOfEvent(event: LifeEvent, stored: States, fromBill: string | null): AuditLine {
  const isBills = BILL_KINDS.includes(event.kind);
  const states = stored.before || stored.after ? stored : statesOf(event, fromBill);
  return {
    id: event.scanId,
    source: "events",
    at: event.at,
    actor: event.user,
    action: event.kind,
    entity: isBills ? "bill" : "bag",
    entityId: isBills ? event.bill : event.child ?? event.parent,
    entityName: null,
    ...states,
    changes: changesOf(states),
    address: null,
    requestId: null,
    event,
  };
}

/** Where the bag or sack was, and where it came. */
function statesOf({ outcome, parent, fromParent, bill }: LifeEvent, fromBill: string | null): States {
  if (!OUTCOMES[outcome].accepted) return { before: null, after: null };
  switch (outcome) {
    case "child_linked":
      return { before: null, after: { parent } };
    case "child_moved":
      return { before: { parent: fromParent }, after: { parent } };
    case "child_unlinked":
      return { before: { parent: fromParent ?? parent }, after: { parent: null } };
    case "bill_linked":
      return { before: fromBill === null ? null : { bill: fromBill }, after: { bill } };
    case "bill_unlinked":
      return { before: { bill: fromBill ?? bill }, after: { bill: null } };
    default:
      return { before: null, after: null };
  }
}

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Field by field, in the order in which they are recorded; what stayed as it was is left out. */
export function changesOf({ before, after }: States): FieldChange[] {
  const [was, is] = [recordOf(before), recordOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

const recordOf = (state: unknown): Readonly<Record<string, unknown>> =>
  typeof state === "object" && state !== null && !Array.isArray(state) ? state as Record<string, unknown> : {};

/** What a command came to; what the log tells was done. */
export const outcomeOf = ({ event }: AuditLine): Outcome | null => event?.outcome ?? null;

export const AUDIT_COLUMNS: readonly Column<AuditLine>[] = [
  { name: "At", isTime: true, cell: ({ at }) => at },
  { name: "Username", cell: ({ actor }) => actor },
  { name: "Action", cell: ({ action }) => action },
  { name: "Entity", cell: ({ entity }) => entity },
  { name: "Entity ID", cell: ({ entityId }) => entityId },
  { name: "Before", cell: ({ before }) => jsonOf(before) },
  { name: "After", cell: ({ after }) => jsonOf(after) },
  { name: "Address", cell: ({ address }) => address },
  { name: "Request ID", cell: ({ requestId }) => requestId },
  { name: "Outcome", cell: (line) => outcomeOf(line) },
  { name: "Station", cell: ({ event }) => event?.station ?? null },
  { name: "Reason", cell: ({ event }) => event?.reason ?? null },
  { name: "ID", cell: ({ id }) => id },
];

const jsonOf = (state: unknown): string | null => state === null || state === undefined ? null : JSON.stringify(state);
