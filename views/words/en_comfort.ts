/** English: looking back, and the keyboard. */

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
