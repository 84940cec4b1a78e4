/** Bills, the sacks on them, completion and reopening. */
import {
  AsOfQuery,
  BillEditBody,
  BillParentBody,
  BillsQuery,
  CompletionBody,
  NewBillBody,
  ReopeningBody,
  VoidBillBody,
} from "../schemas.ts";
import type { Operation } from "./operation.ts";
import { Bill, BillAsOf, BillPage, ChangedBill, ScanAnswer } from "./shapes_bags.ts";

const BILL = { number: "INV-2026-0042" };
const UNREADABLE = ["empty", "too_long", "bad_format"] as const;

const listed: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/bills", id: "listBills", tag: "Bills", query: BillsQuery },
    summary: "List bills",
    answers: { 200: BillPage },
    example: { query: { status: "processing", limit: "20" } },
  },
  {
    ...{ method: "POST", path: "/api/v1/bills", id: "createBill", tag: "Bills", body: NewBillBody, key: "may" },
    summary: "Make a bill",
    answers: { 201: ChangedBill },
    outcomes: ["bill_created", ...UNREADABLE, "bill_exists", "capacity_out_of_range"],
    example: { body: { number: "INV-2026-0042", capacity: 20, destination: "Lucknow", vehicle: "UP32 AB 1234" } },
  },
  {
    ...{ method: "GET", path: "/api/v1/bills/:number", id: "getBill", tag: "Bills", at: BILL },
    summary: "One bill with the sacks on it",
    answers: { 200: Bill },
    outcomes: ["bill_not_found"],
  },
  {
    ...{
      method: "GET",
      path: "/api/v1/bills/:number/as-of",
      id: "getBillAsOf",
      tag: "Bills",
      query: AsOfQuery,
      at: BILL,
    },
    summary: "A bill as it was at a moment that has passed",
    answers: { 200: BillAsOf },
    outcomes: ["bill_not_found"],
    example: { query: { at: "2126-11-22T10:00:00+05:30" } },
  },
];

const COMPLETION = "/api/v1/bills/:number/completion";

/** In the order of a bill's life. */
const changes: readonly Operation[] = [
  {
    ...{ method: "PATCH", path: "/api/v1/bills/:number", id: "editBill", tag: "Bills", body: BillEditBody, key: "may" },
    at: BILL,
    summary: "Change a bill",
    says: "What is left out stays as it is; null or blank empties it.",
    answers: { 200: ChangedBill },
    outcomes: [
      ...["bill_changed", "bill_not_found", "version_conflict", "bill_completed", "bill_voided"] as const,
      ...["capacity_out_of_range", "capacity_below_linked"] as const,
    ],
    example: { body: { version: 1, vehicle: "UP32 AB 4321" } },
  },
  {
    ...{ method: "POST", path: "/api/v1/bills/:number/parents", id: "linkParent", tag: "Bills", body: BillParentBody },
    at: BILL,
    summary: "Put a sack on a bill",
    says: "With `move_from` it leaves the bill that it is on in the same step.",
    answers: { 200: ScanAnswer, 201: ScanAnswer },
    outcomes: [
      ...["bill_linked", "bag_already_on_bill", "bill_not_found", ...UNREADABLE, "wrong_type", "bag_voided"] as const,
      ...["bag_not_found", "bag_on_other_bill", "bag_not_on_bill", "bill_completed", "bill_voided"] as const,
      ...["empty_parent", "bill_full"] as const,
    ],
    example: { body: { scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a806", parent: "SB00042", station: "Gate 2" } },
  },
  {
    ...{
      method: "POST",
      path: COMPLETION,
      id: "completeBill",
      tag: "Bills",
      body: CompletionBody,
      key: "may",
      at: BILL,
    },
    summary: "Complete a bill",
    says: "What was sold stands from then on, until somebody reopens it.",
    answers: { 200: ChangedBill },
    outcomes: [
      ...["bill_closed", "bill_not_found", "version_conflict", "bill_completed", "bill_voided"] as const,
      ...["bill_empty", "bill_short"] as const,
    ],
    example: { body: { version: 2, accept_short: true, reason: "The rest goes tomorrow" } },
  },
  {
    ...{
      method: "DELETE",
      path: COMPLETION,
      id: "reopenBill",
      tag: "Bills",
      body: ReopeningBody,
      key: "may",
      at: BILL,
    },
    summary: "Reopen a completed bill",
    answers: { 200: ChangedBill },
    outcomes: ["bill_reopened", "bill_not_found", "version_conflict", "bill_not_completed", "bill_voided"],
    example: { body: { version: 3, reason: "Two sacks were left behind" } },
  },
  {
    ...{ method: "DELETE", path: "/api/v1/bills/:number/parents/:code", id: "unlinkParent", tag: "Bills", key: "must" },
    at: { ...BILL, code: "SB00042" },
    summary: "Take a sack off a bill",
    answers: { 200: ScanAnswer },
    outcomes: ["bill_unlinked", "bill_not_found", "not_on_bill", "bill_completed", "bill_voided", ...UNREADABLE],
  },
  {
    ...{ method: "POST", path: "/api/v1/bills/:number/void", id: "voidBill", tag: "Bills", body: VoidBillBody },
    ...{ key: "may", at: BILL },
    summary: "Make a bill void",
    says: "Its sacks are free again; the bill stays, voided.",
    answers: { 200: ChangedBill },
    outcomes: ["bill_made_void", "bill_not_found", "version_conflict", "bill_completed", "bill_voided"],
    example: { body: { version: 4, reason: "Made twice" } },
  },
];

export const bills: readonly Operation[] = [...listed, ...changes];
