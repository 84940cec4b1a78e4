/** What admins do with kinds of sacks: stored and recorded, then told to every instance. */
import type { KindAnswer, KindEdit, KindRefusal, NewKind } from "../domain/kind.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Doer } from "../domain/people.ts";
import { auditOf } from "./areas.ts";
import { onceByKey, saysAll, takenOf } from "./keyed_change.ts";
import { KIND_CHANGED, KIND_CREATED, kindRows } from "./kind_rows.ts";
import type { Names } from "./names.ts";
import type { Database } from "./postgres.ts";

export function startKinds(db: Database, names: Pick<Names, "reloadKinds">) {
  const rows = kindRows(db);

  /** What the schema refuses is no fault. What was stored is known here before it is answered. */
  async function stored(name: string, write: () => Promise<KindRefusal | null | void>): Promise<KindAnswer> {
    const refused = await patiently(write).then((is) => is ? { is } : null, refusalOf);
    if (refused) return refused;
    await names.reloadKinds();
    return await shown(name, false);
  }

  async function shown(name: string, replayed: boolean): Promise<KindAnswer> {
    const kind = await rows.find(name);
    return kind ? { is: "done", kind, replayed } : { is: "not_found" };
  }

  return {
    list: rows.list,
    find: rows.find,
    create: (kind: NewKind, doer: Doer): Promise<KindAnswer> =>
      onceByKey(db, doer, {
        action: KIND_CREATED,
        isSame: (_, after) => saysAll({ ...kind }, after),
        run: () => stored(kind.kind, () => rows.create(kind, auditOf(doer))),
        again: (name) => shown(name, true),
      }),
    change: (name: string, edit: KindEdit, doer: Doer): Promise<KindAnswer> =>
      onceByKey(db, doer, {
        action: KIND_CHANGED,
        isSame: (entityId, after) => entityId === name && saysAll({ ...edit, version: undefined }, after),
        run: () => stored(name, () => rows.change(name, edit, auditOf(doer))),
        again: () => shown(name, true),
      }),
  };
}

/** Whoever is in the way of its lock is a commit or an import's step: it is tried again a moment later. */
async function patiently<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let tries = 1;; tries++) {
    try {
      return await write();
    } catch (fault) {
      if ((fault as { code?: string }).code !== "55P03" || tries === LIMITS.kindLockTriesMax) throw fault;
      const pauseMs = LIMITS.retryMsMin + Math.random() * (LIMITS.retryMsMax - LIMITS.retryMsMin);
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  }
}

/** @throws the fault where it is no refusal of ours. */
function refusalOf(fault: Error & { code?: string; detail?: string }): KindAnswer {
  const is = REFUSED[fault.code ?? ""] ?? (TAKEN.has(takenOf(fault) ?? "") ? "kind_exists" : null);
  if (!is) throw fault;
  return { is, example: fault.code === "23505" ? null : fault.detail ?? null };
}

/** As migration 0036 raises them. */
const REFUSED: Readonly<Record<string, KindRefusal>> = {
  TT002: "kind_clash",
  TT003: "kind_codes_taken",
  TT004: "kind_in_use",
  TT005: "capacity_below_fullest",
};

const TAKEN = new Set(["bag_kinds_pkey", "bag_kinds_prefix_key"]);
