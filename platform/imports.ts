/** What people ask of imports. The work itself is done in a thread of its own: `import_thread.ts`. */
import type { ColumnMapping, ImportLayout, ImportLine } from "../domain/import_shapes.ts";
import type { Doer } from "../domain/people.ts";
import { type ImportFolder, openPart, type PartFile } from "./import_folder.ts";
import { headersHash } from "./import_headers_hash.ts";
import { importOrderRows, type Ordered } from "./import_order_rows.ts";
import { importRows } from "./import_rows.ts";
import type { Database } from "./postgres.ts";

export interface ImportsSettings {
  readonly folder: ImportFolder;
  readonly fileBytesMax: number;
  /** There is something new to be done for this one. */
  readonly onOrder: (id: number) => void;
}

export function openImports(db: Database, { folder, fileBytesMax, onOrder }: ImportsSettings) {
  const rows = importRows(db);
  const orders = importOrderRows(db);

  /** What an order comes to, as routes tell it. */
  const answerOf = async (id: number, ordered: Ordered) => {
    if (ordered === "key_reused") return { is: "key_reused" } as const;
    if (ordered === true) onOrder(id);
    const line = ordered === null ? null : await rows.find(id);
    if (!line) return { is: "not_found" } as const;
    return ordered === false
      ? { is: "wrong_state", state: line.state, fault: line.fault } as const
      : { is: "taken", line, replayed: ordered === "replayed" } as const;
  };

  return {
    fileBytesMax,
    list: rows.list,
    find: rows.find,
    problems: rows.problems,

    receive: async (fileName: string) => {
      const id = await orders.reserveId();
      return arriving(await openPart(folder, id), fileBytesMax, async (fileHash, fileBytes, wanted, doer) => {
        const keptBy = folder.keptBy;
        await orders.begin({ id, fileName: lastPartOf(fileName), fileBytes, fileHash, keptBy, ...wanted }, doer);
        onOrder(id);
        return (await rows.find(id))!;
      });
    },

    apply: async (id: number, doer: Doer) => answerOf(id, await orders.apply(id, doer)),
    cancel: async (id: number, doer: Doer) => answerOf(id, await orders.cancel(id, doer)),
    undo: async (id: number, doer: Doer) => answerOf(id, await orders.undo(id, doer)),
    async map(id: number, mapping: ColumnMapping, doer: Doer) {
      const { headers } = await rows.find(id) ?? { headers: [] };
      const hash = headers.length > 0 ? headersHash(headers) : null;
      return answerOf(id, await orders.map(id, mapping, hash, doer));
    },
  };
}

type Begin = (fileHash: string, fileBytes: number, wanted: Wanted, doer: Doer) => Promise<ImportLine>;

const arriving = (part: PartFile, fileBytesMax: number, begin: Begin) => ({
  async write(bytes: Uint8Array): Promise<boolean> {
    if (part.bytes + bytes.length > fileBytesMax) {
      await part.drop();
      return false;
    }
    await part.write(bytes);
    return true;
  },
  done: async (wanted: Wanted, doer: Doer) => begin(await part.keep(), part.bytes, wanted, doer),
  drop: part.drop,
});

interface Wanted {
  readonly layout: ImportLayout | "auto";
  readonly area: string | null;
  readonly station: string | null;
}

/** A name is for people alone: no file of ours is ever called by it. */
function lastPartOf(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? "";
  return [...last.replace(/[\p{Cc}\p{Cs}]/gu, "").trim()].slice(0, 200).join("") || "sheet";
}
