/** Rows of people: looked up one by one, and made together with the audit record. */
import type { Doer } from "../domain/people.ts";
import type { Person, Role, UserLine } from "../domain/shapes.ts";
import { refusalOfSeat } from "../domain/user_change.ts";
import { type AuditRecord, writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import { seatsOf } from "./seat_rows.ts";

export interface Credentials {
  readonly person: Person;
  readonly passwordHash: string;
  readonly isDisabled: boolean;
  readonly mustChangePassword: boolean;
  /** Null: never chosen. */
  readonly language: string | null;
}

export interface NewUserRow {
  readonly username: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly area: string | null;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly mustChangePassword: boolean;
}

export interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly disabled: boolean;
  readonly must_change_password: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly last_sign_in_at: Date | null;
  readonly locked_until: Date | null;
}

interface CredentialRow extends Omit<UserRow, "last_sign_in_at" | "locked_until"> {
  readonly password_hash: string;
  readonly language: string | null;
}

/** API tokens act as rows of the same table, which nobody signs in as and no list of people shows. */
export function userRows(db: Database) {
  return {
    /** By name in any case. */
    async credentialsOf(username: string): Promise<Credentials | null> {
      const [row] = await db.query<CredentialRow>(`${CREDENTIALS} where ${NAME_IS_FIRST} and not is_token`, [username]);
      return row ? credentialsOf(row) : null;
    },

    async credentialsOfId(id: number): Promise<Credentials | null> {
      const [row] = await db.query<CredentialRow>(`${CREDENTIALS} where id = $1 and not is_token`, [id]);
      return row ? credentialsOf(row) : null;
    },

    find: (id: number): Promise<UserLine | null> => findUser(db, id),

    /** By name in any case. */
    async findNamed(username: string): Promise<UserLine | null> {
      const [row] = await db.query<UserRow>(
        `select ${LINE_COLUMNS} from users where ${NAME_IS_FIRST} and not is_token`,
        [username],
      );
      return row ? lineOf(row) : null;
    },

    async hasAdmin(): Promise<boolean> {
      return (await db.query("select from users where role = 'admin' and not is_token limit 1")).length > 0;
    },

    /** The audit record is written with it or not at all. */
    create: (user: NewUserRow, audit: AuditOfCreation) => db.transaction((inside) => createIn(inside, user, audit)),

    /** Which of the two is in the way of a new person. */
    async taken(username: string, email: string | null): Promise<"username" | "email" | null> {
      const [row] = await db.query<{ name: boolean; email: boolean }>(
        `select exists (select from users where ${NAME_IS_FIRST}) as name,
          exists (select from users where lower(email collate "C") = lower($2::text collate "C")) as email`,
        [username, email],
      );
      return row?.name ? "username" : row?.email ? "email" : null;
    },

    setLanguage: (language: string, doer: Doer) => setLanguage(db, language, doer),

    /** Remembers for admins how often a sign-in failed since the last good one. */
    noteFailedSignIn: (id: number) => noteFailedSignIn(db, id),
  };
}

async function noteFailedSignIn(db: Database, id: number): Promise<void> {
  await db.query("update users set failed_logins = failed_logins + 1 where id = $1", [id]);
}

/**
 * Whether somebody may still come in by the password that was right a moment ago. Until the transaction ends nobody changes
 * it, or disables him: who does so afterwards finds the session that was opened, and ends it.
 */
export async function maySignIn(inside: Database, { person, passwordHash }: Credentials): Promise<boolean> {
  const rows = await inside.query(
    "update users set failed_logins = 0 where id = $1 and password_hash = $2 and disabled_at is null returning id",
    [person.id, passwordHash],
  );
  return rows.length > 0;
}

type AuditOfCreation = Omit<AuditRecord, "action" | "entityType" | "entityId" | "after">;

export type CreationInRows = UserLine | "taken" | "unknown_area" | "area_full";

