/** One-time links by which somebody who cannot sign in sets a new password: an admin makes one and hands it over. */
import { createHash, randomBytes } from "node:crypto";
import type { Caller, Doer, ResetMade, ResetUse } from "../domain/people.ts";
import { keyUse } from "./audit_rows.ts";
import { onceByKey } from "./keyed_change.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import { makeLink, ownerOfLink, useLink } from "./reset_rows.ts";
import type { Sessions } from "./sessions.ts";
import { userRows } from "./user_rows.ts";

export interface ResetSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "ended">;
}

/** Nobody guesses it: a link needs no other lock than its end. */
const TOKEN_BYTES = 32;

export function startResets({ db, passwords, sessions }: ResetSettings) {
  const rows = userRows(db);

  async function make(username: string, doer: Doer): Promise<ResetMade> {
    const user = await rows.findNamed(username);
    if (!user) return { is: "not_found" };
    return await onceByKey<ResetMade>(db, doer, {
      action: "reset_link_made",
      isSame: (id) => id === String(user.id),
      run: () => makeFor(user.id, doer),
      again: () => expiryOf(doer),
    });
  }

  async function makeFor(userId: number, doer: Doer): Promise<ResetMade> {
    if (userId === doer.person.id) return { is: "own_account" };
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const expiresAt = await makeLink(db, userId, hashOf(token), doer);
    return expiresAt ? { is: "done", token, expiresAt } : { is: "disabled" };
  }

  /** The link itself is shown once, and nothing was kept that could show it again. */
  async function expiryOf({ key }: Doer): Promise<ResetMade> {
    const use = await keyUse(db, key ?? "");
    const { expiresAt } = ("after" in use ? use.after : {}) as { readonly expiresAt?: string };
    return { is: "done", token: null, expiresAt: new Date(expiresAt ?? 0) };
  }

  async function use(token: string, password: string, caller: Caller): Promise<ResetUse> {
    const owner = await ownerOfLink(db, hashOf(token));
    if (!owner) return { is: "gone" };
    const flaw = await passwords.flawOf(password, owner.username);
    if (flaw) return { is: "weak_password", flaw };
    const userId = await useLink(db, hashOf(token), await passwords.hash(password), caller);
    if (userId === null) return { is: "gone" };
    sessions.ended({ userId });
    return { is: "changed" };
  }

  return {
    make,
    use,
    /** For whom this link works; null: for nobody, for whatever reason. */
    ownerOf: async (token: string) => (await ownerOfLink(db, hashOf(token)))?.username ?? null,
  };
}

const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();
