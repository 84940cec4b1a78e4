/** English: looking back, the keyboard, and what is not possible. */

export const asItWas = {
  open: "As it was at a chosen time",
  title: (time: string) => `As it was at ${time}`,
  when: "Day and time",
  hint: "All of that minute counts.",
  unread: "Choose a day and a time.",
  show: "Show",
  back: "As it is now",
  notYet: (time: string) => `Nobody knew it yet. First seen ${time}.`,
  state: "State",
  nothingIn: "No bags were in this sack.",
  nothingOn: "No sacks were on this bill.",
};

export const shortcuts = {
  title: "Keyboard shortcuts",
  close: "Close",
  everywhere: "On every page",
  find: "Find a sack, a bag or a bill",
  help: "Open and close this list",
  go: "Go to",
  lists: "In a list",
  next: "Next row, also ↓. Enter opens it",
  previous: "Row before, also ↑",
  bills: "Bills",
  newBill: "New bill, in the list of bills",
  edit: "Edit this bill",
  complete: "Complete this bill",
  print: "Print",
  scanner: "Scan a label on any of these pages: it is searched for at once.",
  scanning: "Where people scan, all keys belong to the scanner. Ctrl+Z takes the last scan back.",
  on: "Use shortcuts on this device",
};

/** Beside `faults`: what is not possible, more exactly. */
export const faultWords = {
  unknownBill: (number: string) => `We do not know the bill “${number}”`,
  unknownBillSays: "Its number may have a typing mistake. Search for a part of it, or look in the list of bills.",
  query: "Code, or a part of it",
  tooLarge: { says: "This is too large", todo: "Nothing is stored. Send less at once, or a smaller file." },
  wrongKind: {
    says: "This cannot be read here",
    todo: "Nothing is stored. Use the form of the page, or another file.",
  },
  refused: { says: "This is not possible", todo: "Nothing is stored. Look at the page again, change what you sent." },
  tooFast: { says: "Too much at once", todo: "Wait a moment, then try again. What you sent is not stored." },
  back: "Back to the page",
};
