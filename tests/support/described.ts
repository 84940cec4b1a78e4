/** Holds what the API really answers against its own document: by the shapes, strictly, and by the JSON Schemas as published. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";
import type { ApiDocument, ApiMedia, ApiOperation } from "../../domain/api_document.ts";
import type { Operation } from "../../routes/openapi/operation.ts";
import { ErrorBody, RefusedAnswer } from "../../routes/openapi/shapes_bags.ts";
import type { Asked } from "./api.ts";

/** What is wrong with an answer; null: nothing. */
export type Judge = (operation: Operation, reply: Asked) => string | null;

export const operationIn = ({ paths }: ApiDocument, { path, method }: Operation): ApiOperation =>
  paths[path.replaceAll(/:(\w+)/g, "{$1}")]![method.toLowerCase()]!;

/** What an operation answers with that status, wherever the document tells of it. */
export function responseIn(document: ApiDocument, operation: ApiOperation, status: number | string) {
  const response = operation.responses[status];
  return response && "$ref" in response ? document.components.responses[response.$ref.split("/").at(-1)!] : response;
}

export function judgeBy(document: ApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "api", components: document.components });
  const moved = (schema: object) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
  return (operation, reply) => {
    const { status, body, headers } = reply;
    const response = responseIn(document, operationIn(document, operation), status);
    if (!response) return `answered ${status}, which is not documented: ${JSON.stringify(body)}`;
    const type = (headers.get("content-type") ?? "").split(";")[0]!;
    const media: ApiMedia | undefined = response.content?.[type];
    if (!response.content) return status === 204 ? null : `${status} is documented without a body`;
    if (!media) return `answered ${status} as ${type}, which is not documented`;
    if (type !== "application/json") return null;
    const fault = strictFault(operation, reply);
    if (fault) return `${status}: ${fault}: ${JSON.stringify(body).slice(0, 500)}`;
    const validate = ajv.compile(moved(media.schema));
    return validate(body) ? null : `${status}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(body)}`;
  };
}

/** By the shape itself, which takes no field that it does not know. */
function strictFault({ answers }: Operation, { status, body }: Asked): string | null {
  const answer = answers[status];
  const [shape] = answer && "_zod" in answer ? [answer] : answer ?? [];
  if (typeof shape === "string") return null;
  const read = (shape ?? z.union([RefusedAnswer, ErrorBody])).safeParse(body);
  return read.success ? null : z.prettifyError(read.error);
}
