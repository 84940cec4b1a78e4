/** Rows of API tokens: made and revoked together with their audit records, looked up by their hash alone. */
import type { Doer } from "../domain/people.ts";
import type { Page, Role } from "../domain/shapes.ts";
import { type ApiToken, type NewApiToken, type TokenState, usernameOfToken } from "../domain/tokens.ts";
import { writeAudit } from "./audit_rows.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";
import type { LiveSession } from "./session_rows.ts";

interface TokenRow {
  readonly id: number;
  readonly user_id: number;
  readonly name: string;
  readonly username: string;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly state: TokenState;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly is_maker_disabled: boolean;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly revoked_by: string | null;
  readonly last_used_at: Date | null;
  readonly last_address: string | null;
}

export interface LiveToken extends LiveSession {
  readonly sessionId: string;
}

export function apiTokenRows(db: Database) {
  return {
    /** Null: unknown, revoked or past its time. */
    async findLive(hash: Uint8Array): Promise<LiveToken | null> {
      const [row] = await db.prepared<TokenRow>(FIND_LIVE, [hash]);
      return row ? liveOf(row) : null;
    },

    /** Notes the use of the token that this person lives by, once a minute at most, whichever instance sees it. */
    async touch(userId: number, address: string | null): Promise<void> {
      await db.prepared(TOUCH, [userId, address]);
    },

    async find(id: number): Promise<ApiToken | null> {
      const [row] = await db.query<TokenRow>(`select ${COLUMNS} ${FROM} where t.id = $1`, [id]);
      return row ? tokenOf(row) : null;
    },

    /** Newest first, the dead ones too. Null: the cursor is none of this list's. */
    async list({ limit, cursor }: { readonly limit: number; readonly cursor: string | null }) {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const rows = await db.query<TokenRow>(
        `select ${COLUMNS} ${FROM} where t.id < $1 order by t.id desc limit $2`,
        [position[0], limit + 1],
      );
      return pageOf(rows, limit, tokenOf, ({ id }) => [id]) satisfies Page<ApiToken>;
    },

    async hasArea(key: string): Promise<boolean> {
      return (await db.query("select from dispatch_areas where key = $1 and active", [key])).length > 0;
    },

    /** Null: a person has the name that it would act under. Fails when a token of this name lives. */
    create: (token: NewApiToken, hash: Uint8Array, doer: Doer) =>
      db.transaction((inside) => createIn(inside, token, hash, doer)),

    /** Null: there is none that lives. Returns whom it acted as. */
    revoke: (id: number, doer: Doer) => db.transaction((inside) => revokeIn(inside, id, doer)),
  };
}

async function createIn(db: Database, token: NewApiToken, hash: Uint8Array, doer: Doer): Promise<number | null> {
  const { name, role, area, days } = token;
  const [user] = await db.query<{ id: number }>(UPSERT_USER, [usernameOfToken(name), role, area, doer.person.id]);
  if (!user) return null;
  // One that is past its time is out of the way. Its state goes by what came first.
  await db.query(
    "update api_tokens set revoked_at = now() where user_id = $1 and revoked_at is null and expires_at <= now()",
    [user.id],
  );
  const [made] = await db.query<{ id: number; expires_at: Date }>(
    `insert into api_tokens (user_id, name, hash, created_by, expires_at)
    values ($1, $2, $3, $4, now() + $5 * interval '1 day') returning id, expires_at`,
    [user.id, name, hash, doer.person.id, days],
  );
  const after = { name, role, area, days, expiresAt: made!.expires_at };
  await audit(db, "token_created", made!.id, doer, { after });
  return made!.id;
}

async function revokeIn(db: Database, id: number, doer: Doer): Promise<number | null> {
  const [row] = await db.query<{ user_id: number; name: string; last_used_at: Date | null }>(
    `update api_tokens set revoked_at = now(), revoked_by = $2
    where id = $1 and revoked_at is null and expires_at > now() returning user_id, name, last_used_at`,
    [id, doer.person.id],
  );
  if (!row) return null;
  await audit(db, "token_revoked", id, doer, { before: { name: row.name, lastUsedAt: row.last_used_at } });
  return row.user_id;
}

function audit(
  db: Database,
  action: string,
  id: number,
  doer: Doer,
  states: { readonly before?: Readonly<Record<string, unknown>>; readonly after?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { person, address, requestId, key } = doer;
  const where = { userId: person.id, entityType: "token", entityId: String(id), address, requestId, key };
  return writeAudit(db, { ...where, action, ...states });
}

/** A name that a token had before goes on as the same person. No password has this hash. */
const UPSERT_USER = `
  insert into users as u (username, password_hash, role, dispatch_area, is_token, created_by)
  values ($1, '!', $2, $3, true, $4)
  on conflict (lower(username collate "C") collate "C")
    do update set role = excluded.role, dispatch_area = excluded.dispatch_area, version = u.version + 1 where u.is_token
  returning id`;

const FIND_LIVE = `select t.id, t.expires_at, u.id as user_id, u.username, u.role, u.dispatch_area
  from api_tokens t join users u on u.id = t.user_id
  where t.hash = $1 and t.revoked_at is null and t.expires_at > now() and u.disabled_at is null`;

const TOUCH = `update api_tokens set last_used_at = now(), last_address = left($2, 64)
  where user_id = $1 and revoked_at is null and coalesce(last_used_at, '-infinity') < now() - interval '1 minute'`;

const COLUMNS =
  `t.id, t.user_id, t.name, u.username, u.role, u.dispatch_area, t.created_at, maker.username as created_by,
  coalesce(maker.disabled_at is not null, false) as is_maker_disabled, t.expires_at, t.revoked_at,
  revoker.username as revoked_by, t.last_used_at, t.last_address,
  case when coalesce(t.revoked_at, now()) >= t.expires_at then 'expired'
    when t.revoked_at is not null then 'revoked' else 'live' end as state`;

const FROM = `from api_tokens t join users u on u.id = t.user_id
  left join users maker on maker.id = t.created_by left join users revoker on revoker.id = t.revoked_by`;

const liveOf = (row: TokenRow): LiveToken => ({
  sessionId: `token:${row.id}`,
  person: {
    id: row.user_id,
    username: row.username,
    fullName: null,
    role: row.role,
    area: row.dispatch_area,
  },
  mustChangePassword: false,
  way: "token",
  isStation: false,
  expiresAt: row.expires_at,
});

const tokenOf = (row: TokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  username: row.username,
  role: row.role,
  area: row.dispatch_area,
  state: row.state,
  createdAt: row.created_at,
  createdBy: row.created_by,
  isMakerDisabled: row.is_maker_disabled,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  revokedBy: row.revoked_by,
  lastUsedAt: row.last_used_at,
  lastAddress: row.last_address,
});
