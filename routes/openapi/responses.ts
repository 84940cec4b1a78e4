/** What comes back: each status with what it may be, the refusals that nobody writes down for each operation included. */
import { ABILITIES } from "../../domain/abilities.ts";
import type { ApiMedia, ApiOperation, ApiResponse, JsonSchema } from "../../domain/api_document.ts";
import { isRefused, type Outcome, OUTCOMES, type Refusal, REFUSALS } from "../../domain/outcomes.ts";
import { en } from "../../views/words/en.ts";
import type { Declared } from "../door.ts";
import type { JsonSchemas } from "./json_schemas.ts";
import type { Answers, Medium, Operation } from "./operation.ts";
import { ChangedBill, ErrorBody, RefusedAnswer, ScanAnswer } from "./shapes_bags.ts";

/** A refusal that stands alone under its status is told of once, in `common`. */
export function responsesOf(
  operation: Operation,
  who: Declared,
  schemas: JsonSchemas,
  common: Record<string, ApiResponse>,
): ApiOperation["responses"] {
  const { answers, outcomes = [] } = operation;
  const responses: Record<string, ApiOperation["responses"][string]> = {};
  for (const [status, answer] of Object.entries(answers)) {
    const here = outcomes.filter((one) => !isRefused(one) && OUTCOMES[one].status === Number(status));
    responses[status] = goodResponse(answer, here, schemas);
  }
  const refusals = refusalsOf(operation, who);
  const refused = outcomes.filter(isRefused);
  const statuses = new Set([...refusals.map((one) => REFUSALS[one]), ...refused.map((one) => OUTCOMES[one].status)]);
  for (const status of statuses) {
    // Readiness says in its own shape why not.
    if (responses[status]) continue;
    const codes = refusals.filter((one) => REFUSALS[one] === status);
    const results = refused.filter((one) => OUTCOMES[one].status === status);
    const [alone, ...others] = codes;
    if (alone && others.length + results.length === 0) {
      common[alone] ??= badResponse(status, codes, [], schemas);
      responses[status] = { $ref: `#/components/responses/${alone}` };
    } else {
      responses[status] = badResponse(status, codes, results, schemas);
    }
  }
  return responses;
}

function goodResponse(answers: Answers, outcomes: readonly Outcome[], schemas: JsonSchemas): ApiResponse {
  const headers = { "X-Request-ID": REQUEST_ID };
  if (answers === null) return { description: "Done.", headers };
  const [shape, ...media] = isShape(answers) ? [answers] : answers;
  const content: Record<string, ApiMedia> = {};
  for (const one of [shape, ...media]) {
    if (typeof one === "string") content[MEDIA[one].type] = { schema: MEDIA[one].schema };
    else if (one) content[JSON_TYPE] = { schema: withOutcomes(one, outcomes, schemas) };
  }
  const description = outcomes.length > 0
    ? outcomes.map((one) => lineOf(one, en.short[one])).join("\n")
    : "Here it is.";
  return { description, headers, content };
}

const isShape = (answers: Answers): answers is Extract<Answers, { _zod: unknown }> => "_zod" in (answers ?? {});

/** Of all outcomes, those that this operation comes to with this status. */
function withOutcomes(shape: Extract<Answers, { _zod: unknown }>, outcomes: readonly Outcome[], schemas: JsonSchemas) {
  const schema = schemas.output(shape);
  const isAboutOne = shape === ScanAnswer || shape === ChangedBill;
  return isAboutOne ? { allOf: [schema, { properties: { outcome: { enum: outcomes } } }] } : schema;
}

function badResponse(
  status: number,
  refusals: readonly Refusal[],
  outcomes: readonly Outcome[],
  schemas: JsonSchemas,
): ApiResponse {
  const kinds: JsonSchema[] = [
    ...(outcomes.length > 0 ? [schemas.output(RefusedAnswer)] : []),
    ...(refusals.length > 0 ? [schemas.output(ErrorBody)] : []),
  ];
  const codes = { properties: { error: { properties: { code: { enum: [...refusals, ...outcomes] } } } } };
  const lines = [
    ...refusals.map((one) => lineOf(one, en.refusals[one].says)),
    ...outcomes.map((one) => lineOf(one, en.short[one])),
  ];
  return {
    description: lines.join("\n"),
    headers: { "X-Request-ID": REQUEST_ID, ...HEADERS[status] },
    content: { [JSON_TYPE]: { schema: { allOf: [kinds.length > 1 ? { anyOf: kinds } : kinds[0]!, codes] } } },
  };
}

const lineOf = (code: string, says: string): string => `- \`${code}\`: ${says}`;

/** Those that come with being what it is, and those that it names. */
export function refusalsOf(operation: Operation, who: Declared): Refusal[] {
  const { body, form, query, key, refusals = [] } = operation;
  const isOpen = who === "anybody";
  const isKeyed = key !== undefined || hasScanId(operation);
  const implied: readonly (readonly [boolean, ...Refusal[]])[] = [
    [!isOpen, "unauthenticated", "forbidden"],
    [body !== undefined && !isOpen, "wrong_user"],
    [(body ?? form ?? query ?? key) !== undefined, "malformed"],
    [isKeyed, "scan_id_reused"],
    [(body ?? form) !== undefined, "payload_too_large", "unsupported_media_type", "timed_out"],
    // What is open and only read asks nobody.
    [!(isOpen && operation.method === "GET"), "busy", "internal"],
  ];
  return [...new Set([...implied.flatMap(([is, ...codes]) => is ? codes : []), ...refusals])];
}

const hasScanId = ({ body }: Operation): boolean =>
  body !== undefined && "shape" in body && "scan_id" in (body.shape as object);

/** Who may, in a sentence. */
export function whoMay(who: Declared): string {
  if (who === "anybody") return "Open to anybody.";
  const rule = ABILITIES[who];
  const limit = "limit" in rule ? ` (${en.roles[rule.from].toLowerCase()}: ${en.rolesPage.limits[rule.limit]})` : "";
  const tokens = "isForPeople" in rule ? " Not with an API token." : "";
  return `Who may: ${en.rolesPage.from[rule.from].toLowerCase()}${limit}.${tokens}`;
}

const JSON_TYPE = "application/json";
const REQUEST_ID: JsonSchema = { $ref: "#/components/headers/X-Request-ID" };
const RETRY_AFTER = { "Retry-After": { $ref: "#/components/headers/Retry-After" } };
const HEADERS: Readonly<Record<number, Record<string, JsonSchema>>> = {
  401: { "WWW-Authenticate": { $ref: "#/components/headers/WWW-Authenticate" } },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

const MEDIA: Readonly<Record<Medium, { readonly type: string; readonly schema: JsonSchema }>> = {
  csv: { type: "text/csv", schema: { type: "string" } },
  xlsx: {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    schema: { type: "string", contentMediaType: "application/octet-stream" },
  },
  html: { type: "text/html", schema: { type: "string" } },
  openapi: { type: JSON_TYPE, schema: { type: "object" } },
};
