/** Signing in, and making people: what is asked and what it comes to. */
import type { PasswordFlaw } from "./password_rule.ts";
import type { Person, Role, UserLine } from "./shapes.ts";
import type { UserRefusal } from "./user_change.ts";

/** Somebody who is signed in. */
export interface SignedIn {
  readonly sessionId: string;
  readonly person: Person;
  readonly mustChangePassword: boolean;
  /** How he came in; it may bound what he may do. */
  readonly way: Way;
  /** A shared station's: it rests longer than one at a desk. */
  readonly isStation: boolean;
  /** The end that no use puts off. */
  readonly expiresAt: Date;
}

/** By password (and a code, where he has set that up), by a badge and its PIN at a station, or as a script with an API token. */
export type Way = "password" | "badge" | "token";

/** One session, or all those of a person; a person whose role or area was changed has to be looked up again, too. */
export type Ended = { readonly sessionId: string } | { readonly userId: number };

/** What sort of session is opened. */
export interface SessionKind {
  readonly way: "password" | "badge";
  readonly isStation: boolean;
}

export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  /** At a shared station: the session rests longer there. */
  readonly isStation?: boolean;
}

export type SignInResult =
  | {
    readonly is: "signed_in";
    readonly token: string;
    readonly expiresAt: Date;
    readonly person: Person;
    readonly mustChangePassword: boolean;
    /** The one that this person has chosen; null: none. */
    readonly language: string | null;
  }
  | { readonly is: "refused" }
  /** Too many failures of this name from this address, whether the name exists or not. */
  | { readonly is: "throttled"; readonly retryAfterSeconds: number };

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly role: Role;
  readonly area: string | null;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly mustChangePassword: boolean;
}

/** Who did it and from where: what the audit record carries beside the change. */
export interface Doer {
  readonly person: Person;
  readonly address: string | null;
  readonly requestId: string;
  /** The request's Idempotency-Key, lower case. */
  readonly key: string | null;
}

export type UserCreation =
  | { readonly is: "created"; readonly user: UserLine; readonly replayed: boolean }
  | { readonly is: "weak_password"; readonly flaw: PasswordFlaw }
  | { readonly is: "username_taken" | "email_taken" | "unknown_area" | "area_full" | "key_reused" };

export type UserChanged =
  | { readonly is: "done"; readonly user: UserLine; readonly replayed: boolean }
  | { readonly is: "weak_password"; readonly flaw: PasswordFlaw }
  | { readonly is: UserRefusal | "not_found" | "email_taken" | "key_reused" };

/** What an admin does to somebody's way in, beside changing his fields. */
export type AccessChange = "unlocked" | "sessions_ended";
export type AccessChanged = { readonly is: "done" | "not_found" | "key_reused" };

/** A link by which somebody sets a new password: shown once to the admin who hands it over. */
export type ResetMade =
  /** Null: this very request made one before, and nothing that could show it again was kept. */
  | { readonly is: "done"; readonly token: string | null; readonly expiresAt: Date }
  | { readonly is: "not_found" | "own_account" | "disabled" | "key_reused" };

/** `gone`: the link does not work, for whatever reason. */
export type ResetUse =
  | { readonly is: "changed" | "gone" }
  | { readonly is: "weak_password"; readonly flaw: PasswordFlaw };

/** From where something is done by somebody who is not signed in. */
export interface Caller {
  readonly address: string | null;
  readonly requestId: string;
}

/** One browser or script that somebody is signed in with. */
export interface SessionLine {
  readonly id: string;
  readonly since: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly way: Way;
  readonly isStation: boolean;
}
