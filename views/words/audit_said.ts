/** What a line of the audit is told from. */
import type { Role } from "../../domain/shapes.ts";

export interface AuditSaid {
  /** Who did it; already a name, or the word for nobody. */
  readonly by: string;
  /** Whom or what it was done to. */
  readonly it: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Of what a record holds, the text that stands there; nothing where there is none. */
export const textIn = (state: Readonly<Record<string, unknown>>, field: string): string => String(state[field] ?? "");

/** The word for a role that a record names. */
export const roleIn = (roles: Readonly<Record<Role, string>>, state: Readonly<Record<string, unknown>>): string =>
  roles[state["role"] as Role] ?? textIn(state, "role");
