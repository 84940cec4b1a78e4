/** Making accounts: by an admin, and the first ones of a new system. */
import type { Doer, NewUser, UserCreation } from "../domain/people.ts";
import { PASSWORD_CHARS_MIN, type PasswordFlaw } from "../domain/password_rule.ts";
import type { Role } from "../domain/shapes.ts";
import { isKeyTaken, keyUse } from "./audit_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import { userListRows } from "./user_list_rows.ts";
import { auditedOf, userRows } from "./user_rows.ts";

export function startUsers(db: Database, passwords: Passwords) {
  const rows = userRows(db);

  async function create(user: NewUser, doer: Doer): Promise<UserCreation> {
    const known = doer.key === null ? null : await replayOf(user, doer, doer.key);
    if (known) return known;
    const flaw = await passwords.flawOf(user.password, user.username);
    if (flaw) return { is: "weak_password", flaw };
    const taken = await rows.taken(user.username, user.email);
    if (taken) return { is: `${taken}_taken` };
    const passwordHash = await passwords.hash(user.password);
    const { password: _, ...shown } = user;
    const made = await rows.create({ ...shown, passwordHash }, { ...doer, userId: doer.person.id })
      .catch((fault) => isKeyTaken(fault) ? "taken" as const : Promise.reject(fault));
    // Somebody was quicker, with the name, the address or the key: the second look sees which.
    if (made === "taken") return create(user, doer);
    return typeof made === "string" ? { is: made } : { is: "created", user: made, replayed: false };
  }

  /** What the key did before; null when it is new. */
  async function replayOf(user: NewUser, doer: Doer, key: string): Promise<UserCreation | null> {
    const use = await keyUse(db, key);
    if (use.by === "nothing") return null;
    if (use.by !== "change" || use.action !== "user_created" || use.userId !== doer.person.id) {
      return { is: "key_reused" };
    }
    const [line, stored] = await Promise.all([rows.find(Number(use.entityId)), rows.credentialsOf(user.username)]);
    const isSame = isEqual(auditedOf({ ...shownOf(user), passwordHash: "" }), use.after) &&
      await passwords.isRight(user.password, stored?.passwordHash ?? null);
    return line && isSame ? { is: "created", user: line, replayed: true } : { is: "key_reused" };
  }

  return { find: rows.findNamed, create, setLanguage: rows.setLanguage, ...userListRows(db) };
}

export interface FirstPeople {
  /** In production nobody starts with a password that is tried first. */
  readonly environment?: "development" | "production";
  /** Needed only while there is no admin. */
  readonly adminPassword: string | null;
  readonly testUsers: { readonly billerPassword: string; readonly dispatcherPassword: string } | null;
}

/**
 * Makes whoever is missing of the first people and returns their names. A password that is there stays as it is; twenty
 * instances may do this at once.
 * @throws {Error} when there is no admin and no password for one; in production when one that is needed is too easy.
 */
export async function ensureFirstPeople(db: Database, passwords: Passwords, people: FirstPeople): Promise<string[]> {
  const rows = userRows(db);
  const made: string[] = [];
  const ensure = async (username: string, role: Role, area: string | null, password: string) => {
    if (await rows.taken(username, null)) return;
    const flaw = people.environment === "production" ? await passwords.flawOf(password, username) : null;
    if (flaw) throw new Error(`Cannot make ${username}: ${username.toUpperCase()}_PASSWORD ${TOO_EASY[flaw]}`);
    const row = { username, role, area, fullName: null, email: null, mustChangePassword: false };
    const passwordHash = await passwords.hash(password);
    if (typeof await rows.create({ ...row, passwordHash }, { userId: null }) === "object") made.push(username);
  };
  if (!await rows.hasAdmin()) {
    if (!people.adminPassword) throw new Error("Cannot make the first admin: ADMIN_PASSWORD is not set");
    await ensure("admin", "admin", null, people.adminPassword);
  }
  if (people.testUsers) {
    await ensure("biller", "biller", null, people.testUsers.billerPassword);
    await ensure("dispatcher", "dispatcher", "lucknow", people.testUsers.dispatcherPassword);
  }
  return made;
}

/** As the log of a start says it. */
const TOO_EASY: Readonly<Record<PasswordFlaw, string>> = {
  too_short: `has less than ${PASSWORD_CHARS_MIN} characters`,
  like_name: "is little more than the name",
  too_common: "is one of the passwords that are tried first",
  same_as_old: "is the one before",
};

const shownOf = ({ password: _, ...shown }: NewUser): Omit<NewUser, "password"> => shown;

/** Both are flat records of JSON values. */
function isEqual(one: Readonly<Record<string, unknown>>, other: unknown): boolean {
  const there = (other ?? {}) as Record<string, unknown>;
  const names = new Set([...Object.keys(one), ...Object.keys(there)]);
  return [...names].every((name) => one[name] === there[name]);
}
