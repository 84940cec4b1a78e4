/** Who may do what: the one table. Routes declare what they need of it, the page `/roles` shows it, menus follow it. */
import type { Person, Role } from "./shapes.ts";

export interface Rule {
  /** The least role that may; those above may, too. */
  readonly from: Role;
  /** What that least role sees by it, or takes back, is not all there is; those above are not held to it. */
  readonly limit?: Limit;
  /** Never by an API token, whatever its role: else who has one could make himself others that outlive it. */
  readonly isForPeople?: true;
}

/** `own_area`: of his dispatch area. `own_hour`: his own, of the last hour. `own_bills`: bills that he made. */
export type Limit = "own_area" | "own_hour" | "own_bills";

export const ABILITIES = {
  /** His own page, session, password, language. */
  use_account: { from: "dispatcher", isForPeople: true },
  /** Who one is, as a script asks to see whether its token still holds. */
  see_self: { from: "dispatcher" },
  scan: { from: "dispatcher" },
  undo: { from: "dispatcher", limit: "own_hour" },
  /** One thing by its code, wherever it is: goods travel. */
  look_up: { from: "dispatcher" },
  see_lists: { from: "dispatcher", limit: "own_area" },
  search: { from: "dispatcher", limit: "own_area" },
  see_dashboard: { from: "dispatcher", limit: "own_area" },
  move_bags: { from: "biller" },
  see_bills: { from: "biller" },
  edit_bills: { from: "biller" },
  see_history: { from: "biller" },
  see_reports: { from: "biller", limit: "own_bills" },
  export_bills: { from: "biller" },
  void_things: { from: "admin" },
  import_sheets: { from: "admin" },
  export_all: { from: "admin" },
  see_people: { from: "admin" },
  manage_people: { from: "admin", isForPeople: true },
  manage_areas: { from: "admin" },
  manage_kinds: { from: "admin" },
  manage_tokens: { from: "admin", isForPeople: true },
  see_audit: { from: "admin" },
  see_system: { from: "admin" },
  check_integrity: { from: "admin" },
} as const satisfies Readonly<Record<string, Rule>>;

export type Ability = keyof typeof ABILITIES;

export const ROLES: readonly Role[] = ["dispatcher", "biller", "admin"];

export const mayRole = (role: Role, ability: Ability): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(ABILITIES[ability].from);

/** Whether an API token of a sufficient role may. */
export const mayToken = (ability: Ability): boolean => !("isForPeople" in ABILITIES[ability]);

export const may = ({ role }: Pick<Person, "role">, ability: Ability): boolean => mayRole(role, ability);

/** What bounds somebody of this role who may do it; null: nothing does. */
export function limitOf(role: Role, ability: Ability): Limit | null {
  const rule: Rule = ABILITIES[ability];
  return role === rule.from ? rule.limit ?? null : null;
}
