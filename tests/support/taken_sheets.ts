/** Exports as their readers get them: the rows of a CSV and of an XLSX, each cell as text. */
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { Buffer } from "node:buffer";
import { type Api, ORIGIN } from "./api.ts";

export interface TakenSheet {
  readonly status: number;
  readonly headers: Headers;
  /** Without the head. */
  readonly rows: readonly (readonly string[])[];
  readonly head: readonly string[];
}

export async function take(api: Api, path: string, who = "anil"): Promise<TakenSheet> {
  const { status, headers, bytes } = await bytesOf(api, path, who);
  const [head = [], ...rows] = status === 200 ? rowsOf(bytes) : [];
  return { status, headers, head, rows };
}

async function bytesOf(api: Api, path: string, who: string) {
  const reply = await api.app.request(ORIGIN + path, { headers: { authorization: `Bearer ${who}` } });
  return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) };
}

/** An XLSX as SheetJS reads it, cells as shown. */
export function rowsOf(bytes: Uint8Array): string[][] {
  if (bytes[0] !== ZIP_BEGINS_WITH) return parse(Buffer.from(bytes), { bom: true });
  const book = read(bytes);
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false, defval: "" });
}

const ZIP_BEGINS_WITH = 0x50;
