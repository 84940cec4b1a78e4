/** Exports as their readers get them: the rows of a CSV and of an XLSX, each cell as text. */
import { read, utils } from "@e965/xlsx";
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

/** As SheetJS reads them, cells as shown; of a CSV nothing is taken for a number or a day. */
export function rowsOf(bytes: Uint8Array): string[][] {
  const book = read(bytes, { raw: true, codepage: 65001 });
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false, defval: "" });
}
