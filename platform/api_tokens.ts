/** API tokens: made by admins, shown once, looked up by their hash, revoked at once everywhere. */
import { createHash } from "node:crypto";
import {
  type ApiToken,
  apiTokenOf,
  type NewApiToken,
  type TokenCreation,
  type TokenRevocation,
} from "../domain/tokens.ts";
import type { Doer } from "../domain/people.ts";
import { apiTokenRows, type LiveToken } from "./api_token_rows.ts";
import { keyUse } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";

/** What sessions are read by, for scripts. */
export interface ApiTokenReading {
  findLive(token: string): Promise<LiveToken | null>;
  touch(userId: number, address: string | null): Promise<void>;
}

/** Looks tokens up. What has not the form of one costs no look-up. */
export function apiTokenReading(db: Database): ApiTokenReading {
  const rows = apiTokenRows(db);
  return {
    findLive: (token) => FORM.test(token) ? rows.findLive(hashOf(token)) : Promise.resolve(null),
    touch: rows.touch,
  };
}

const FORM = /^tt_[\w-]{43}$/;

const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();

export function startApiTokens(db: Database, sessions: Pick<Sessions, "revokeAllOf">) {
  const rows = apiTokenRows(db);

  async function create(wanted: NewApiToken, doer: Doer): Promise<TokenCreation> {
    const known = doer.key === null ? null : await creationReplayed(wanted, doer, doer.key);
    if (known) return known;
    if (wanted.area !== null && !await rows.hasArea(wanted.area)) return { is: "unknown_area" };
    const secret = apiTokenOf(crypto.getRandomValues(new Uint8Array(32)));
    try {
      const id = await rows.create(wanted, hashOf(secret), doer);
      const token = id === null ? null : await rows.find(id);
      return token ? { is: "created", token, secret, replayed: false } : { is: "name_taken" };
    } catch (fault) {
      if (isIn(fault, ["api_tokens_live_name"])) return { is: "name_taken" };
      // Somebody was quicker with the same key: the second look says with what.
      if (doer.key !== null && isIn(fault, KEY_CONSTRAINTS)) return create(wanted, doer);
      throw fault;
    }
  }

  /** What the key did before; null when it is new. */
  async function creationReplayed(wanted: NewApiToken, doer: Doer, key: string): Promise<TokenCreation | null> {
    const { isNew, id, after } = await useOf(db, key, doer, "token_created");
    if (isNew) return null;
    const token = id !== null && isSame(wanted, after) ? await rows.find(id) : null;
    return token ? { is: "created", token, secret: null, replayed: true } : { is: "key_reused" };
  }

  async function revoke(id: number, doer: Doer): Promise<TokenRevocation> {
    if (doer.key !== null) {
      const use = await useOf(db, doer.key, doer, "token_revoked");
      if (!use.isNew && use.id !== id) return { is: "key_reused" };
    }
    const userId = await rows.revoke(id, doer).catch((fault) => {
      if (doer.key !== null && isIn(fault, KEY_CONSTRAINTS)) return null;
      throw fault;
    });
    if (userId !== null) await sessions.revokeAllOf(userId);
    const token = await rows.find(id);
    return token ? { is: "revoked", token, replayed: userId === null } : { is: "not_found" };
  }

  return { list: rows.list, create, revoke };
}

/** What a key did before, where it was this doer and this sort of change. */
async function useOf(db: Database, key: string, doer: Doer, action: string) {
  const use = await keyUse(db, key);
  if (use.by === "nothing") return { isNew: true, id: null, after: null } as const;
  const isOwn = use.by === "change" && use.action === action && use.userId === doer.person.id;
  return { isNew: false, id: isOwn ? Number(use.entityId) : null, after: isOwn ? use.after : null } as const;
}

export type ApiTokens = ReturnType<typeof startApiTokens>;

const KEY_CONSTRAINTS = ["audit_log_key_key", "scan_events_pkey"];

const isIn = (fault: unknown, constraints: readonly string[]): boolean =>
  fault instanceof Error && "constraint" in fault && constraints.includes(String(fault.constraint));

/** Whether what is asked for is what the audit record tells was made. */
function isSame(wanted: NewApiToken, after: unknown): boolean {
  const made = (after ?? {}) as Partial<Record<keyof NewApiToken | keyof ApiToken, unknown>>;
  return (["name", "role", "area", "days"] as const).every((name) => wanted[name] === made[name]);
}
