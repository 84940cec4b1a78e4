/** What the routes need of people and their sessions; part of `Deps`. */
import type { PageRequest } from "../domain/filters.ts";
import type { Doer, NewUser, SignedIn, SignInAttempt, SignInResult, UserCreation } from "../domain/people.ts";
import type { Page, UserLine } from "../domain/shapes.ts";
import type { BadgeDeps } from "./badge_deps.ts";

export interface PeopleDeps extends BadgeDeps {
  readonly sessions: Sessions;
  readonly signIn: (attempt: SignInAttempt) => Promise<SignInResult>;
  readonly users: Users;
}

export interface Sessions {
  /** Who a token stands for. Answers at once when it was verified a moment ago; null for what is no session (any more). */
  read(token: string): SignedIn | null | Promise<SignedIn | null>;
  /** Ends one session, on this instance at once. */
  revoke(sessionId: string): Promise<void>;
  /** Ends all sessions of a person, but one where given. */
  revokeAllOf(userId: number, but?: string): Promise<void>;
}

export interface Users {
  list(page: PageRequest): Promise<Page<UserLine> | null>;
  create(user: NewUser, doer: Doer): Promise<UserCreation>;
  /** What a person reads, on whatever device. */
  setLanguage(userId: number, language: string): Promise<void>;
}
