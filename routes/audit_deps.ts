/** What the routes write down that changes no row of its own; part of `Deps`. */
import type { Doer } from "../domain/people.ts";
import type { RefusedAttempt } from "../domain/refused_attempt.ts";

export interface AuditDeps {
  /** Writes down what was refused, later and bounded; never fails. With a credential: it stands no more, or never did. */
  readonly noteRefused: (
    met: RefusedAttempt | Omit<RefusedAttempt, "why" | "userId"> & { readonly credential: string },
  ) => void;
  /** Who takes which file with what filter, before it is given. */
  readonly writeTaken: (file: string, filter: Readonly<Record<string, string>>, doer: Doer) => Promise<void>;
}
