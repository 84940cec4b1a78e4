/** English: one sentence for every outcome. Short, present tense, about the bag and not about the system. */
import type { Answer } from "../../domain/answer.ts";
import type { Outcome, Refusal } from "../../domain/outcomes.ts";
import type { Clock, Told } from "./told.ts";
import { settingsRefusals } from "./en_settings.ts";

type Sentence = (answer: Answer, at: Clock) => Told;

export const outcomes: Record<Outcome, Sentence> = {
  parent_created: (a) => ({
    says: `${sack(a)} is new and empty. It takes ${bags(a.parent?.capacity)}.`,
    todo: "Scan its bags.",
  }),
  parent_opened: (a) => ({
    says: `${sack(a)} is open, ${bags(a.parent?.childCount)} in it.`,
    todo: a.parent?.status === "full" ? "It is full. Scan the next sack." : "Scan its bags.",
  }),
  child_linked: (a) =>
    a.parent?.status === "full"
      ? {
        says: `${sack(a)} has all ${bags(a.parent.capacity)}. ${bag(a)} is stored.`,
        todo: "Tie it. Scan the next sack.",
      }
      : { says: `${bag(a)} is in ${sack(a)}.${toGo(a)}` },
  child_moved: (a) => ({ says: `${bag(a)} is moved${a.from ? ` from ${a.from.code}` : ""} to ${sack(a)}.${toGo(a)}` }),
  child_unlinked: (a) => ({ says: `${bag(a)} is taken out of ${sack(a)}.${sackCount(a)}` }),
  bill_linked: (a) => ({
    says: `${sack(a)} is on ${bill(a)}, ${bags(a.parent?.childCount)}.${billToGo(a)}`,
    ...(isShort(a) ? { todo: `It is ${bags(missing(a))} short. It counts as it is.` } : {}),
  }),
  bill_unlinked: (a) => ({ says: `${sack(a)} is taken off ${bill(a)}.${billCount(a)}` }),
  bill_created: (a) => ({ says: `${capital(bill(a))} is ready.`, todo: "Scan its sacks." }),
  bill_changed: (a) => ({ says: `${capital(bill(a))} is changed.` }),
  bill_closed: (a) => ({ says: `${capital(bill(a))} is completed.${billCount(a)}` }),
  bill_reopened: (a) => ({ says: `${capital(bill(a))} is open again.` }),
  bill_made_void: (a) => ({ says: `${capital(bill(a))} is void. Its sacks are free again.` }),
  bag_made_void: (a) => ({ says: `${a.child?.code ?? sack(a)} is void. Its code stays taken.` }),
  bag_withdrawn: (a) => ({ says: `${a.child?.code ?? sack(a)} is taken back with its import.` }),
  bill_withdrawn: (a) => ({ says: `${capital(bill(a))} is taken back with its import.` }),

  child_already_here: (a, at) => ({
    says: `${bag(a)} is in this sack already${since(a, at)}. Counted once.`,
    todo: "Next bag.",
  }),
  bag_already_on_bill: (a, at) => ({
    says: `${sack(a)} is on this bill already${since(a, at)}. Counted once.`,
    todo: "Next sack.",
  }),

  empty: () => ({ says: "Nothing was scanned.", todo: "Scan a label." }),
  too_long: () => ({ says: "This is too long to be a label.", todo: "Scan one label at a time." }),
  bad_format: () => ({ says: "This code cannot be read.", todo: "Scan the label once more." }),
  self_link: (a) => ({ says: `${sack(a)} cannot go into itself.`, todo: "Scan a bag." }),
  wrong_type: (a) =>
    a.child !== null && a.parent !== null
      ? { says: `${bag(a)} is a sack, not a bag.`, todo: "Finish this sack first, or scan a bag." }
      : { says: `${a.child?.code ?? "This"} is a bag, not a sack.`, todo: "Scan a sack." },
  bag_voided: (a) => ({ says: `${a.child?.code ?? sack(a)} is void.`, todo: "Put it aside. Ask an admin." }),
  child_elsewhere: (a, at) => ({
    says: `${bag(a)} is already in ${a.elsewhere?.parent ?? "another sack"}${elsewhereBill(a)}.${putThere(a, at)}`,
    todo: "Take this bag out. Put it aside.",
  }),
  parent_full: (a) => ({ says: `${bag(a)} is not stored: ${sack(a)} is full.`, todo: "Put it in the next sack." }),
  not_in_parent: (a) => ({ says: `${bag(a)} is not in ${a.parent?.code ?? "this sack"}.`, todo: "Look where it is." }),
  parent_not_found: () => ({ says: "There is no such sack yet.", todo: "Open the sack first: scan its label." }),
  bag_not_found: (a) => ({
    says: `${a.child?.code ?? a.parent?.code ?? "This code"} is not known here.`,
    todo: "Have it packed first.",
  }),
  bag_in_use: (a) => ({ says: `${a.child?.code ?? sack(a)} is in use.`, todo: "Empty it first, or take it out." }),
  bag_on_other_bill: (a) => ({
    says: `${sack(a)} is on bill ${a.elsewhere?.bill ?? "of another load"}.`,
    todo: "Take it off there first.",
  }),
  bag_not_on_bill: (a) => ({ says: `${sack(a)} is on no bill now.`, todo: "Scan it again." }),
  empty_parent: (a) => ({ says: `${sack(a)} is empty.`, todo: "Pack it first." }),

  scan_not_found: () => ({ says: "There is nothing to undo.", todo: "Look at the list." }),
  not_yours: () => ({
    says: "This is not your scan, or it is older than an hour.",
    todo: "Ask a biller to undo it.",
  }),
  already_undone: () => ({ says: "This is undone already." }),
  superseded: (a) => ({ says: `${a.child?.code ?? sack(a)} has moved on since.`, todo: "Look where it is now." }),

  bill_not_found: () => ({ says: "There is no such bill.", todo: "Look at the list of bills." }),
  bill_exists: (a) => ({
    says: a.bill ? `Bill ${a.bill.number} exists already.` : "A bill with this number exists already.",
    todo: "Choose another number.",
  }),
  bill_full: (a) => ({
    says: `${sack(a)} is not stored: ${bill(a)} is full.`,
    todo: "Complete the bill, or raise its capacity.",
  }),
  bill_empty: (a) => ({ says: `${capital(bill(a))} has no sacks.`, todo: "Scan its sacks first." }),
  bill_short: (a) => ({
    says: `${capital(bill(a))} is short.${billCount(a)}`,
    todo: "Say why, and complete it short.",
  }),
  bill_completed: (a) => ({
    says: `${capital(closedBill(a))} is completed.`,
    todo: "Ask the biller to open it again.",
  }),
  bill_not_completed: (a) => ({ says: `${capital(bill(a))} is open.` }),
  bill_voided: (a) => ({ says: `${capital(bill(a))} is void.`, todo: "Use another bill." }),
  not_on_bill: (a) => ({ says: `${sack(a)} is not on ${bill(a)}.` }),
  capacity_out_of_range: () => ({ says: "A bill takes 1 to 500 sacks.", todo: "Choose a number from 1 to 500." }),
  capacity_below_linked: (a) => ({
    says: `${capital(bill(a))} holds more sacks than that.${billCount(a)}`,
    todo: "Take sacks off first.",
  }),
  version_conflict: (a) => ({
    says: `${capital(bill(a))} was changed meanwhile.`,
    todo: "Look at it as it is now, then do it again.",
  }),
};

