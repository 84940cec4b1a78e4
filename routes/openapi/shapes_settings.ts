/** Dispatch areas, kinds of sacks and the audit log as answers show them. */
import { z } from "zod";
import { AUDIT_SOURCES } from "../../domain/audit.ts";
import { at, count, kg, maybeText, named, pageOf } from "./shape.ts";
import { outcome } from "./shapes_bags.ts";

const area = {
  ...{ key: z.string(), label: z.string(), active: z.boolean(), max_dispatchers: count, dispatchers: count },
  ...{ parents: count, version: z.int() },
};
export const AreaPage = pageOf(named("Area", z.strictObject(area)));
export const ChangedArea = named("ChangedArea", z.strictObject({ ...area, replayed: z.boolean() }));

const kind = {
  ...{ kind: z.string(), prefix: z.string(), digits: count, product: z.string(), capacity: count },
  ...{ child_weight_kg: kg, expected_weight_kg: kg, parents: count, older_parents: count, version: z.int() },
};
export const KindPage = pageOf(named("Kind", z.strictObject(kind)));
export const ChangedKind = named("ChangedKind", z.strictObject({ ...kind, replayed: z.boolean() }));

/** Whatever it was, as it was noted down. */
const noted = z.unknown();
export const AuditPage = pageOf(named(
  "AuditLine",
  z.strictObject({
    ...{ id: z.string(), source: z.enum(AUDIT_SOURCES), at, actor: maybeText, action: z.string() },
    ...{ entity: z.string(), entity_id: maybeText, outcome: outcome.nullable(), station: maybeText, parent: maybeText },
    ...{ child: maybeText, bill: maybeText, reason: maybeText, before: noted, after: noted },
    changes: z.array(z.strictObject({ field: z.string(), before: noted.optional(), after: noted.optional() })),
    ...{ address: maybeText, request_id: maybeText },
  }),
));
