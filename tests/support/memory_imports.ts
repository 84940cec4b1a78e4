/** Imports in memory, as far as what stands before them needs: files arrive, orders are noted, states are set by the test. */
import type { ImportDetail, ImportLine, ImportProblem, ImportState } from "../../domain/import_shapes.ts";
import { NO_COUNTS } from "../../domain/import_shapes.ts";
import type { Doer } from "../../domain/people.ts";
import type { ArrivingFile, ImportAnswer, Imports } from "../../routes/deps.ts";

export interface MemoryImports extends Imports {
  /** By id; a test writes them as it needs them. */
  readonly details: Map<number, ImportDetail>;
  readonly problemsOf: Map<number, ImportProblem[]>;
  /** What was ordered: `apply 1`, and the mapping of one. */
  readonly orders: string[];
  readonly arrived: Arrived[];
  readonly doers: Doer[];
}

/** A file that came or broke off. */
export interface Arrived {
  readonly name: string;
  bytes: number;
  /** The first bytes, to be told from others. */
  head: string;
  state: "arriving" | "done" | "dropped";
}

const HEAD_BYTES = 100;

/** `write`: what taking some bytes in waits for. */
export function memoryImports(
  fileBytesMax = 1_000_000,
  write: (bytes: Uint8Array) => Promise<void> = () => Promise.resolve(),
): MemoryImports {
  const details = new Map<number, ImportDetail>();
  const problemsOf = new Map<number, ImportProblem[]>();
  const orders: string[] = [], arrived: Arrived[] = [], doers: Doer[] = [];
  const order = (id: number, what: string, doer: Doer): Promise<ImportAnswer> => {
    const detail = details.get(id);
    if (!detail) return Promise.resolve({ is: "not_found" });
    if (!MAY[what.split(" ")[0]!]!.includes(detail.state)) {
      return Promise.resolve({ is: "wrong_state", state: detail.state, fault: detail.fault });
    }
    orders.push(`${what} ${id}`);
    doers.push(doer);
    return Promise.resolve({ is: "taken", line: detail, replayed: false });
  };
  const begin: ArrivingFile["done"] = (wanted, doer) => {
    doers.push(doer);
    const { name, bytes } = arrived.findLast(({ state }) => state === "done")!;
    const id = details.size + 1;
    details.set(id, makeImport({ id, fileName: name, fileBytes: bytes, by: doer.person.username, ...wanted }));
    return Promise.resolve(details.get(id)!);
  };
  return {
    ...{ details, problemsOf, orders, arrived, doers, fileBytesMax },
    receive(name) {
      const one: Arrived = { name, bytes: 0, head: "", state: "arriving" };
      arrived.push(one);
      return Promise.resolve(fileOf(one, { fileBytesMax, write, begin }));
    },
    list: ({ limit, cursor }) => pageOf([...details.values()].reverse(), limit, cursor),
    find: (id) => Promise.resolve(details.get(id) ?? null),
    problems: (id, { limit, cursor }) => pageOf(problemsOf.get(id) ?? [], limit, cursor),
    apply: (id, doer) => order(id, "apply", doer),
    cancel: (id, doer) => order(id, "cancel", doer),
    undo: (id, doer) => order(id, "undo", doer),
    map: (id, mapping, doer) => order(id, `map ${JSON.stringify(mapping)}`, doer),
  };
}

interface Place {
  readonly fileBytesMax: number;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly begin: ArrivingFile["done"];
}

const fileOf = (one: Arrived, { fileBytesMax, write, begin }: Place): ArrivingFile => ({
  async write(bytes) {
    await write(bytes);
    one.bytes += bytes.length;
    if (one.head.length < HEAD_BYTES) one.head += new TextDecoder().decode(bytes.slice(0, HEAD_BYTES));
    return one.bytes <= fileBytesMax;
  },
  done(wanted, doer) {
    one.state = "done";
    return begin(wanted, doer);
  },
  drop() {
    if (one.state === "arriving") one.state = "dropped";
    return Promise.resolve();
  },
});

const MAY: Readonly<Record<string, readonly ImportState[]>> = {
  apply: ["checked"],
  cancel: ["uploaded", "reading", "checking", "checked", "applying"],
  undo: ["done"],
  map: ["uploaded", "checked"],
};

function pageOf<Item>(items: readonly Item[], limit: number, cursor: string | null) {
  const from = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(from)) return Promise.resolve(null);
  const next = from + limit < items.length ? String(from + limit) : null;
  return Promise.resolve({ items: items.slice(from, from + limit), nextCursor: next });
}

/** An import that has just arrived, unless it is said otherwise. */
export const makeImport = (more: Partial<ImportDetail> & Pick<ImportLine, "id">): ImportDetail => ({
  ...{ fileName: "sheet.xlsx", fileBytes: 3_200_000, fileHash: "4f5a0c".padEnd(64, "0"), layout: "auto", area: null },
  ...{ state: "uploaded", fault: null, isUndoing: false, isCancelling: false },
  ...{ rowsRead: 0, rowsTotal: null, rowsChecked: 0, rowsApplied: 0, counts: NO_COUNTS, by: "anil" },
  ...{ createdAt: new Date("2026-11-22T05:00:00Z"), startedAt: null, checkedAt: null, appliedAt: null },
  ...{ finishedAt: null, undoneBy: null, undoneAt: null },
  ...{ sheets: [], headers: [], mapping: null, guess: null, sample: [], sameFile: [], obstacles: [] },
  ...more,
});
