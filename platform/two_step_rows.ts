/** Rows of the second step: the secret, the last step that was used, and the backup codes. Called inside a transaction where it counts. */
import type { TwoStepState } from "../domain/two_step.ts";
import type { Database } from "./postgres.ts";

/** What a code is held against; nobody else can use one of this person until the transaction ends. */
export interface LockedTwoStep {
  readonly userId: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly lastStep: number;
  /** By the database's clock, which all instances share. */
  readonly nowMs: number;
}

export function twoStepRows(db: Database) {
  return {
    /** Null: it is off. */
    async find(userId: number): Promise<TwoStepState | null> {
      const [row] = await db.query<{ since: Date; left: number }>(
        `select since, (select count(*) from backup_codes c where c.user_id = t.user_id and used_at is null) as left
        from two_steps t where user_id = $1`,
        [userId],
      );
      return row ? { since: row.since, backupCodesLeft: row.left } : null;
    },

    async isOn(userId: number): Promise<boolean> {
      return (await db.query("select from two_steps where user_id = $1", [userId])).length > 0;
    },

    lock: (userId: number): Promise<LockedTwoStep | null> => lock(db, userId),

    async useStep(userId: number, step: number): Promise<void> {
      await db.query("update two_steps set last_step = $2 where user_id = $1", [userId, step]);
    },

    /** False: it is none, or was used before. */
    async useBackupCode(userId: number, hash: Uint8Array): Promise<boolean> {
      const rows = await db.query(
        `update backup_codes set used_at = now() where user_id = $1 and code_hash = $2 and used_at is null
        returning user_id`,
        [userId, hash],
      );
      return rows.length > 0;
    },

    /** False: it is on already. */
    async turnOn(userId: number, sealed: Uint8Array, step: number): Promise<boolean> {
      const rows = await db.query(
        "insert into two_steps (user_id, secret, last_step) values ($1, $2, $3) on conflict do nothing returning user_id",
        [userId, sealed, step],
      );
      return rows.length > 0;
    },

    /** False: it was off. */
    async turnOff(userId: number): Promise<boolean> {
      return (await db.query("delete from two_steps where user_id = $1 returning user_id", [userId])).length > 0;
    },
  };
}

async function lock(db: Database, userId: number): Promise<LockedTwoStep | null> {
  const [row] = await db.query<{ secret: Uint8Array; last_step: number }>(
    "select secret, last_step from two_steps where user_id = $1 for update",
    [userId],
  );
  if (!row) return null;
  // Asked after the lock is there: whoever waited for it must not judge by the time at which he began to wait.
  const [clock] = await db.query<{ ms: number }>(
    "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms",
  );
  return { userId, sealed: new Uint8Array(row.secret), lastStep: row.last_step, nowMs: clock!.ms };
}

/** In place of those that were there. */
export async function replaceBackupCodes(
  inside: Database,
  userId: number,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await inside.query("delete from backup_codes where user_id = $1", [userId]);
  await inside.query("insert into backup_codes (user_id, code_hash) select $1, unnest($2::bytea[])", [userId, hashes]);
}
