/** Scans, undos and moves. */
import { BatchBody, MoveBody, ScanBody, UndoBody } from "../schemas.ts";
import type { Operation } from "./operation.ts";
import { BatchResults, ScanAnswer } from "./shapes_bags.ts";

const UNREADABLE = ["empty", "too_long", "bad_format", "wrong_type", "bag_voided"] as const;
const CLOSED = ["bill_completed", "bill_voided"] as const;

export const scans: readonly Operation[] = [
  {
    ...{ method: "POST", path: "/api/v1/scans", id: "scan", tag: "Scans", body: ScanBody },
    summary: "Open a sack, or put a bag into one",
    says:
      "Without `child` it opens the sack, which is registered if its code is new. It is answered once it is stored: " +
      "after 429, 503 or no answer at all send the same again, with the same `scan_id`.",
    answers: { 200: ScanAnswer, 201: ScanAnswer },
    outcomes: [
      ...["parent_created", "parent_opened", "child_linked", "child_already_here"] as const,
      ...[...UNREADABLE, "self_link", "child_elsewhere", "parent_full", ...CLOSED] as const,
    ],
    refusals: ["rate_limited"],
    example: {
      body: {
        ...{ scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a801", station: "S1", parent: "SB00042" },
        ...{ child: "LABEL NO.0016586 LOT NO.:STAR44GG24611", scanned_at: "2026-11-22T10:00:00+05:30" },
      },
    },
  },
  {
    ...{ method: "POST", path: "/api/v1/scans/batch", id: "scanMany", tag: "Scans", body: BatchBody },
    items: { scans: ScanBody },
    summary: "Send many scans at once",
    says:
      "1 to 500 of them, as a scanner sends that was offline. Each result has the status that it would have alone; " +
      "after one that is 503, all that follow are.",
    answers: { 200: [BatchResults, "html"] },
    refusals: ["rate_limited"],
    example: {
      body: {
        scans: [
          { scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a802", parent: "SB00042", child: "0016587" },
          { scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a803", parent: "SB00042", child: "SB00043" },
        ],
      },
    },
  },
  {
    ...{ method: "POST", path: "/api/v1/undos", id: "undo", tag: "Scans", body: UndoBody },
    summary: "Take a scan back",
    says:
      "A bag that was put in or moved, or a sack that was put on a bill. A dispatcher takes back his own of the last " +
      "hour, billers and admins any.",
    answers: { 200: ScanAnswer },
    outcomes: [
      ...["child_unlinked", "child_moved", "bill_unlinked", "scan_not_found", "not_yours", "already_undone"] as const,
      ...["superseded", ...CLOSED, "parent_full", "bag_voided"] as const,
    ],
    example: {
      body: {
        scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a804",
        undoes: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a802",
      },
    },
  },
  {
    ...{ method: "POST", path: "/api/v1/moves", id: "move", tag: "Scans", body: MoveBody },
    summary: "Move a bag from the sack it is in to another",
    says: "In one step: nobody ever sees it in both, or in neither.",
    answers: { 200: ScanAnswer },
    outcomes: [
      ...["child_moved", "child_already_here", ...UNREADABLE, "bag_not_found", "parent_not_found"] as const,
      ...["not_in_parent", "parent_full", ...CLOSED] as const,
    ],
    example: {
      body: { scan_id: "0199f0c2-7d1e-7c3a-9b1f-2f60d4c3a805", child: "0016586", to_parent: "SB00043" },
    },
  },
];
