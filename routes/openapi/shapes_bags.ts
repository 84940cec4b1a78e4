/** Bags, bills and scans as answers show them: see `wire.ts`. */
import { z } from "zod";
import { type Outcome, OUTCOMES } from "../../domain/outcomes.ts";
import { at, count, countedPageOf, kg, maybeAt, maybeText, named, pageOf, uuid } from "./shape.ts";

export const outcome = named("Outcome", z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]));
const billStatus = z.enum(["new", "processing", "completed", "voided"]);
const parentStatus = z.enum(["open", "full"]);
const childStatus = z.enum(["linked", "unlinked"]);

export const ParentTotals = named(
  "ParentTotals",
  z.strictObject({
    ...{ code: z.string(), kind: z.string(), child_count: count, capacity: count, weight_kg: kg },
    ...{ status: parentStatus, bill: maybeText },
  }),
);

const billTotals = {
  ...{ number: z.string(), linked_count: count, capacity: count, child_count: count },
  ...{ weight_kg: kg, expected_weight_kg: kg, status: billStatus },
};
export const BillTotals = named("BillTotals", z.strictObject(billTotals));

const bill = {
  ...billTotals,
  ...{
    description: maybeText,
    destination: maybeText,
    vehicle: maybeText,
    short: z.boolean(),
    short_reason: maybeText,
  },
  ...{ version: z.int(), created_by: maybeText, created_at: at, completed_by: maybeText, completed_at: maybeAt },
};
export const BillLine = named("BillLine", z.strictObject(bill));
export const BillPage = countedPageOf(BillLine);

const BillParent = named(
  "BillParent",
  z.strictObject({
    ...{ code: z.string(), kind: z.string(), child_count: count, capacity: count, weight_kg: kg },
    ...{ expected_weight_kg: kg, linked_at: maybeAt, linked_by: maybeText },
  }),
);
export const Bill = named("Bill", z.strictObject({ ...bill, parents: z.array(BillParent) }));

/** A bill as it stands after a change of it. */
export const ChangedBill = named(
  "ChangedBill",
  Bill.extend({ outcome, replayed: z.boolean(), undone: z.literal(true).optional(), message: z.string() }),
);

export const BillAsOf = named(
  "BillAsOf",
  z.strictObject({
    ...billTotals,
    ...{ as_of: at, description: maybeText, destination: maybeText, vehicle: maybeText },
    ...{ short: z.boolean(), short_reason: maybeText, created_at: at, completed_at: maybeAt, completed_by: maybeText },
    parents: z.array(BillParent),
  }),
);

const bag = {
  ...{ code: z.string(), kind: maybeText, weight_kg: kg, dispatch_area: maybeText },
  ...{ created_at: at, created_by: maybeText, voided: z.boolean(), bill: maybeText },
};
const parent = { ...bag, role: z.literal("parent"), status: parentStatus, child_count: count, capacity: count };
const child = { ...bag, role: z.literal("child"), status: childStatus, parent: maybeText };
export const BagLine = named(
  "BagLine",
  z.discriminatedUnion("role", [z.strictObject(parent), z.strictObject(child)]),
);
export const BagPage = countedPageOf(BagLine);

const PackedChild = named(
  "PackedChild",
  z.strictObject({ code: z.string(), packed_at: maybeAt, packed_by: maybeText, scan_id: uuid.nullable() }),
);
const billed = { billed_at: maybeAt, billed_by: maybeText };
export const ParentBag = named("ParentBag", z.strictObject({ ...parent, ...billed, children: z.array(PackedChild) }));
export const ChildBag = named(
  "ChildBag",
  z.strictObject({ ...child, ...billed, packed_at: maybeAt, packed_by: maybeText }),
);
export const Bag = named("Bag", z.discriminatedUnion("role", [ParentBag, ChildBag]));

const pastBag = { code: z.string(), as_of: at, created_at: at, bill: maybeText, voided: z.boolean() };
export const BagAsOf = named(
  "BagAsOf",
  z.discriminatedUnion("role", [
    z.strictObject({
      ...{ ...pastBag, role: z.literal("parent"), kind: z.string(), child_count: count, capacity: count },
      ...{ weight_kg: kg, status: parentStatus, children: z.array(PackedChild) },
    }),
    z.strictObject({
      ...{ ...pastBag, role: z.literal("child"), parent: maybeText, packed_at: maybeAt, packed_by: maybeText },
    }),
  ]),
);

export const LifeEvent = named(
  "LifeEvent",
  z.strictObject({
    ...{ at, scanned_at: maybeAt, kind: z.string(), outcome, scan_id: uuid },
    ...{ parent: maybeText, from_parent: maybeText, child: maybeText, bill: maybeText },
    ...{ user: maybeText, station: maybeText, undone_by: maybeText, reason: maybeText, raw: maybeText, lot: maybeText },
  }),
);
export const LifePage = pageOf(LifeEvent);

const answer = {
  ...{ outcome, replayed: z.boolean(), message: z.string(), scan_id: uuid, at },
  /** Only on a replay: what the first answer did has been undone since. */
  undone: z.literal(true).optional(),
  parent: ParentTotals.optional(),
  child: z.strictObject({ code: z.string(), lot: maybeText }).optional(),
  bill: BillTotals.optional(),
  elsewhere: z.strictObject({ parent: maybeText, bill: maybeText, since: maybeAt, by: maybeText }).optional(),
  from: ParentTotals.optional(),
};
/** What a scan, undo, move or bill link came to. */
export const ScanAnswer = named("ScanAnswer", z.strictObject(answer));

export const ErrorInfo = named(
  "ErrorInfo",
  z.strictObject({ code: z.string(), message: z.string(), request_id: z.string(), details: z.unknown().optional() }),
);
export const ErrorBody = named("Error", z.strictObject({ error: ErrorInfo }));
/** A refused scan, undo, move, bill link or look-up: what it came to, and what is known of the things it names. */
export const RefusedAnswer = named(
  "RefusedAnswer",
  z.strictObject({ ...z.object(answer).partial().shape, outcome, error: ErrorInfo }),
);

const status = z.int();
export const BatchResults = named(
  "BatchResults",
  z.strictObject({
    results: z.array(z.union([
      z.strictObject({ status, ...answer }),
      z.strictObject({ status, ...answer, error: ErrorInfo }),
      z.strictObject({ status, error: ErrorInfo }),
    ])),
  }),
);

const hitsOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ count, is_exact: z.boolean(), items: z.array(item) });
export const SearchResult = named(
  "SearchResult",
  z.strictObject({
    query: z.string(),
    exact: z.strictObject({ bag: Bag.nullable(), bill: BillLine.nullable() }),
    ...{ parents: hitsOf(BagLine), children: hitsOf(BagLine), bills: hitsOf(BillLine).nullable() },
    suggestions: z.array(z.string()),
  }),
);
