/** English: finding things, and what a bag's page does with it. */
import type { Told } from "./told.ts";

export const timeline = {
  today: "Today",
  yesterday: "Yesterday",
  lot: (lot: string) => `lot ${lot}`,
  label: (text: string) => `Scanned: ${text}`,
  newest: "Newest events",
  olderOnes: "older events",
};

export const bagActs = {
  title: "What can be done",
  move: "Move to another sack",
  moveHint: "Scan or type its code.",
  moveButton: "Move",
  takeOut: (sack: string) => `Take out of ${sack}`,
  takeOutSays: (code: string, sack: string) =>
    `${code} leaves ${sack} and is in no sack then. Its life stays. To put it back, scan it again.`,
  takeOutButton: "Take it out",
  void: "Make void",
  voidSays: (code: string) =>
    `For a wrong registration. ${code} leaves the lists and counts, its life stays, and its code stays taken.`,
  voidReason: "Why was it wrong?",
  putOnBill: "Put it on a bill",
  putOnBillSays: "Choose the bill, then scan this sack there.",
  takeOff: (number: string) => `Take it off bill ${number}`,
  takeOffSays: "On the bill's page, beside the sack.",
  frozenSack: (sack: string, number: string): Told => ({
    says: `${sack} is on bill ${number}, which is completed. Nothing in it can be changed.`,
  }),
  openBill: "Open the bill again first.",
  askBiller: "Ask the biller to open it again.",
  voided: (code: string): Told => ({
    says: `${code} is void: it was registered by mistake. Nothing can be done with it.`,
  }),
  undoThis: "Undo",
};

export const bagFacts = {
  lot: "Lot",
  label: "Label",
  qrName: (code: string) => `QR code of ${code}`,
  barName: (code: string) => `Bar code of ${code}`,
  printLabel: "Label",
  labelTitle: (code: string) => `Label of ${code}`,
  labelSays: "One code, twice: as bars and as a QR code.",
  lots: (count: number, lots: string): Told => ({
    says: `This number was read from labels of ${count} lots: ${lots}.`,
    todo: "Look whether two bags carry the same number.",
  }),
};

export const searching = {
  titleOf: (query: string) => `Search ${query}`,
  found: (number: string, _count: number, query: string) => `${number} found for “${query}”`,
  sorts: "What is shown",
  all: (number: string) => `Show all ${number}`,
  noneOfSort: "Nothing of this sort. Look under the others.",
  didYouMean: "Did you mean",
  sackCode: (prefix: string, digits: number, example: string) =>
    `A sack has ${digits} numbers after ${prefix}, like ${example}.`,
  hasDigits: (count: number) => `This one has ${count}.`,
  notOnlyNumbers: "This one has other signs among them.",
  readAgain: "No such sack is known. Scan its label again.",
  tooShort: "Type at least 3 letters or numbers of a code.",
  notSeenYet: "Nobody has packed or scanned it yet. Scan the label again, or type a part of the code.",
  codes:
    "A sack's code is like SB00042. A bag's is 4 to 20 letters and numbers, on its label after LABEL NO. Type a part of either, or of a bill's number.",
  isBill: (query: string) => `“${query}” is a bill.`,
  othersBill: "Billers see bills. Scan a sack or a bag: its page says which bill it is on.",
};

export const bagList = {
  kind: "Kind",
  anyKind: "Any kind",
  bill: "Bill",
  sack: "Sack",
  either: "Either",
  open: "Open",
  openAny: "Open: begun, not full, on no bill",
  anyArea: "Any area",
  from: "First seen from",
  to: "First seen until",
  fromDay: (day: string) => `from ${day}`,
  toDay: (day: string) => `to ${day}`,
  narrowed: "What the list is narrowed to",
  takeBack: "take back",
  clear: "Clear all",
  emptyAlone: "Nothing is registered yet. Scan a sack, and it is here.",
  emptyHere: "No sack and no bag fits all of this. Take something back:",
  emptyQuery: (query: string) => `No code has “${query}” in it. Search looks at bills too:`,
  search: (query: string) => `Search “${query}”`,
  end: "The list ends before this page.",
};
