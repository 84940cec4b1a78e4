/** Every field that the API's schemas know, with a sound value where it is no free text: for tests that fill all of them. */
import { z } from "zod";

/** Null: free text. */
export type Fields = ReadonlyMap<string, unknown>;

/** Of all `routes/*schemas.ts`: what is new there is known here. */
export async function schemaFields(): Promise<Fields> {
  const fields = new Map<string, unknown>();
  const folder = new URL("../../routes/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    if (!/schemas\.ts$/.test(name)) continue;
    const module = await import(new URL(name, folder).href);
    for (const schema of Object.values(module)) if (schema instanceof z.ZodType) gather(schema, fields);
  }
  return fields;
}

function gather(schema: z.ZodType, fields: Map<string, unknown>): void {
  const inner = bare(schema);
  if (!(inner instanceof z.ZodObject)) return;
  for (const [name, field] of Object.entries(inner.shape as Record<string, z.ZodType>)) {
    const sound = soundOf(field);
    // Free text in one place is free text: what another place makes of it is its own business.
    if (sound === null || !fields.has(name)) fields.set(name, sound);
    gather(field, fields);
  }
}

/** What an optional, a default, a transformation or a list is made of. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType, in: input, element } = schema.def as unknown as Record<string, z.ZodType | undefined>;
  const inner = innerType ?? input ?? element;
  return inner instanceof z.ZodType ? bare(inner) : schema;
}

function soundOf(field: z.ZodType): unknown {
  const inner = bare(field);
  if (inner instanceof z.ZodNumber) return 1;
  if (inner instanceof z.ZodBoolean) return true;
  if (inner instanceof z.ZodEnum) return inner.options[0];
  if (inner.safeParse("0199f0c2-0000-7000-8000-000000000001").success && !inner.safeParse("x").success) {
    return "0199f0c2-0000-7000-8000-000000000001";
  }
  return inner instanceof z.ZodObject ? {} : null;
}
