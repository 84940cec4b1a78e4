/** One-time links by which somebody who cannot sign in sets a new password: an admin makes one and hands it over. */
import { createHash, randomBytes } from "node:crypto";
import type { Caller, Doer, ResetMade, ResetUse } from "../domain/people.ts";
import { isKeyTaken, keyUse } from "./audit_rows.ts";
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
    const use = doer.key === null ? null : await keyUse(db, doer.key);
    if (use && use.by !== "nothing") {
      const isOurs = use.by === "change" && use.action === "reset_link_made" && use.userId === doer.person.id &&
        use.entityId === String(user.id);
      const { expiresAt } = ("after" in use ? use.after ?? {} : {}) as { expiresAt?: string };
      return isOurs ? { is: "made", token: null, expiresAt: new Date(expiresAt ?? 0) } : { is: "key_reused" };
    }
    if (user.id === doer.person.id) return { is: "own_account" };
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    try {
      const expiresAt = await makeLink(db, user.id, hashOf(token), doer);
      return expiresAt ? { is: "made", token, expiresAt } : { is: "disabled" };
    } catch (fault) {
      if (isKeyTaken(fault)) return await make(username, doer);
      throw fault;
    }
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
