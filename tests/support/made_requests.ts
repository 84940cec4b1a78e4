/** Requests made of nothing but the document: what somebody would send who has read it and knows no more. */
import type { ApiDocument, ApiOperation, JsonSchema } from "../../domain/api_document.ts";

/** A value that the schema takes: every field of an object, the first of several choices. */
export function valueOf(schema: JsonSchema, document: ApiDocument): unknown {
  if (schema.$ref) return valueOf(document.components.schemas[String(schema.$ref).split("/").at(-1)!]!, document);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return (schema.enum as unknown[])[0];
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as readonly JsonSchema[];
  if (choice) return valueOf(choice, document);
  const [type] = [schema.type].flat();
  if (type === "array") return schema.items ? [valueOf(schema.items as JsonSchema, document)] : [];
  if (type === "object") {
    const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
    return Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field, document)]));
  }
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  return type === "boolean" ? true : textOf(schema);
}

function textOf({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === "uuid") return crypto.randomUUID();
  if (format === "date") return "2026-11-22";
  if (format === "date-time") return "2026-11-22T10:00:00+05:30";
  if (format === "email") return `${crypto.randomUUID().slice(0, 8)}@example.com`;
  // Letters suit every pattern that we have for names; digits those for numbers.
  const text = pattern && /^\^\\d/.test(String(pattern)) ? "1" : "example";
  return text.padEnd(Number(minLength), "x");
}

/** The path with its examples in place of its parameters, and the query. */
export function addressOf(path: string, { parameters }: ApiOperation, document: ApiDocument, isWhole: boolean): string {
  const query = new URLSearchParams();
  let at = path;
  for (const { name, in: where, example, schema, required } of parameters) {
    if (where === "path") at = at.replace(`:${name}`, encodeURIComponent(String(example)));
    if (where !== "query") continue;
    if (isWhole) query.set(name, String(valueOf(schema, document)));
    else if (example !== undefined || required) query.set(name, String(example ?? valueOf(schema, document)));
  }
  return query.size > 0 ? `${at}?${query}` : at;
}
