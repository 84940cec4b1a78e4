/** Rows of people as they are changed: each change under one lock, with its audit record in the same transaction. */
import type { Doer } from "../domain/people.ts";
import type { UserLine } from "../domain/shapes.ts";
import {
  type Around,
  differingFields,
  fieldsAfter,
  recordOfChange,
  refusalOfChange,
  type UserChange,
  type UserFields,
  type UserRefusal,
  type UserState,
} from "../domain/user_change.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import { lockPeople, seatsOf } from "./seat_rows.ts";
import { findUser, NAME_IS_FIRST } from "./user_rows.ts";

export type ChangeInRows =
  | { readonly is: "changed"; readonly user: UserLine; readonly isRenamed: boolean; readonly transaction: number }
  | { readonly is: "same"; readonly user: UserLine }
  | { readonly is: UserRefusal | "not_found" };

/** What it would come to, without a lock and without a trace. */
export const judgeChange = (db: Database, username: string, change: UserChange, doerId: number) =>
  db.transaction((inside) => judge(inside, username, change, doerId));

/** `passwordHash`: of the password that the change sets, if it sets one. */
export function changeUser(
  db: Database,
  username: string,
  change: UserChange,
  passwordHash: string | null,
  doer: Doer,
): Promise<ChangeInRows> {
  return db.transaction(async (inside) => {
    await lockPeople(inside);
    const judged = await judge(inside, username, change, doer.person.id);
    if (judged.is !== "allowed") return judged;
    const { user, after } = judged;
    if (passwordHash === null && differingFields(user, after).length === 0) {
      return { is: "same", user: (await findUser(inside, user.id))! };
    }
    const transaction = await write(inside, user.id, after, passwordHash);
    if (passwordHash !== null || (after.disabled && !user.disabled)) {
      await endSessions(inside, user.id);
      await revokeLink(inside, user.id);
    }
    await writeAudit(inside, { ...auditOf(user.id, doer), action: "user_changed", ...recordOfChange(user, change) });
    const isRenamed = after.fullName !== user.fullName;
    return { is: "changed", user: (await findUser(inside, user.id))!, isRenamed, transaction };
  });
}

type Judged =
  | { readonly is: "allowed"; readonly user: FoundState; readonly after: UserFields }
  | { readonly is: UserRefusal | "not_found" };

async function judge(inside: Database, username: string, change: UserChange, doerId: number): Promise<Judged> {
  const user = await stateOf(inside, username);
  if (!user) return { is: "not_found" };
  const after = fieldsAfter(user, change);
  const around: Around = {
    doerId,
    otherAdmins: await adminsBut(inside, user.id),
    seats: after.area === null ? null : await seatsOf(inside, after.area, user.id),
  };
  const refusal = refusalOfChange(user, change, around);
  return refusal ? { is: refusal } : { is: "allowed", user, after };
}

interface FoundState extends UserState {
  readonly username: string;
}

async function stateOf(inside: Database, username: string): Promise<FoundState | null> {
  const [row] = await inside.query<FoundState>(
    `select id, username, version, full_name as "fullName", email, role, dispatch_area as area, disabled_at is not null as disabled,
      must_change_password as "mustChangePassword"
    from users where ${NAME_IS_FIRST} and not is_token for no key update`,
    [username],
  );
  return row ?? null;
}

async function adminsBut(inside: Database, id: number): Promise<number> {
  const [row] = await inside.query<{ n: number }>(
    "select count(*)::integer as n from users where role = 'admin' and disabled_at is null and not is_token and id <> $1",
    [id],
  );
  return row!.n;
}

async function write(inside: Database, id: number, after: UserFields, passwordHash: string | null): Promise<number> {
  const [row] = await inside.query<{ transaction: number }>(
    `update users set full_name = $2, email = $3, role = $4, dispatch_area = $5, must_change_password = $6,
      disabled_at = case when $7 then coalesce(disabled_at, now()) end,
      password_hash = coalesce($8, password_hash), version = version + 1
    where id = $1 returning txid_current() as transaction`,
    [id, after.fullName, after.email, after.role, after.area, after.mustChangePassword, after.disabled, passwordHash],
  );
  return row!.transaction;
}

/** How many there were. Whoever calls it has the sessions looked up again once it is committed. */
export async function endSessions(inside: Database, userId: number): Promise<number> {
  const ended = await inside.query(
    "update sessions set revoked_at = now() where user_id = $1 and revoked_at is null and expires_at > now() returning id",
    [userId],
  );
  return ended.length;
}

/** A link that was made for somebody before would undo what is done now. */
export async function revokeLink(inside: Database, userId: number): Promise<void> {
  await inside.query("delete from password_resets where user_id = $1", [userId]);
}

export const auditOf = (userId: number, doer: Doer) => ({
  userId: doer.person.id,
  entityType: "user",
  entityId: String(userId),
  address: doer.address,
  requestId: doer.requestId,
  key: doer.key,
});
