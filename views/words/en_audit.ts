/** English: `/audit`, what was done, by whom, and what changed by it. */
import type { CommandKind } from "../../domain/command.ts";
import { type AuditSaid, roleIn, textIn } from "./audit_said.ts";
import { roles } from "./en_pages.ts";

export const auditPage = {
  title: "Audit",
  says: "What was done, by whom and from where. Nothing here can be changed or removed.",
  filter: "Filter the audit",
  actor: "Who",
  action: "What was done",
  anyAction: "Anything",
  ofBags: "Sacks, bags and bills",
  ofPeople: "People, settings, imports",
  entity: "To what",
  entityHint: "such as bag/SB00042, bill/B-1, user/anil",
  from: "From",
  to: "To",
  show: "Show",
  counted: (count: number, shown: string, isAll: boolean) =>
    `${shown}${isAll ? "" : "+"} ${count === 1 && isAll ? "record" : "records"}`,
  list: "Records, newest first",
  before: "Before",
  after: "After",
  field: "Field",
  nothing: "–",
  place: "From",
  station: "Station",
  request: "Request",
  record: "Record",
  reason: "Reason",
  kind: "Kind",
  outcome: "Outcome",
  openThing: "Open",
  program: "The system",
  somebody: "Somebody",
  yes: "yes",
  no: "no",
  emptyTitle: "Nothing was recorded",
  emptySays: "Nobody did anything of this kind in that time.",
  showAll: "Show everything",
};

/** Names of what may be done, for choosing one. */
export const auditCommands: Record<CommandKind, string> = {
  open_parent: "Opened a sack",
  link_child: "Stored a bag in a sack",
  undo: "Took a scan back",
  move_child: "Moved a bag",
  take_child_out: "Took a bag out",
  void_bag: "Made a bag void",
  withdraw_bag: "Withdrew an imported bag",
  link_bill: "Put a sack on a bill",
  unlink_bill: "Took a sack off a bill",
  create_bill: "Made a bill",
  edit_bill: "Changed a bill",
  complete_bill: "Completed a bill",
  reopen_bill: "Opened a bill again",
  void_bill: "Made a bill void",
  withdraw_bill: "Withdrew an imported bill",
};

export const auditActions: Readonly<Record<string, string>> = {
  signed_in: "Logged in",
  signed_out: "Logged out",
  sign_in_refused: "Login refused",
  sign_in_code_refused: "Login code refused",
  badge_signed_in: "Logged in by badge",
  badge_refused: "Badge or PIN refused",
  refused: "Refused at a door",
  user_created: "Made a person",
  user_changed: "Changed a person",
  unlocked: "Unlocked a person",
  reset_link_made: "Made a reset link",
  reset_link_refused: "Reset link refused",
  password_reset: "Reset a password",
  password_changed: "Changed one’s own password",
  session_ended: "Ended a session",
  sessions_ended: "Logged somebody out everywhere",
  two_step_on: "Switched two-step login on",
  two_step_off: "Switched two-step login off",
  two_step_reset: "Reset two-step login",
  backup_codes_renewed: "Renewed backup codes",
  badge_made: "Made a badge",
  badge_revoked: "Revoked a badge",
  pin_set: "Set a PIN",
  pin_voided: "PIN blocked after wrong tries",
  language_changed: "Changed the language",
  token_created: "Made an API token",
  token_revoked: "Revoked an API token",
  area_created: "Made an area",
  area_changed: "Changed an area",
  kind_created: "Made a kind of sack",
  kind_changed: "Changed a kind of sack",
  import_uploaded: "Uploaded a sheet",
  import_mapped: "Said what columns are",
  import_applied: "Put an import in",
  import_cancelled: "Cancelled an import",
  import_undone: "Took an import back",
  export_taken: "Took an export",
  audit_purged: "Removed old records",
};

