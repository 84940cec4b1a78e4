/** Rows of badges, of PINs, and of the tries with either. */
import type { BadgeHolder } from "../domain/badge.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Role } from "../domain/shapes.ts";
import type { Database } from "./postgres.ts";

interface HolderRow {
  readonly id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly disabled: boolean;
  readonly made_at: Date | null;
  readonly made_by: string | null;
  readonly pin_set_at: Date | null;
  readonly is_void: boolean | null;
}

/** A badge that stands, with the PIN that may be tried. */
export interface TriedBadge {
  readonly userId: number;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
  readonly area: string | null;
  readonly language: string | null;
  readonly pinHash: string;
  /** Counted with this try: all that no right PIN has made good. */
  readonly failures: number;
}

/** Where a badge was tried. */
export interface Try {
  readonly codeHash: Uint8Array;
  readonly address: string;
}

export function badgeRows(db: Database) {
  return {
    /** By name in any case. */
    async holder(username: string): Promise<BadgeHolder | null> {
      const [row] = await db.query<HolderRow>(HOLDER, [username, LIMITS.pinTriesMax]);
      return row ? holderOf(row) : null;
    },

    async make(userId: number, codeHash: Uint8Array, madeBy: number): Promise<void> {
      const values = [userId, codeHash, madeBy];
      await db.query("insert into badges (user_id, code_hash, created_by) values ($1, $2, $3)", values);
    },

    /** Whether there was one. */
    async revoke(userId: number): Promise<boolean> {
      const revoked = await db.query(
        "update badges set revoked_at = now() where user_id = $1 and revoked_at is null returning id",
        [userId],
      );
      return revoked.length > 0;
    },

    setPin: (userId: number, pinHash: string) => setPin(db, userId, pinHash),

    /** Ends what was opened with a badge of his; what he opened by password goes on. */
    async endSessions(userId: number): Promise<void> {
      await db.query(
        "update sessions set revoked_at = now() where user_id = $1 and way = 'badge' and revoked_at is null",
        [userId],
      );
    },

    chargeTry: (asked: Try) => chargeTry(db, asked),
    chargePin: (codeHash: Uint8Array) => chargePin(db, codeHash),
    forgive: (asked: Try, userId: number) => forgive(db, asked, userId),
    stillOpens: (codeHash: Uint8Array, badge: TriedBadge) => stillOpens(db, codeHash, badge),

    /** Somebody is locked in a row: until the transaction ends, nobody else changes his badge or PIN. */
    lockUser: (userId: number) => lockUser(db, userId),
  };
}

async function lockUser(db: Database, userId: number): Promise<void> {
  await db.query("select from users where id = $1 for no key update", [userId]);
}

/** Whether badge and PIN are still this person's, and he may come in. Nobody changes that until the transaction ends. */
async function stillOpens(db: Database, codeHash: Uint8Array, { userId, pinHash }: TriedBadge): Promise<boolean> {
  await lockUser(db, userId);
  const rows = await db.query(
    `select from users
      join badges on badges.user_id = users.id and badges.code_hash = $2 and badges.revoked_at is null
      join station_pins on station_pins.user_id = users.id and station_pins.pin_hash = $3
    where users.id = $1 and users.disabled_at is null`,
    [userId, codeHash, pinHash],
  );
  return rows.length > 0;
}

/** A new PIN forgets what was tried before. */
async function setPin(db: Database, userId: number, pinHash: string): Promise<void> {
  await db.query(
    `insert into station_pins (user_id, pin_hash) values ($1, $2)
    on conflict (user_id) do update set pin_hash = excluded.pin_hash, set_at = now(), failures = 0`,
    [userId, pinHash],
  );
  await db.query("delete from badge_tries where code_hash in (select code_hash from badges where user_id = $1)", [
    userId,
  ]);
}

