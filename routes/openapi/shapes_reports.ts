/** The dashboard, reports, the recount and the system as answers show them. */
import { z } from "zod";
import { at, count, day, kg, maybeAt, maybeText, named } from "./shape.ts";
import { BillLine, outcome } from "./shapes_bags.ts";

const hourly = z.array(count).length(24);

export const Dashboard = named(
  "Dashboard",
  z.strictObject({
    ...{ parents: count, children: count, bills: count, bills_in_work: count, scans: count, as_of: at },
    open_parents: z.strictObject({
      ...{ total: count, under_10_minutes: count, under_1_hour: count, under_4_hours: count, older: count },
    }),
    today: z.strictObject({
      ...{ scans: count, children_linked: count, bills_completed: count, refused: count, hourly },
      refusals: z.array(z.strictObject({ outcome, station: maybeText, count })),
    }),
  }),
);

const bills = {
  ...{ bills: count, new: count, processing: count, completed: count, voided: count, short: count, capacity: count },
  ...{ parents: count, children: count, weight_kg: kg, expected_weight_kg: kg, variance_kg: kg },
  completion_percent: z.number().nullable(),
};
const billStatus = z.enum(["new", "processing", "completed", "voided"]);
const BillFigures = named("BillFigures", z.strictObject(bills));
const ofUser = z.array(z.strictObject({ ...bills, user: maybeText }));
const ofStatus = z.array(z.strictObject({ ...bills, status: billStatus }));

export const BillReport = named(
  "BillReport",
  z.strictObject({
    ...{ from: day, to: day, created_by: maybeText, status: billStatus.nullable(), totals: BillFigures },
    ...{ by_day: z.array(z.strictObject({ ...bills, day })), by_user: ofUser, by_status: ofStatus },
  }),
);

const scans = { scans: count, accepted: count, already_there: count, refused: count, packed: count, hourly };
const ScanFigures = named("ScanFigures", z.strictObject(scans));

export const ScanReport = named(
  "ScanReport",
  z.strictObject({
    ...{ from: day, to: day, totals: ScanFigures },
    areas: z.array(z.strictObject({
      ...{ area: maybeText, totals: ScanFigures, users: z.array(z.strictObject({ ...scans, user: maybeText })) },
    })),
  }),
);

export const DayReport = named(
  "DayReport",
  z.strictObject({
    ...{ report_date: day, generated_at: at, total_bills: count, bills_by_status: ofStatus, bills_by_user: ofUser },
    ...{ made: BillFigures, completed: BillFigures, completed_by_user: ofUser, scans: ScanFigures },
    peak_hour: z.strictObject({ hour: z.int().min(0).max(23), scans: count }).nullable(),
    refused_by_reason: z.array(z.strictObject({ outcome, count })),
    areas: z.array(z.strictObject({ ...scans, area: maybeText })),
    open_bills: z.strictObject({
      count,
      items: z.array(z.strictObject({
        ...{ number: z.string(), status: billStatus, linked_count: count, capacity: count },
        ...{ created_by: maybeText, created_at: at },
      })),
    }),
    detailed_bills: z.array(BillLine),
  }),
);

export const Integrity = named(
  "Integrity",
  z.strictObject({
    ok: z.boolean(),
    checked: z.record(z.string(), count),
    problems: z.array(z.strictObject({ check: z.string(), what: z.string() })),
  }),
);

const ms = z.number();
const maybeMs = ms.nullable();
const Figures = named(
  "Figures",
  z.strictObject({
    ...{ at, seconds: z.number(), accepted: count, refused: count, replayed: count, ack_p50_ms: maybeMs },
    ...{ ack_p99_ms: maybeMs, batches: count, batch_size: maybeMs, lock_ms: maybeMs, decide_ms: maybeMs },
    ...{ write_ms: maybeMs, batches_retried: count, batches_halved: count, waiting: count, oldest_ms: ms },
    ...{ actors: count, cache_near: count, cache_shared: count, cache_loaded: count, pool_open: count },
    ...{ pool_waiting: count, live_readers: count, import_rows: count, requests: count, request_p99_ms: maybeMs },
    ...{ memory_bytes: count, heap_bytes: count, loop_delay_p99_ms: maybeMs, bus: z.enum(["ok", "degraded"]) },
  }),
);
const Instance = named(
  "Instance",
  z.strictObject({
    ...{ id: z.string(), name: z.string(), migration: count, deno: z.string(), started_at: at, seen_at: at },
    ...{ is_gone: z.boolean(), left_at: maybeAt, history: z.array(Figures) },
  }),
);
export const System = named(
  "System",
  z.strictObject({
    ...{ as_of: at, instances: z.array(Instance), here: z.string() },
    database: z.strictObject({
      ...{ version: z.string(), bytes: count, connections: count, connections_max: count, migration: count },
      ...{ migration_known: count, hit_ratio: z.number().nullable(), deadlocks: count, oldest_transaction_ms: maybeMs },
      slow: z.array(z.strictObject({ text: z.string(), calls: count, mean_ms: ms, total_ms: ms })).nullable(),
    }),
    redis: z.strictObject({
      ...{
        state: z.enum(["ok", "away"]),
        version: maybeText,
        memory_bytes: count.nullable(),
        clients: count.nullable(),
      },
    }).nullable(),
  }),
);

const part = z.enum(["ok", "degraded", "unavailable"]);
export const Healthy = named("Healthy", z.strictObject({ status: z.literal("healthy") }));
export const Ready = named(
  "Ready",
  z.strictObject({
    status: part,
    checks: z.strictObject({ database: part, schema: part, committer: part, bus: part }),
  }),
);