/** The sentence of a record that is no command's. */
export function auditSays(action: string, said: AuditSaid): string {
  const line = lines[action];
  if (line) return line(said);
  const name = auditActions[action] ?? action.replaceAll("_", " ");
  return `${said.by}: ${name}${said.it ? ` (${said.it})` : ""}`;
}

const lines: Readonly<Record<string, (said: AuditSaid) => string>> = {
  signed_in: ({ by }) => `${by} logged in`,
  signed_out: ({ by }) => `${by} logged out`,
  badge_signed_in: ({ by }) => `${by} logged in by badge`,
  sign_in_refused: ({ it }) => it ? `A login as ${it} was refused` : "A login under an unknown name was refused",
  sign_in_code_refused: ({ it }) => `A login code for ${it} was refused`,
  badge_refused: ({ it }) => it ? `A badge login as ${it} was refused` : "An unknown badge was refused",
  refused: ({ by, after }) => `${by} was refused at ${textIn(after, "route")}`,
  user_created: ({ by, it, after }) => `${by} made ${it}: ${roleIn(roles, after)}`,
  user_changed: ({ by, it, before, after }) =>
    after["role"] !== before["role"]
      ? `${by} made ${it} from ${roleIn(roles, before)} to ${roleIn(roles, after)}`
      : after["disabled"] === true && before["disabled"] === false
      ? `${by} disabled ${it}`
      : after["disabled"] === false && before["disabled"] === true
      ? `${by} let ${it} in again`
      : `${by} changed ${it}`,
  unlocked: ({ by, it }) => `${by} unlocked ${it}`,
  reset_link_made: ({ by, it }) => `${by} made a reset link for ${it}`,
  reset_link_refused: () => "A wrong or used reset link was refused",
  password_reset: ({ it }) => `${it} set a new password by a reset link`,
  password_changed: ({ by }) => `${by} changed their own password`,
  session_ended: ({ by }) => `${by} ended one of the own sessions`,
  sessions_ended: ({ by, it }) => by === it ? `${by} ended all other sessions` : `${by} logged ${it} out everywhere`,
  two_step_on: ({ by }) => `${by} switched two-step login on`,
  two_step_off: ({ by }) => `${by} switched two-step login off`,
  two_step_reset: ({ by, it }) => `${by} reset two-step login of ${it}`,
  backup_codes_renewed: ({ by }) => `${by} renewed the backup codes`,
  badge_made: ({ by, it }) => `${by} made a badge for ${it}`,
  badge_revoked: ({ by, it }) => `${by} revoked the badge of ${it}`,
  pin_set: ({ by, it }) => by === it ? `${by} set a PIN` : `${by} set a PIN for ${it}`,
  pin_voided: ({ it }) => `The PIN of ${it} was blocked after wrong tries`,
  language_changed: ({ by, after }) => `${by} chose the language ${textIn(after, "language")}`,
  token_created: ({ by, after }) => `${by} made the API token ${textIn(after, "name")}`,
  token_revoked: ({ by, it, before }) => `${by} revoked the API token ${textIn(before, "name") || it}`,
  area_created: ({ by, it }) => `${by} made the area ${it}`,
  area_changed: ({ by, it }) => `${by} changed the area ${it}`,
  kind_created: ({ by, it }) => `${by} made the kind ${it}`,
  kind_changed: ({ by, it }) => `${by} changed the kind ${it}`,
  import_uploaded: ({ by, it, after }) => `${by} uploaded ${textIn(after, "fileName") || "a sheet"} (import ${it})`,
  import_mapped: ({ by, it }) => `${by} said what the columns of import ${it} are`,
  import_applied: ({ by, it }) => `${by} put import ${it} in`,
  import_cancelled: ({ by, it }) => `${by} cancelled import ${it}`,
  import_undone: ({ by, it }) => `${by} took import ${it} back`,
  export_taken: ({ by, after }) => `${by} took the export ${textIn(after, "file")}`,
  audit_purged: ({ after }) =>
    `Records of before ${textIn(after, "up_to").slice(0, 10)} left the log: ${textIn(after, "removed")}`,
};
