/** Imports as answers show them: see `import_wire.ts`. */
import { z } from "zod";
import { IMPORT_COLUMNS, IMPORT_LAYOUTS, type ImportColumn } from "../../domain/import_shapes.ts";
import { at, count, id, maybeAt, maybeText, named, pageOf } from "./shape.ts";

const layout = z.enum(IMPORT_LAYOUTS);
const state = z.enum([
  ...["uploaded", "reading", "checking", "checked", "applying", "done", "failed", "cancelled", "undone"] as const,
]);
const place = z.int().min(0).nullable();

const line = {
  ...{ id, file_name: z.string(), file_bytes: count, file_hash: z.string(), layout: layout.or(z.literal("auto")) },
  ...{ area: maybeText, state, fault: maybeText, undoing: z.boolean(), cancelling: z.boolean() },
  ...{ rows_read: count, rows_total: count.nullable(), rows_checked: count, rows_applied: count },
  counts: z.strictObject({
    ...{ new_parents: count, new_children: count, new_links: count, new_bills: count, new_rows: count },
    ...{ unchanged: count, conflicts: count, invalid: count },
  }),
  ...{ by: z.string(), created_at: at, started_at: maybeAt, checked_at: maybeAt, applied_at: maybeAt },
  ...{ finished_at: maybeAt, undone_by: maybeText, undone_at: maybeAt },
};
export const ImportLine = named("ImportLine", z.strictObject(line));
export const ImportPage = pageOf(ImportLine);

const Mapping = named(
  "Mapping",
  z.strictObject({
    layout,
    header_row: z.int().min(1).nullable(),
    columns: z.strictObject(
      Object.fromEntries(IMPORT_COLUMNS.map((name) => [name, place])) as Record<ImportColumn, typeof place>,
    ),
  }),
);

const detail = {
  ...line,
  ...{ sheets: z.array(z.string()), headers: z.array(z.string()), mapping: Mapping.nullable() },
  needs_mapping: z.boolean(),
  guess: z.strictObject({
    ...{ sheet: z.string(), mapping: Mapping.nullable() },
    sample: z.array(z.strictObject({ row: count, cells: z.array(z.string()) })),
  }).nullable(),
  sample: z.array(z.strictObject({
    ...{ sheet: z.string(), row: count, child: maybeText, parent: maybeText, bill: maybeText },
    does: z.enum(["registers_parent", "registers_child", "links_child", "links_bill", "makes_bill"]),
  })),
  same_file: z.array(z.strictObject({ id, by: z.string(), at })),
  obstacles: z.array(z.strictObject({
    ...{ code: z.string(), parent: maybeText, bill: maybeText },
    reason: z.enum(["moved", "on_bill", "has_more", "bill_closed", "bill_changed", "gone"]),
  })),
};
export const Import = named("Import", z.strictObject(detail));
export const OrderedImport = named("OrderedImport", z.strictObject({ ...detail, replayed: z.boolean() }));

const begun = { id, state, file_name: z.string() };
/** `imports`: where several files were sent. */
export const BegunImport = named(
  "BegunImport",
  z.strictObject({ ...begun, imports: z.array(z.strictObject(begun)).optional() }),
);

export const ImportProblem = named(
  "ImportProblem",
  z.strictObject({
    ...{ sheet: z.string(), row: count, column: maybeText, code: z.string(), sort: z.enum(["conflict", "invalid"]) },
    ...{ reason: z.string(), message: z.string(), todo: maybeText, cells: z.array(z.string()) },
    detail: z.strictObject({
      ...{ parent: maybeText.optional(), bill: maybeText.optional(), capacity: count.optional() },
      ...{ asked: count.optional(), into: z.string().optional() },
    }),
  }),
);
export const ImportProblemPage = pageOf(ImportProblem);
