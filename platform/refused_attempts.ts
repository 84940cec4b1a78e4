/** Writes down what was refused, behind the answer's back: nothing waits for it, and it is never more than a little. */
import { LIMITS } from "../domain/limits.ts";
import { AttemptTally, type NotedAttempt, type RefusedAttempt } from "../domain/refused_attempt.ts";
import { type AuditRecord, writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";

export interface RefusedAttemptsSettings {
  readonly db: Database;
  /** Whose credential this is that stands no more; null: nobody's, and it is not worth a word. */
  readonly ownerOfEnded: (credential: string) => Promise<Pick<RefusedAttempt, "why" | "userId"> | null>;
  readonly onFault: (fault: unknown) => void;
}

export type Met =
  | RefusedAttempt
  | Omit<RefusedAttempt, "why" | "userId"> & { readonly credential: string };

export function startRefusedAttempts({ db, ownerOfEnded, onFault }: RefusedAttemptsSettings) {
  const tally = new AttemptTally({ notedMax: LIMITS.refusalsNotedMax, knownMax: LIMITS.refusalsKnownMax });
  let waiting = 0;
  /** One after the other: however many come, they take one connection. */
  let tail: Promise<void> = Promise.resolve();
  const later = (work: () => Promise<void>): void => {
    waiting++;
    tail = tail.then(work).catch(onFault).finally(() => waiting--);
  };
  const write = (noted: NotedAttempt | null) => noted ? writeAudit(db, recordOf(noted)) : Promise.resolve();

  /** Never fails and never waits. */
  function noteRefused(met: Met): void {
    if (waiting >= LIMITS.refusalsNotedMax) return tally.overlook();
    if (!("credential" in met)) return later(() => write(tally.meet(met)));
    const { credential, ...where } = met;
    later(async () => {
      const owner = await ownerOfEnded(credential);
      if (owner) await write(tally.meet({ ...where, ...owner }));
    });
  }

  /** The end of a minute: what was only counted. */
  async function closeWindow(): Promise<void> {
    const { noted, others } = tally.close();
    for (const one of noted) await write(one);
    if (others > 0) await writeAudit(db, { ...NOBODYS, after: { route: "others", times: others } });
  }

  const timer = setInterval(() => later(closeWindow), LIMITS.refusalGapMs);
  return {
    noteRefused,
    closeWindow,
    /** Resolves when all that was met is written down. */
    settled: () => tail,
    async end(): Promise<void> {
      clearInterval(timer);
      later(closeWindow);
      await tail;
    },
  };
}

const NOBODYS = { userId: null, action: "refused", entityType: "route", entityId: null } as const;

const recordOf = ({ why, userId, route, address, requestId, times }: NotedAttempt): AuditRecord => ({
  userId,
  action: why === "reset_link" ? "reset_link_refused" : "refused",
  entityType: "route",
  entityId: null,
  after: { route, why, ...(times > 1 ? { times } : {}) },
  address,
  requestId,
});
