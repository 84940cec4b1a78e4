/** English: `/roles`, what each role may do. */
import type { Ability, Limit } from "../../domain/abilities.ts";
import type { Role } from "../../domain/shapes.ts";

export const rolesPage = {
  title: "Roles",
  says: "Who may do what. A change of somebody's role counts at once, on every device.",
  caption: "What each role may do",
  ability: "What",
  /** By the least role that may. */
  from: {
    dispatcher: "Everybody",
    biller: "Billers and admins",
    admin: "Admins only",
  } satisfies Record<Role, string>,
  yes: "Yes",
  no: "No",
  limits: {
    own_area: "own area",
    own_hour: "own, for an hour",
    own_bills: "own bills",
  } satisfies Record<Limit, string>,
  footnote:
    "Own area: lists, counts and searches show what belongs to a dispatcher's own area. A code that is scanned or typed in full is found wherever it is, since goods travel.",
};

export const abilities: Record<Ability, string> = {
  use_account: "Log in, change one’s own password and language",
  see_self: "Ask who one is, as programs do",
  scan: "Scan sacks and bags",
  undo: "Take a scan back",
  look_up: "Look one sack or bag up by its code",
  see_lists: "See lists of sacks, bags and scans",
  search: "Search by a part of a code",
  see_dashboard: "See the dashboard",
  move_bags: "Move bags, and take them out of a sack",
  see_bills: "See bills",
  edit_bills: "Make bills, fill them, complete and reopen them",
  see_history: "See how things stood at an earlier time",
  see_reports: "See reports",
  export_bills: "Download bills",
  void_things: "Make a sack, a bag or a bill void",
  import_sheets: "Import sheets",
  export_all: "Download all other lists",
  see_people: "See who may log in",
  manage_people: "Add people, give roles, disable accounts",
  manage_areas: "Manage dispatch areas",
  manage_kinds: "Manage kinds of sacks",
  manage_tokens: "Make and end API tokens",
  see_audit: "Read the audit log",
  see_system: "See how the system is doing",
  check_integrity: "Have everything recounted",
};
