/** A request as one types it into a shell. */
import type { ApiOperation } from "../domain/api_document.ts";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
  readonly origin: string;
}

export function curlOf({ method, path, operation, origin }: Asked): string {
  const parts = [
    method === "get" ? "curl" : `curl -X ${method.toUpperCase()}`,
    ...(operation.security.length > 0 ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(operation.parameters.some(({ name }) => name === "Idempotency-Key")
      ? ['-H "Idempotency-Key: $(uuidgen)"']
      : []),
    ...bodyOf(operation),
    quoted(origin + filled(path, operation)),
  ];
  return parts.join(" \\\n  ");
}

function bodyOf({ requestBody }: ApiOperation): string[] {
  const json = requestBody?.content["application/json"];
  if (json) return ['-H "Content-Type: application/json"', `-d ${quoted(JSON.stringify(json.example ?? {}, null, 2))}`];
  return requestBody ? ['-F "file=@sheet.xlsx"'] : [];
}

function filled(path: string, { parameters }: ApiOperation): string {
  const query = new URLSearchParams();
  let at = path;
  for (const { name, in: where, example } of parameters) {
    if (example === undefined) continue;
    if (where === "path") at = at.replace(`{${name}}`, encodeURIComponent(String(example)));
    if (where === "query") query.set(name, String(example));
  }
  return query.size > 0 ? `${at}?${query}` : at;
}

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
