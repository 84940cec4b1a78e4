/** The API's own document, OpenAPI 3.1: made of the routes as they stand, and of the schemas that check what comes in. */
import { ABILITIES, mayToken } from "../../domain/abilities.ts";
import type { ApiDocument, ApiOperation, ApiResponse, JsonSchema } from "../../domain/api_document.ts";
import type { Declared } from "../door.ts";
import { JsonSchemas } from "./json_schemas.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { parametersOf, requestBodyOf } from "./requests.ts";
import { responsesOf, whoMay } from "./responses.ts";
import { TAGS } from "./tags.ts";

export interface KnownRoute {
  readonly method: string;
  readonly path: string;
  readonly who: Declared;
}

/** @throws {Error} when an operation is told of that no route answers. */
export function describeApi(routes: readonly KnownRoute[], cookieName: string): ApiDocument {
  const schemas = new JsonSchemas();
  const common: Record<string, ApiResponse> = {};
  const paths: Record<string, Record<string, ApiOperation>> = {};
  for (const operation of OPERATIONS) {
    const { method, path } = operation;
    const route = routes.find((one) => one.method === method && one.path === path);
    if (!route) throw new Error(`Cannot describe ${method} ${path}: no route answers it`);
    const place = paths[path.replaceAll(/:(\w+)/g, "{$1}")] ??= {};
    place[method.toLowerCase()] = operationOf(operation, route.who, schemas, common);
  }
  return {
    openapi: "3.1.0",
    info: INFO,
    servers: [{ url: "/", description: "Where this document comes from" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: schemesWith(cookieName),
      headers: HEADERS,
      responses: sorted(common),
      schemas: sorted(schemas.components),
    },
  };
}

function operationOf(
  operation: Operation,
  who: Declared,
  schemas: JsonSchemas,
  common: Record<string, ApiResponse>,
): ApiOperation {
  const { id, tag, summary, says } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [...(says ? [says] : []), whoMay(who)].join("\n\n"),
    security: securityOf(who),
    parameters: parametersOf(operation, schemas),
    ...requestBodyOf(operation, schemas),
    responses: responsesOf(operation, who, schemas, common),
  };
}

/** Beside each way in, the least role that may. */
function securityOf(who: Declared): ApiOperation["security"] {
  if (who === "anybody") return [];
  const roles = [ABILITIES[who].from];
  return [{ session: roles }, ...(mayToken(who) ? [{ api_token: roles }] : []), { cookie: roles }];
}

const sorted = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).sort(([one], [other]) => one < other ? -1 : 1));

const schemesWith = (cookieName: string): Record<string, JsonSchema> => ({
  session: {
    ...{ type: "http", scheme: "bearer", bearerFormat: "JWT" },
    description: "The `token` of `POST /api/v1/session`.",
  },
  api_token: {
    ...{ type: "http", scheme: "bearer", bearerFormat: "tt_ and 43 characters" },
    description: "An API token that an admin has made. In a cookie or an address it is refused.",
  },
  cookie: {
    ...{ type: "apiKey", in: "cookie", name: cookieName },
    description: "A browser's session. What changes anything has to come from a page of the same origin.",
  },
});

const HEADERS: Readonly<Record<string, JsonSchema>> = {
  "X-Request-ID": {
    description: "Names this request in the log and in the audit log. Taken over from the request if it is a sane one.",
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "Seconds to wait before the same is sent again.",
    schema: { type: "integer", minimum: 1 },
  },
  "WWW-Authenticate": { description: "How to sign in.", schema: { type: "string" } },
};

const INFO = {
  title: "TraceTrack",
  version: "1",
  license: { name: "MIT", identifier: "MIT" },
  description: `Bags, the sacks they are packed into, and the bills those are sold on.

**Signing in.** \`Authorization: Bearer …\` with an API token that an admin has made, or with the token of a session.

**Refusals** have a true status and the body \`{error: {code, message, request_id, details?}}\`; a refused scan has its \`outcome\` \
beside it. A path that is not there is 404 \`not_found\`, one that does not take the method 405 \`method_not_allowed\`, another \
server's name 421 \`wrong_host\`. Clients decide by \`code\`: messages are for people and may change.

**Once, however often it is sent.** Scans, undos, moves and bill links carry a UUID as \`scan_id\`; any other request that \
changes something may carry one as \`Idempotency-Key\`. The same again is answered as the first time, with \`replayed: true\`, and \
changes nothing. 401, 403 \`forbidden\`, 409 \`wrong_user\`, 400 \`malformed\`, 429 and 503 are not remembered: send it again.

**Lists** come by the page: \`?limit=\` and \`?cursor=\`, answered with \`{items, next_cursor}\`; the last page's \`next_cursor\` is null.

**Versions.** What people edit has a \`version\`, which a change names; a stale one is 409 \`version_conflict\`.

JSON is UTF-8, times are ISO 8601 with their offset, weights are kilograms. Fields may be added at any time: pass over what you \
do not know.`,
} as const;