/** `taken`: somebody has the name or the address. */
async function createIn(db: Database, user: NewUserRow, audit: AuditOfCreation): Promise<CreationInRows> {
  const refusal = user.area === null ? null : refusalOfSeat(await seatsOf(db, user.area, null));
  if (refusal) return refusal;
  const line = await insert(db, user, audit.userId);
  if (!line) return "taken";
  const what = { action: "user_created", entityType: "user", entityId: String(line.id), after: auditedOf(user) };
  await writeAudit(db, { ...audit, ...what });
  return line;
}

export async function findUser(db: Database, id: number): Promise<UserLine | null> {
  const [row] = await db.query<UserRow>(`select ${LINE_COLUMNS} from users where id = $1 and not is_token`, [id]);
  return row ? lineOf(row) : null;
}

export type UserRows = ReturnType<typeof userRows>;

/** What is chosen once more is no change, and leaves no word. */
async function setLanguage(db: Database, language: string, { person, address, requestId }: Doer): Promise<void> {
  const id = person.id;
  await db.transaction(async (inside) => {
    const [row] = await inside.query<{ was: string | null }>(
      `update users u set language = $2 from (select id, language from users where id = $1 for no key update) old
      where u.id = old.id and old.language is distinct from $2 returning old.language as was`,
      [id, language],
    );
    if (!row) return;
    await writeAudit(inside, {
      ...{ userId: id, action: "language_changed", entityType: "user", entityId: String(id), address, requestId },
      ...{ before: { language: row.was }, after: { language } },
    });
  });
}

/** What the audit log shows of a person: everything but the hash. */
export const auditedOf = ({ passwordHash: _, ...shown }: NewUserRow): Omit<NewUserRow, "passwordHash"> => shown;

const COLUMNS = `id, username, full_name, email, role, dispatch_area, disabled_at is not null as disabled,
  must_change_password, version, created_at`;

const CREDENTIALS = `select ${COLUMNS}, password_hash, language from users`;

/** As the unique index writes it. */
export const NAME = `lower(username collate "C") collate "C"`;
export const NAME_IS_FIRST = `${NAME} = lower($1::text collate "C") collate "C"`;

/** Under which failed sign-ins are counted: what `sign_in.ts` makes of the name. */
export const ACCOUNT = `encode(sha256(convert_to(lower(username collate "C"), 'UTF8')), 'hex')`;
const LOCKS = `sign_in_failures where account = ${ACCOUNT} and locked_until > now()`;
/** From some address at least. */
export const IS_LOCKED = `exists (select from ${LOCKS})`;

export const LINE_COLUMNS = `${COLUMNS},
  (select max(s.created_at) from sessions s where s.user_id = users.id) as last_sign_in_at,
  (select max(locked_until) from ${LOCKS}) as locked_until`;

async function insert(db: Database, user: NewUserRow, createdBy: number | null): Promise<UserLine | null> {
  const [row] = await db.query<UserRow>(
    `insert into users (username, password_hash, role, dispatch_area, full_name, email, must_change_password, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${LINE_COLUMNS}`,
    [
      user.username,
      user.passwordHash,
      user.role,
      user.area,
      user.fullName,
      user.email,
      user.mustChangePassword,
      createdBy,
    ],
  );
  return row ? lineOf(row) : null;
}

export const lineOf = (row: UserRow): UserLine => ({
  id: row.id,
  username: row.username,
  fullName: row.full_name,
  email: row.email,
  role: row.role,
  area: row.dispatch_area,
  disabled: row.disabled,
  mustChangePassword: row.must_change_password,
  version: row.version,
  createdAt: row.created_at,
  lastSignInAt: row.last_sign_in_at,
  lockedUntil: row.locked_until,
});

const credentialsOf = (row: CredentialRow): Credentials => ({
  person: {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role,
    area: row.dispatch_area,
  },
  passwordHash: row.password_hash,
  isDisabled: row.disabled,
  language: row.language,
  mustChangePassword: row.must_change_password,
});
