/** English: the frame, the way in, and the pages where people scan. */
import type { BillStatus, Role } from "../../domain/shapes.ts";
import type { Look } from "../look.ts";
import type { Told } from "./told.ts";

export const roles: Record<Role, string> = { admin: "Admin", biller: "Biller", dispatcher: "Dispatcher" };

export const looks: Record<Look, string> = {
  opened: "Sack opened",
  stored: "Stored",
  here: "Already here",
  refused: "Refused",
  full: "Full",
  waiting: "Waiting",
};

export const billStatuses: Record<BillStatus, string> = {
  new: "New",
  processing: "In work",
  completed: "Completed",
  voided: "Void",
};

/** Of a dispatch area that is not named here, the key is shown as people write a town. */
export const areas: Readonly<Record<string, string>> = {};

/** Products of the kinds of sacks; one that is not named here is shown as it was entered. */
export const products: Readonly<Record<string, string>> = {};

export const frame = {
  product: "TraceTrack",
  skip: "Skip to content",
  menu: "Main",
  tabs: "Main, short",
  work: "Work",
  admin: "Admin",
  dashboard: "Dashboard",
  scan: "Scan",
  bills: "Bills",
  bags: "Sacks and bags",
  search: "Search",
  people: "People",
  kinds: "Kinds of sacks",
  imports: "Imports",
  reports: "Reports",
  audit: "Audit",
  system: "System",
  find: "Find a sack, a bag or a bill",
  account: (name: string) => `Your account: ${name}`,
  colours: "Colours",
  themes: { auto: "Auto", light: "Light", dark: "Dark" },
  language: "Language",
  sound: "Sound",
  logout: "Log out",
  where: "Where you are",
  next: "Next page",
  first: "First page",
  nothing: "–",
};

export const login = {
  title: "Log in",
  username: "User name",
  password: "Password",
  submit: "Log in",
  wrong: { says: "That name and password do not match.", todo: "Try again, or ask your admin for a new password." },
  locked: (minutes: number): Told => ({
    says: "Too many tries with this name.",
    todo: `Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`,
  }),
  out: "You are logged out.",
};

export const billScan = {
  title: (number: string) => `Sacks on ${number}`,
  label: "Scan or type the code of a sack",
  counterName: "Sacks on the bill",
  weight: "Weight",
  expected: "Expected",
  bags: "Bags",
  ready: "Ready",
  readySays: "Scan the sacks of this bill.",
  open: "The bill",
  list: "Last scans",
  bagCount: (count: number, capacity: number) => `${count} / ${capacity} bags`,
};

export const faults = {
  askNumber: "If you ask for help, say this number:",
  forbidden: { says: "This page is not for you", todo: "Ask an admin to do it, or log in with another name." },
  notFound: {
    says: "There is no such page",
    todo: "The address may be old, or a code has a typing mistake. Search for the sack, the bag or the bill instead.",
  },
  conflict: {
    says: "This was changed meanwhile",
    todo: "Somebody was quicker. Look at it as it is now, then do it again. What you sent is not stored.",
  },
  busy: {
    says: "Not saved. Nothing is lost.",
    todo: "The server cannot store this just now. A form that you sent by hand was not stored: send it again.",
  },
  internal: {
    says: "This did not work",
    todo: "It is our fault, not yours. What you sent may not be stored: look before you send it again.",
  },
  malformed: { says: "This was not sent whole", todo: "Go back and send it again." },
  loggedInAs: (name: string, role: string) => `You are logged in as ${name}, ${role}.`,
  again: "Try again",
  backToScan: "Back to scanning",
  anotherName: "Log in with another name",
};

export const peopleTabs = {
  users: "People",
  tokens: "API tokens",
  roles: "Roles",
  areas: "Areas",
};
