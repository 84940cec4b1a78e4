/** English: the desk where bills are made, changed, moved about and printed. */
import type { BillField } from "../../domain/seen_bill.ts";
import type { Told } from "./told.ts";

export const billList = {
  from: "From",
  to: "To",
  madeBy: "Made by",
  anybody: "Anybody",
  noneTitle: "No bills yet",
  noneSays: "Make the first one. Then scan its sacks.",
  make: "Make a bill",
  fitsNone: "No bill fits. Leave out a part of the filter, or look at all bills.",
  without: "Leave out:",
  since: (day: string) => `from ${day}`,
  until: (day: string) => `to ${day}`,
  by: (name: string) => `made by ${name}`,
};

/** What is wrong with a field, in place. */
export const billFaults = {
  capacityMissing: "Say how many sacks are agreed, 1 to 500.",
  capacityWrong: "A whole number from 1 to 500.",
  tooLong: (charsMax: number) => `At most ${charsMax} signs.`,
  numberWrong: "This cannot be a number of a bill.",
  numberTaken: "This number is taken. Choose another one, or leave it empty.",
  reasonMissing: "Say why.",
  notWhole: { says: "The form is not complete. Nothing is saved.", todo: "Look at the marked fields." },
};

export const billDesk = {
  ofBags: (count: string) => `of ${count}`,
  print: "Print",
  sum: "How the weight adds up",
  each: "Each",
  together: "Together",
  oneByOne: (product: string) => `${product}, sack by sack`,
  shortOnly: (count: number) => `Short ones only (${count})`,
  move: "Move",
  moveSack: (code: string) => `Move ${code} to another bill`,
  tick: (code: string) => `Choose ${code}`,
  moveTicked: "Move the chosen ones",
  moveAll: "Move all",
  undo: "Undo",
  tookOff: (count: number) => `${count} sacks are taken off.`,
  putOn: (count: number, number: string) => `${count} sacks are on bill ${number}.`,
  stayed: (count: number) =>
    `${count} ${count === 1 ? "sack stays" : "sacks stay"} where ${count === 1 ? "it is" : "they are"}:`,
};

export const billMove = {
  title: (count: number, code: string) =>
    count === 1 ? `Move ${code} to another bill` : `Move ${count} sacks to another bill`,
  from: (number: string) => `One step: bill ${number} keeps a sack until the other bill has it.`,
  sacks: "Sacks to move",
  target: "Number of the other bill",
  targetHint: "Scan it, type it, or choose one below.",
  targetMissing: "Scan or type the number of the other bill.",
  notFound: (number: string) => `There is no bill ${number}. Look at its number again.`,
  move: "Move",
  cancel: "Leave it as it is",
  open: "Bills with room",
  choose: "Move to",
  none: "No other bill has room.",
  makeOne: "Make a bill",
  nothing: { says: "No sack was chosen.", todo: "Choose sacks in the table, then move them." } as Told,
};

export const billConflict = {
  title: "This bill was changed while you had it open",
  titleFrozen: "This bill is closed by now",
  says: "Look at what is new. What you wrote is still here.",
  fields: {
    capacity: "Sacks agreed",
    destination: "Destination",
    vehicle: "Truck",
    description: "Description",
  } as Readonly<Record<BillField, string>>,
  change: (field: string, was: string, now: string) => `${field}: was ${was} when you opened it, is now ${now}`,
  by: (name: string, at: string) => `(by ${name}, ${at})`,
  youWrote: (text: string) => `You wrote ${text}.`,
  youLeft: "You left it as it was.",
  nothing: "nothing",
  keep: (field: string) => `${field}: which one?`,
  mine: (text: string) => `Mine: ${text}`,
  theirs: (text: string) => `Theirs: ${text}`,
  putOn: (count: number) => `${count} ${count === 1 ? "sack was" : "sacks were"} put on:`,
  takenOff: (count: number) => `${count} ${count === 1 ? "sack was" : "sacks were"} taken off.`,
  status: (was: string, now: string) => `It was ${was}, it is ${now} now.`,
  save: "Save it like this",
  takeAll: "Leave it as it is now",
  again: "Press again to do it all the same.",
};

export const billPrint = {
  title: (number: string) => `Bill ${number}, print`,
  bill: "Bill",
  to: "To",
  truck: "Truck",
  made: "Made",
  completed: "Completed",
  short: "Completed short",
  printed: "Printed",
  version: (at: string, version: number) => `${at}, version ${version}`,
  by: (at: string, name: string) => `${at}, ${name}`,
  draft: "Draft: not completed",
  voided: "Void",
  qr: (number: string) => `QR code of ${number}`,
  ofSacks: (count: string, capacity: string) => `${count} of ${capacity}`,
  byKind: "By kind",
  sacks: "Sacks",
  place: "No.",
  sack: "Sack",
  kind: "Kind",
  bags: "Bags",
  each: "Each",
  weight: "Weight",
  expected: "Expected",
  missing: "Missing",
  remark: "Remark",
  loaded: "Loaded",
  tick: "Box to tick",
  noSacks: "No sacks on this bill.",
  list: "Packing list",
  listSays: (sacks: string, bags: string) => `${sacks} sacks, ${bags} bags, by their codes`,
  bagCount: (count: number, capacity: number) => `${count} of ${capacity} bags`,
  emptySack: "Empty",
  signs: ["Packed by", "Loaded by", "Driver"],
  back: (number: string) => `Bill ${number}`,
  hint: "Press Ctrl P, or",
  /** What stands before and between the numbers at the foot of a sheet, its blanks included. */
  page: "Page ",
  of: " of ",
};
