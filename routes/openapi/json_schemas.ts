/** The schemas that check input, and the shapes of answers, as JSON Schema. */
import { z } from "zod";
import type { JsonSchema } from "../../domain/api_document.ts";
import { FIELDS } from "./fields.ts";
import { shapeNames } from "./shape.ts";

/** Gathers the named shapes that are met on the way: they stand in the document once. */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {};
  /** Errors stand under nearly every status. */
  readonly #outputs = new Map<z.ZodType, JsonSchema>();

  /** What may be sent, before it is normalised. */
  input(schema: z.ZodType, fields: Meanings = {}): JsonSchema {
    return withMeanings(this.#schemaOf(schema, "input"), { ...FIELDS, ...fields });
  }

  /** What is answered. Fields may be added to it later: clients pass over what they do not know. */
  output(schema: z.ZodType): JsonSchema {
    const known = this.#outputs.get(schema) ?? this.#schemaOf(schema, "output");
    this.#outputs.set(schema, known);
    return known;
  }

  #schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const options = { io, metadata: shapeNames, unrepresentable: "any" } as const;
    const { $defs, $schema: _, ...own } = plain(z.toJSONSchema(schema, options)) as JsonSchema & { $defs?: object };
    Object.assign(this.components, $defs);
    const name = shapeNames.get(schema)?.id;
    if (name === undefined) return own;
    // Else it is a reference already, to what stands among the others.
    if (!("$ref" in own)) this.components[name] = own;
    return { $ref: COMPONENTS + name };
  }
}

type Meanings = Readonly<Record<string, string>>;

export const COMPONENTS = "#/components/schemas/";

/** Said by the format already, and of no use to a reader. */
const FORMATS_THAT_SAY_IT = new Set(["date", "date-time", "uuid", "email"]);
const SAFE = Number.MAX_SAFE_INTEGER;

/** Without what only fills the page: patterns of known formats, the bounds of all integers, closed objects, inner ids. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const { format } = value as JsonSchema;
  const kept = Object.entries(value).filter(([keyword, held]) => {
    if (keyword === "pattern") return !(typeof format === "string" && FORMATS_THAT_SAY_IT.has(format));
    if (keyword === "additionalProperties") return held !== false;
    return !["id", "propertyNames"].includes(keyword) || typeof held === "object" && keyword === "id";
  }).filter(([keyword, held]) => !(["minimum", "maximum"].includes(keyword) && Math.abs(Number(held)) === SAFE));
  return Object.fromEntries(kept.map(([keyword, held]) => [keyword, keyword === "$ref" ? moved(held) : plain(held)]));
}

const moved = (ref: unknown): string => String(ref).replace("#/$defs/", COMPONENTS);

/** Says of each field of a body what its name means all over the API. */
function withMeanings(schema: JsonSchema, meanings: Meanings): JsonSchema {
  const { properties } = schema as { properties?: Record<string, JsonSchema> };
  if (!properties) return schema;
  const told = Object.entries(properties).map(([name, field]) => {
    const description = meanings[name];
    return [name, { ...field, ...(description && { description }) }];
  });
  return { ...schema, properties: Object.fromEntries(told) };
}
