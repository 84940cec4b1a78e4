/** Somebody who brings sheets in over the API: uploads, waits for what is to come, puts in, takes back. */
import assert from "node:assert/strict";
import type { ImportState } from "../../domain/import_shapes.ts";
import type { Json, Reply, Session, TestServer } from "./server.ts";

/** An import as the API shows it. */
export interface ImportSeen {
  readonly id: number;
  readonly state: ImportState;
  readonly file_name: string;
  readonly layout: string;
  readonly rows_read: number;
  readonly rows_total: number | null;
  readonly rows_checked: number;
  readonly rows_applied: number;
  readonly counts: CountsSeen;
  readonly fault: string | null;
  readonly undoing: boolean;
  readonly needs_mapping: boolean;
  readonly obstacles: readonly { readonly code: string; readonly reason: string }[];
}

export interface CountsSeen {
  readonly new_parents: number;
  readonly new_children: number;
  readonly new_links: number;
  readonly new_bills: number;
  /** Rows that do any of these. */
  readonly new_rows: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly invalid: number;
}

export interface ProblemSeen {
  readonly sheet: string;
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly sort: string;
  readonly reason: string;
  readonly detail: { readonly parent?: string | null; readonly bill?: string | null };
}

export const NO_COUNTS_SEEN: CountsSeen = {
  ...{ new_parents: 0, new_children: 0, new_links: 0, new_bills: 0 },
  ...{ new_rows: 0, unchanged: 0, conflicts: 0, invalid: 0 },
};

/** Nothing more becomes of an import in these. */
const OVER: readonly ImportState[] = ["failed", "cancelled", "undone"];
const LOOK_EVERY_MS = 10;
const WAIT_MS_MAX = 60_000;

/** What a failed test tells of the server's log, in signs. */
const LOG_CHARS = 4_000;

export class Importer {
  /** `log`: what the server has written, for whoever waits in vain. */
  constructor(readonly base: string, readonly session: Session, readonly log: () => string = () => "") {}

  static async on(server: TestServer, username = "admin"): Promise<Importer> {
    return new Importer(server.base, await server.logIn(username), server.log);
  }

  /** Uploads one file. `fields`: layout, area, station. */
  async upload(name: string, bytes: BlobPart, fields: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set("file", new File([bytes], name));
    const response = await fetch(`${this.base}/api/v1/imports`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.session.token}` },
      body: form,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  }

  /** Uploads a file that is taken, and tells its import's id. */
  async begin(name: string, bytes: BlobPart, fields: Readonly<Record<string, string>> = {}): Promise<number> {
    const { status, json, text } = await this.upload(name, bytes, fields);
    assert.equal(status, 202, text);
    return json.id;
  }

  async see(id: number): Promise<ImportSeen> {
    const seen = await this.#look(id);
    assert.ok(seen, "Cannot see the import: the server is busy");
    return seen;
  }

  /** Null: not now. */
  async #look(id: number): Promise<ImportSeen | null> {
    const { status, json, text } = await this.session.call("GET", `/api/v1/imports/${id}`);
    assert.ok(status === 200 || status === 503, text);
    return status === 200 ? json : null;
  }

  /** Resolves when the import is in one of these states; fails at once where it has come to rest in another. */
  async reach(id: number, states: readonly ImportState[], msMax = WAIT_MS_MAX): Promise<ImportSeen> {
    return await this.when(id, ({ state }) => states.includes(state), states.join(" or "), msMax);
  }

  /** Resolves when the import is as asked for. `what` says how, for whom it never is. */
  async when(
    id: number,
    isSo: (seen: ImportSeen) => boolean,
    what: string,
    msMax = WAIT_MS_MAX,
  ): Promise<ImportSeen> {
    for (const deadline = performance.now() + msMax;;) {
      const seen = await this.#look(id);
      if (seen && isSo(seen)) return seen;
      const isOver = seen !== null && OVER.includes(seen.state) && !seen.undoing;
      const isStuck = isOver || performance.now() > deadline;
      const log = isStuck ? this.log().slice(-LOG_CHARS) : "";
      assert.ok(!isStuck, `Import ${id} is ${seen?.state} (${seen?.fault}), not ${what}\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** From the file to its preview. */
  async check(name: string, bytes: BlobPart, fields: Readonly<Record<string, string>> = {}): Promise<ImportSeen> {
    return await this.reach(await this.begin(name, bytes, fields), ["checked"]);
  }

  /** From the preview to the end. */
  async apply(id: number): Promise<ImportSeen> {
    await this.ask(id, "apply");
    return await this.reach(id, ["done"]);
  }

  async undo(id: number): Promise<ImportSeen> {
    await this.ask(id, "undo");
    return await this.reach(id, ["undone"]);
  }

  /** Whatever is asked for must be taken. */
  async ask(id: number, what: "apply" | "cancel" | "undo"): Promise<void> {
    const { status, text } = await this.session.call("POST", `/api/v1/imports/${id}/${what}`, {});
    assert.ok(status >= 200 && status < 300, `${what}: ${status} ${text}`);
  }

  /** All of them, over all pages. */
  async problems(id: number): Promise<ProblemSeen[]> {
    const all: ProblemSeen[] = [];
    for (let cursor = "";;) {
      const path = `/api/v1/imports/${id}/problems?format=json&limit=200${cursor && `&cursor=${cursor}`}`;
      const { status, json, text } = await this.session.call("GET", path);
      assert.equal(status, 200, text);
      all.push(...json.items);
      if (json.next_cursor === null) return all;
      cursor = encodeURIComponent(json.next_cursor);
    }
  }

  /** What could not go in, as a file. */
  async problemSheet(id: number, format: "csv" | "xlsx"): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(`${this.base}/api/v1/imports/${id}/problems?format=${format}`, {
      headers: { authorization: `Bearer ${this.session.token}` },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.equal(response.status, 200, new TextDecoder().decode(bytes));
    return bytes;
  }
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