/** Refusals of the door, for which there is no answer to speak of. */
export const refusals: Record<Refusal, Told> = {
  unauthenticated: { says: "You are not logged in, or name and password do not belong together.", todo: "Log in." },
  forbidden: { says: "Your role may not do this.", todo: "Ask a biller or an admin." },
  wrong_user: {
    says: "This was scanned under another name. It is not stored.",
    todo: "Log in as the one who scanned it.",
  },
  malformed: { says: "This was not sent whole. It is not stored.", todo: "Do it again." },
  scan_id_reused: {
    says: "This scan was sent twice with different content. It is not stored.",
    todo: "Scan it again.",
  },
  not_found: { says: "There is no such thing here.", todo: "Search for it." },
  method_not_allowed: { says: "This cannot be done here.", todo: "Look at the address and the method." },
  timed_out: { says: "This did not arrive in time. It is not stored.", todo: "Send it again." },
  wrong_host: { says: "This server has another name.", todo: "Open it by the address that your admin told you." },
  too_many_rows: { says: "An XLSX holds at most 200,000 rows.", todo: "Take the CSV, or ask for fewer rows." },
  payload_too_large: { says: "This is too large to be taken.", todo: "Send less at once." },
  unsupported_media_type: { says: "This cannot be read in the form it was sent." },
  rate_limited: { says: "Too many tries.", todo: "Wait a little, then try again." },
  busy: { says: "Not confirmed; it will be sent again.", todo: "Go on scanning." },
  username_taken: { says: "This name is taken.", todo: "Choose another name." },
  token_name_taken: { says: "A token or a person has this name.", todo: "Choose another name." },
  weak_password: { says: "This password is too easy to guess.", todo: "Take a longer one." },
  version_conflict: { says: "This was changed meanwhile.", todo: "Look at it as it is now, then do it again." },
  last_admin: { says: "This is the last admin.", todo: "Make somebody else an admin first." },
  own_account: { says: "This is your own account.", todo: "Ask another admin." },
  user_disabled: { says: "This person is disabled.", todo: "Enable the account first." },
  area_full: { says: "This area has all the dispatchers it may have.", todo: "Choose another area." },
  import_not_ready: { says: "This import is at another step by now.", todo: "Look at it as it is now." },
  ...settingsRefusals,
  internal: { says: "This was not stored.", todo: "Scan it again." },
};