/** As the unique index writes it. $2: tries that make a PIN void. */
const HOLDER = `select users.id, users.username, users.full_name, users.role, users.dispatch_area,
    users.disabled_at is not null as disabled, badges.created_at as made_at, maker.username as made_by,
    station_pins.set_at as pin_set_at, station_pins.failures >= $2 as is_void
  from users
    left join badges on badges.user_id = users.id and badges.revoked_at is null
    left join users maker on maker.id = badges.created_by
    left join station_pins on station_pins.user_id = users.id
  where lower(users.username collate "C") collate "C" = lower($1::text collate "C") collate "C" and not users.is_token`;

/**
 * Counts a try before anybody looks at the PIN, so that many at once are no more than a few one after the other. `waitSeconds`
 * above 0: this badge has to wait at this address, and nothing was counted.
 */
async function chargeTry(
  db: Database,
  { codeHash, address }: Try,
): Promise<{ readonly failures: number; readonly waitSeconds: number }> {
  await db.query(
    `delete from badge_tries where ctid in (
      select ctid from badge_tries where last_at < now() - ${REMEMBERED} limit 10 for update skip locked
    )`,
  );
  const [row] = await db.query<{ failures: number }>(
    `insert into badge_tries as t (code_hash, address, failures) values ($1, $2, 1)
    on conflict (code_hash, address) do update set
      failures = least(t.failures, 1000) + 1,
      last_at = now(),
      locked_until = case when t.failures + 1 >= $3::integer then now() + interval '1 second'
        * least($5::integer, $4::integer * power(2, least(t.failures + 1 - $3::integer, 20))) end
    where t.locked_until is null or t.locked_until <= now()
    returning failures`,
    [codeHash, address, LIMITS.badgeTriesFree, LIMITS.badgeWaitSecondsMin, LIMITS.badgeWaitSecondsMax],
  );
  return row
    ? { failures: row.failures, waitSeconds: 0 }
    : { failures: 0, waitSeconds: await waitSeconds(db, { codeHash, address }) };
}

/** A shift later, nobody remembers having mistyped. */
const REMEMBERED = "interval '12 hours'";

async function waitSeconds(db: Database, { codeHash, address }: Try): Promise<number> {
  const [row] = await db.query<{ seconds: number }>(
    `select greatest(1, ceil(extract(epoch from locked_until - now())))::integer as seconds
    from badge_tries where code_hash = $1 and address = $2 and locked_until is not null`,
    [codeHash, address],
  );
  return row?.seconds ?? 1;
}

/** The PIN to try, counted as a failure until it was right. Null: no such badge, no PIN, or none that may be tried any more. */
async function chargePin(db: Database, codeHash: Uint8Array): Promise<TriedBadge | null> {
  const [row] = await db.query<TriedBadge>(
    `update station_pins set failures = failures + 1
    from badges join users on users.id = badges.user_id
    where badges.code_hash = $1 and badges.revoked_at is null and users.disabled_at is null and not users.is_token
      and station_pins.user_id = badges.user_id and station_pins.failures < $2
    returning users.id as "userId", username, full_name as "fullName", role, dispatch_area as area, language,
      pin_hash as "pinHash", failures`,
    [codeHash, LIMITS.pinTriesMax],
  );
  return row ?? null;
}

/** The right PIN makes good what was tried from here, this time included; what was tried elsewhere stays on the account. */
async function forgive(db: Database, { codeHash, address }: Try, userId: number): Promise<void> {
  await db.query(
    `with here as (delete from badge_tries where code_hash = $1 and address = $2 returning failures)
    update station_pins set failures = greatest(0, failures - (select coalesce(max(failures), 1) from here))
    where user_id = $3`,
    [codeHash, address, userId],
  );
}

const holderOf = (row: HolderRow): BadgeHolder => ({
  person: {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role,
    area: row.dispatch_area,
  },
  isDisabled: row.disabled,
  badge: row.made_at && { madeAt: row.made_at, madeBy: row.made_by ?? "" },
  pin: row.pin_set_at && { setAt: row.pin_set_at, isVoid: row.is_void ?? false },
});
