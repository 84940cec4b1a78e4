/** What the routes need of people and their sessions; part of `Deps`. */
import type { PageRequest, UserFilter } from "../domain/filters.ts";
import type {
  AccessChange,
  AccessChanged,
  Caller,
  Doer,
  NewUser,
  ResetMade,
  ResetUse,
  SessionLine,
  SignedIn,
  SignInAttempt,
  SignInResult,
  UserChanged,
  UserCreation,
} from "../domain/people.ts";
import type { Rate } from "../domain/rate.ts";
import type { Page, Role, UserLine } from "../domain/shapes.ts";
import type { UserChange } from "../domain/user_change.ts";
import type { BadgeDeps } from "./badge_deps.ts";
import type { TokenDeps } from "./token_deps.ts";

export interface PeopleDeps extends TokenDeps, BadgeDeps {
  readonly sessions: Sessions;
  readonly signIn: (attempt: SignInAttempt) => Promise<SignInResult>;
  readonly users: Users;
  readonly resets: Resets;
  /** Seconds that whoever comes from this address has to wait before one more; 0: none. For where nobody is signed in. */
  readonly addressWaitSeconds: (rate: Rate, address: string | null) => Promise<number>;
}

export interface Sessions {
  /**
   * Who a token stands for, a session's or an API token. Answers at once when it was verified a moment ago; null for what is
   * none (any more). `address`: where it was sent from.
   */
  read(token: string, address?: () => string | null): SignedIn | null | Promise<SignedIn | null>;
  /** Ends one session, on this instance at once. `doer`: who signs himself out of it. */
  revoke(sessionId: string, doer?: Doer): Promise<void>;
  /** Ends all sessions of a person, but one where given. */
  revokeAllOf(userId: number, but?: string): Promise<void>;
}

export interface Users {
  /** By name in any case. */
  find(username: string): Promise<UserLine | null>;
  list(filter: UserFilter, page: PageRequest): Promise<Page<UserLine> | null>;
  /** How many of each role the filter has, whichever role it asks for. */
  counts(filter: UserFilter): Promise<Readonly<Record<Role, number>>>;
  create(user: NewUser, doer: Doer): Promise<UserCreation>;
  change(username: string, change: UserChange, doer: Doer): Promise<UserChanged>;
  changeAccess(username: string, what: AccessChange, doer: Doer): Promise<AccessChanged>;
  /** Those of a person that stand, the one that was used last first. */
  sessionsOf(user: Pick<UserLine, "id">): Promise<readonly SessionLine[]>;
  /** What a person reads, on whatever device. */
  setLanguage(language: string, doer: Doer): Promise<void>;
}

/** One-time links by which somebody sets a new password. */
export interface Resets {
  make(username: string, doer: Doer): Promise<ResetMade>;
  /** The name of whom this link works for; null: it works for nobody, for whatever reason. */
  ownerOf(token: string): Promise<string | null>;
  use(token: string, password: string, caller: Caller): Promise<ResetUse>;
}