/** The same in a few words, for lists and lives. */
export const short: Record<Outcome, string> = {
  parent_created: "New sack",
  parent_opened: "Sack opened",
  child_linked: "Stored",
  child_moved: "Moved",
  child_unlinked: "Taken out",
  bill_linked: "On the bill",
  bill_unlinked: "Off the bill",
  bill_created: "Bill made",
  bill_changed: "Changed",
  bill_closed: "Completed",
  bill_reopened: "Opened again",
  bill_made_void: "Void",
  bag_made_void: "Void",
  bag_withdrawn: "Taken back",
  bill_withdrawn: "Taken back",
  child_already_here: "Already here",
  bag_already_on_bill: "Already here",
  empty: "nothing scanned",
  too_long: "too long",
  bad_format: "code not readable",
  self_link: "the sack itself",
  wrong_type: "the wrong kind",
  bag_voided: "it is void",
  child_elsewhere: "in another sack",
  parent_full: "sack is full",
  not_in_parent: "not in that sack",
  parent_not_found: "no such sack",
  bag_not_found: "not known here",
  bag_in_use: "in use",
  bag_on_other_bill: "on another bill",
  bag_not_on_bill: "on no bill",
  empty_parent: "sack is empty",
  scan_not_found: "nothing to undo",
  not_yours: "not your scan",
  already_undone: "undone already",
  superseded: "moved on since",
  bill_not_found: "no such bill",
  bill_exists: "number is taken",
  bill_full: "bill is full",
  bill_empty: "bill is empty",
  bill_short: "bill is short",
  bill_completed: "bill is completed",
  bill_not_completed: "bill is open",
  bill_voided: "bill is void",
  not_on_bill: "not on the bill",
  capacity_out_of_range: "1 to 500 sacks",
  capacity_below_linked: "holds more sacks",
  version_conflict: "changed meanwhile",
};

const bag = (a: Answer) => a.child?.code ?? "This code";
const sack = (a: Answer) => a.parent?.code ?? "This sack";
const bill = (a: Answer) => a.bill ? `bill ${a.bill.number}` : a.parent?.bill ? `bill ${a.parent.bill}` : "the bill";
/** Of a sack that goes from bill to bill, either may be the one that is closed. */
const closedBill = (a: Answer) =>
  a.parent?.bill && a.bill && a.bill.status !== "completed" ? `bill ${a.parent.bill}` : bill(a);
const bags = (count = 0) => `${count} ${count === 1 ? "bag" : "bags"}`;
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const missing = (a: Answer) => a.parent ? a.parent.capacity - a.parent.childCount : 0;
const isShort = (a: Answer) => missing(a) > 0;
const toGo = (a: Answer) => isShort(a) ? ` ${missing(a)} to go.` : "";
const sackCount = (a: Answer) => a.parent ? ` ${a.parent.childCount} / ${a.parent.capacity}.` : "";
const billCount = (a: Answer) => a.bill ? ` ${a.bill.linkedCount} / ${a.bill.capacity}.` : "";
const since = (a: Answer, at: Clock) => after(", since ", at(a.elsewhere?.since ?? null));
const elsewhereBill = (a: Answer) => a.elsewhere?.bill ? `, bill ${a.elsewhere.bill}` : "";
const after = (lead: string, text: string) => text === "" ? "" : lead + text;

function billToGo(a: Answer): string {
  if (!a.bill) return "";
  const left = a.bill.capacity - a.bill.linkedCount;
  return left > 0 ? ` ${left} ${left === 1 ? "sack" : "sacks"} to go.` : " The bill is full.";
}

function putThere(a: Answer, at: Clock): string {
  const by = a.elsewhere?.by;
  return by ? ` ${by} put it there${after(" at ", at(a.elsewhere?.since ?? null))}.` : "";
}
