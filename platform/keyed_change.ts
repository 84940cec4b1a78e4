/** Changes that are no scans, made once for each Idempotency-Key: their audit record is what remembers the key. */
import type { Doer } from "../domain/people.ts";
import { isKeyTaken, keyUse } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";

export interface KeyedChange<Answer> {
  readonly action: string;
  /** Whether a record of this action says what is asked for now. */
  readonly isSame: (entityId: string, after: Readonly<Record<string, unknown>>) => boolean;
  /** Makes the change and writes its record, with the doer's key, in one transaction. */
  readonly run: () => Promise<Answer>;
  /** What was answered the first time, as it stands now. */
  readonly again: (entityId: string) => Promise<Answer>;
}

export async function onceByKey<Answer extends { readonly is: string }>(
  db: Database,
  doer: Doer,
  change: KeyedChange<Answer>,
): Promise<Answer | { readonly is: "key_reused" }> {
  if (doer.key === null) return await change.run();
  let use = await keyUse(db, doer.key);
  if (use.by === "nothing") {
    const answer = await change.run().catch((fault) => isKeyTaken(fault) ? null : Promise.reject(fault));
    if (answer?.is === "done") return answer;
    // The same request may have been quicker on another connection, and be what was in the way: the second look sees it.
    use = await keyUse(db, doer.key);
    if (answer && use.by === "nothing") return answer;
  }
  if (use.by !== "change" || use.action !== change.action || use.userId !== doer.person.id) return { is: "key_reused" };
  const isSame = change.isSame(use.entityId ?? "", (use.after ?? {}) as Record<string, unknown>);
  return isSame ? await change.again(use.entityId ?? "") : { is: "key_reused" };
}

/** Whether every field that is asked for stands so in a record; those that are undefined were not asked for. */
export const saysAll = (asked: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(asked).every(([name, value]) => value === undefined || value === after[name]);

/** The name of the unique constraint that a write ran into; null for any other fault. */
export const takenOf = (fault: unknown): string | null =>
  fault instanceof Error && "code" in fault && fault.code === "23505" && "constraint" in fault
    ? String(fault.constraint)
    : null;
