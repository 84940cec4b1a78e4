/** What is sent: parameters and bodies of an operation. */
import type { ApiMedia, ApiOperation, ApiParameter, JsonSchema } from "../../domain/api_document.ts";
import { FIELDS, QUERY_SCHEMAS } from "./fields.ts";
import type { JsonSchemas } from "./json_schemas.ts";
import type { Operation } from "./operation.ts";

export function parametersOf(operation: Operation, schemas: JsonSchemas): ApiParameter[] {
  return [...pathParameters(operation), ...queryParameters(operation, schemas), ...keyParameter(operation)];
}

const pathParameters = ({ at = {}, fields = {} }: Operation): ApiParameter[] =>
  Object.entries(at).map(([name, example]) => ({
    ...{ name, in: "path", required: true, description: fields[name] ?? PATH_FIELDS[name] ?? FIELDS[name]! },
    ...(name === "id"
      ? { schema: { type: "integer", minimum: 1 }, example: Number(example) }
      : { schema: { type: "string" }, example }),
  }));

/** Where a name means another thing in a path. */
const PATH_FIELDS: Readonly<Record<string, string>> = { number: "A bill's number in any case, `/` as `%2F`." };

/** A field is required where its schema does not take its absence: `asked()` and defaults do. */
function queryParameters({ query, example, fields = {} }: Operation, schemas: JsonSchemas): ApiParameter[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    ...{
      name,
      in: "query",
      required: !schema.safeParse(undefined).success,
      description: fields[name] ?? FIELDS[name] ?? name,
    },
    schema: QUERY_SCHEMAS[name] ?? schemas.input(schema),
    ...(example?.query?.[name] !== undefined && { example: exampleOf(name, example.query[name]) }),
  }));
}

const exampleOf = (name: string, text: string): unknown => QUERY_SCHEMAS[name] ? Number(text) : text;

function keyParameter({ key }: Operation): ApiParameter[] {
  if (!key) return [];
  const description =
    "A UUID. The same request again under it changes nothing and is answered as the first time, with " +
    "`replayed: true`; another one is refused with `scan_id_reused`.";
  const schema = { type: "string", format: "uuid" };
  return [{ name: "Idempotency-Key", in: "header", required: key === "must", description, schema }];
}

export function requestBodyOf(operation: Operation, schemas: JsonSchemas): Pick<ApiOperation, "requestBody"> {
  const { body, form, example, fields } = operation;
  const content: Record<string, ApiMedia> = {};
  if (form) content["multipart/form-data"] = { schema: form };
  if (body) {
    const schema = withItems(schemas.input(body, fields), operation, schemas);
    content["application/json"] = { schema, ...(example?.body !== undefined && { example: example.body }) };
  }
  return Object.keys(content).length > 0 ? { requestBody: { required: true, content } } : {};
}

/** A list whose items are checked one by one: what each of them is. */
function withItems(schema: JsonSchema, { items = {} }: Operation, schemas: JsonSchemas): JsonSchema {
  const properties = { ...schema.properties as Record<string, JsonSchema> };
  for (const [name, item] of Object.entries(items)) {
    properties[name] = { ...properties[name], items: schemas.input(item) };
  }
  return { ...schema, properties };
}
