/** How the shapes of answers are written down: strict, so that a field which the wire has and they lack is found by a test. */
import { z } from "zod";

/** Names of shapes that stand in the document once and are referred to from elsewhere. */
export const shapeNames = z.registry<{ id: string }>();

/** A shape with a name of its own in the document. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  shapeNames.add(schema, { id });
  return schema;
}

export const at = z.iso.datetime({ offset: true });
export const maybeAt = at.nullable();
export const maybeText = z.string().nullable();
export const count = z.int().min(0);
export const kg = z.number();
export const uuid = z.guid();
export const id = z.int().min(1);
export const role = z.enum(["admin", "biller", "dispatcher"]);
export const day = z.iso.date();

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next_cursor: maybeText });

/** A page of a list that can be counted, too. */
export const countedPageOf = <Item extends z.ZodType>(item: Item) =>
  pageOf(item).extend({ total: z.strictObject({ count, exact: z.boolean() }).optional() });
