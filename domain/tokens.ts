/** API tokens: what scripts sign in with instead of a name and a password. */
import type { Role } from "./shapes.ts";

/** What every token begins with, so that people and scanners of leaked secrets know one when they see it. */
const PREFIX = "tt_";

/** Whether a credential calls itself an API token; no session's token begins so. */
export const isApiToken = (credential: string): boolean => credential.startsWith(PREFIX);

/** The token that these 32 random bytes make: `tt_` and 43 characters. */
export const apiTokenOf = (random: Uint8Array): string => PREFIX + base64Url(random);

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Under this name it acts: in events, in the audit log, in lists. */
export const usernameOfToken = (name: string): string => `token.${name}`;

export const TOKEN_NAME = /^[A-Za-z0-9._-]{1,50}$/;

export type TokenState = "live" | "expired" | "revoked";

export interface ApiToken {
  readonly id: number;
  readonly name: string;
  readonly username: string;
  readonly role: Role;
  readonly area: string | null;
  readonly state: TokenState;
  readonly createdAt: Date;
  /** Null: nobody who is known. */
  readonly createdBy: string | null;
  /** Whoever made it is disabled. The token lives on: what runs by it belongs to the warehouse, not to that person. */
  readonly isMakerDisabled: boolean;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly lastAddress: string | null;
}

export interface NewApiToken {
  readonly name: string;
  readonly role: Role;
  /** Of a dispatcher; null: all of them. */
  readonly area: string | null;
  readonly days: number;
}

export type TokenCreation =
  /** `secret` is shown once; null on a replay, since nobody knows it any more. */
  | { readonly is: "created"; readonly token: ApiToken; readonly secret: string | null; readonly replayed: boolean }
  | { readonly is: "name_taken" | "unknown_area" | "key_reused" };

export type TokenRevocation =
  | { readonly is: "revoked"; readonly token: ApiToken; readonly replayed: boolean }
  | { readonly is: "not_found" | "key_reused" };

/** Only dispatchers belong to an area. */
export const areaWith = (role: Role, area: string | null): string | null => role === "dispatcher" ? area : null;
