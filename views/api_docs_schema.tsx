/** JSON Schemas as people read them: a line a field, named shapes as links. */
import type { Child } from "hono/jsx";
import type { JsonSchema } from "../domain/api_document.ts";
import { inline } from "./marked.tsx";
import { apiDocs as words } from "./words/en_api_docs.ts";

/** The last part of a reference. */
export const nameOf = (ref: unknown): string => String(ref).split("/").at(-1)!;

export const shapeId = (name: string): string => `shape-${name}`;

/** In as few words as tell it. */
export function typeOf(schema: JsonSchema): Child {
  if (schema.$ref) return <a href={`#${shapeId(nameOf(schema.$ref))}`}>{nameOf(schema.$ref)}</a>;
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
  if (choices) return joined(choices.map(typeOf));
  if (schema.enum) return joined((schema.enum as readonly unknown[]).map((value) => <code>{String(value)}</code>));
  if ("const" in schema) return <code>{String(schema.const)}</code>;
  if (schema.type === "array") return <>{words.listOf}{typeOf((schema.items ?? {}) as JsonSchema)}</>;
  if (schema.type === "object" && typeof schema.additionalProperties === "object") {
    return <>{words.mapOf}{typeOf(schema.additionalProperties as JsonSchema)}</>;
  }
  if (schema.type === undefined) return words.anything;
  return [schema.type].flat().map((type) => type === "null" ? words.nothing : plainType(String(type), schema)).join(
    words.or,
  );
}

function plainType(type: string, { format, minimum, maximum, maxLength }: JsonSchema): string {
  const bounds = maximum !== undefined
    ? ` ${minimum ?? 0}–${maximum}`
    : minimum === 1
    ? " from 1"
    : maxLength !== undefined
    ? ` up to ${maxLength} characters`
    : "";
  return (format ? String(format) : type) + bounds;
}

const joined = (parts: readonly Child[]): Child => <>{parts.map((part, place) => <>{place > 0 && words.or}{part}</>)}
</>;

/** The fields of an object, those of objects inside it below them with their path. */
export function fieldsOf(schema: JsonSchema, before = ""): Field[] {
  const required = new Set(schema.required as readonly string[] | undefined);
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => [
    { name: before + name, schema: field, isRequired: required.has(name) },
    ...innerOf(field).flatMap((inner) => fieldsOf(inner, `${before}${name}${field.type === "array" ? "[]" : ""}.`)),
  ]);
}

export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Objects that stand in the field itself: named ones are told of elsewhere. */
function innerOf(field: JsonSchema): JsonSchema[] {
  const choices = [field, field.items as JsonSchema | undefined, ...((field.anyOf ?? []) as readonly JsonSchema[])];
  return choices.filter((one): one is JsonSchema => one?.properties !== undefined);
}

interface FieldsProps {
  readonly caption: string;
  readonly fields: readonly Field[];
}

const isTold = (fields: readonly Field[]): boolean => fields.some(({ schema }) => schema.description !== undefined);

export const Fields = ({ caption, fields }: FieldsProps) => (
  <div class="api-scroll" role="group" aria-label={caption} tabindex={0}>
    <table class="table api-fields">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.type}</th>
          {isTold(fields) && <th scope="col">{words.meaning}</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, schema, isRequired }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
              <span class="table-note">{isRequired ? words.required : words.optional}</span>
            </th>
            <td>{typeOf(schema)}</td>
            {isTold(fields) && <td>{schema.description ? inline(String(schema.description)) : null}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
