/** English: sheets on their way in, and their pages. */
import type { ImportColumn, ImportLayout, ImportSample } from "../../domain/import_shapes.ts";

/** How an import stands, as people see it. */
export type Phase =
  | ("waiting" | "asking" | "reading" | "checking" | "checked" | "applying" | "stopping")
  | ("done" | "failed" | "cancelled" | "undoing" | "undone");

const phases: Record<Phase, string> = {
  waiting: "Waits",
  asking: "Asks for its columns",
  reading: "Is read",
  checking: "Is checked",
  checked: "Ready to put in",
  applying: "Is put in",
  stopping: "Stops",
  done: "Put in",
  failed: "Did not work",
  cancelled: "Cancelled",
  undoing: "Is taken back",
  undone: "Taken back",
};

const layouts: Record<ImportLayout | "auto", string> = {
  auto: "Find out by itself",
  bags: "Bags and sacks, one a row",
  bills: "Bills, one a row",
  child_parent_batches: "Bags with their sack below",
  parent_bill_batches: "Sacks with their bill below",
};

const columns: Record<ImportColumn, string> = {
  serial: "Serial number",
  text: "Code",
  code: "Code of the bag or sack",
  role: "Type: parent or child",
  parent: "Sack of the bag",
  number: "Bill number",
  description: "Description",
  capacity: "Number of sacks",
};

const does: Record<ImportSample["does"], (child: string, parent: string, bill: string) => string> = {
  registers_parent: (_, parent) => `New sack ${parent}.`,
  registers_child: (child, parent) => `New bag ${child} goes into ${parent}.`,
  links_child: (child, parent) => `Bag ${child} goes into ${parent}.`,
  links_bill: (_, parent, bill) => `Sack ${parent} goes on bill ${bill}.`,
  makes_bill: (_child, _parent, bill) => `Bill ${bill} is made.`,
};

export const imports = {
  title: "Imports",
  says: "Each sheet is checked first. Nothing changes before you put it in.",
  phases,
  layouts,
  columns,
  does,

  uploadTitle: "Choose sheets",
  files: "Files",
  drop: "Choose files, or drop them here",
  takes: (size: string) => `Excel, OpenDocument or CSV, up to ${size} MB each. Several at once are read one by one.`,
  layout: "What is in them",
  area: "Area of new bags",
  noArea: "None",
  station: "Station",
  send: "Send and check",
  sending: "Sending",
  stop: "Stop sending",
  noFile: { says: "No file was chosen.", todo: "Choose one." },
  tooLarge: { says: "A file is too large. Nothing was taken.", todo: "Divide it into smaller ones." },
  notTaken: { says: "This was not sent whole. Nothing was taken.", todo: "Send it again." },
  wrongChoice: { says: "This choice is not there any more. Nothing was taken.", todo: "Choose again." },
  tooManyAtOnce: { says: "Too many files arrive just now. Nothing was taken.", todo: "Send it again in a minute." },
  broken: "The connection broke. Nothing was taken. Send it again.",
  stopped: "Stopped. Nothing was taken.",

  history: "What was imported",
  none: "No sheet was imported yet.",
  file: "File",
  state: "State",
  rows: "New rows",
  unchanged: "Unchanged",
  problems: "Cannot go in",
  by: "By",
  at: "When",

  another: "Choose another file",
  steps: "Steps",
  step: ["Uploaded", "Read", "Checked", "Put in", "Done"],
  sheetsAndRows: (sheets: number, rows: string) => `${sheets} ${sheets === 1 ? "sheet" : "sheets"}, ${rowsOf(rows)}.`,
  rowsSoFar: (rows: string) => `${rowsOf(rows)} so far.`,
  layoutIs: (layout: string) => `Layout: ${layout}.`,
  sentBy: (who: string, at: string) => `Sent by ${who}, ${at}.`,
  megabytes: (size: string) => `${size} MB`,
  kilobytes: (size: string) => `${size} kB`,
  hash: (start: string) => `SHA-256 ${start}…`,

  waits: { says: "It waits for its turn.", todo: "Other sheets are at work." },
  asks: { says: "Its columns are not clear.", todo: "Say below what they are." },
  reading: (rows: string) => `${rowsOf(rows)} read`,
  checking: (rows: string, all: string) => `${rows} of ${rowsOf(all)} checked`,
  applying: (rows: string, all: string) => `${rows} of ${rowsOf(all)} put in`,
  undoing: "It is taken back.",
  stopping: "It stops after the step under way.",
  leftUnderMinute: "less than a minute left",
  left: (minutes: string) => `about ${minutes} min left`,
  nothingYet: "Nothing is changed yet.",
  canGoIn: (rows: string) => `${rowsOf(rows)} can go in.`,
  cannotGoIn: (rows: string, conflicts: string, bad: string) =>
    `${rowsOf(rows)} cannot: ${conflicts} conflicts, ${bad} bad.`,
  laterToo: "You can put the good rows in now and bring the others later; nothing goes in twice.",
  allThere: "All of it is there already.",
  noneCan: "No row can go in.",
  in: (rows: string) => `${rowsOf(rows)} are in.`,
  leftOut: (rows: string) => `${rowsOf(rows)} were left out.`,
  cancelled: "Cancelled. Nothing was changed.",
  stoppedHalfWay: (rows: string) => `Stopped. ${rowsOf(rows)} are in and stay; they can be taken back.`,
  undone: (who: string, at: string) => `Taken back by ${who}, ${at}.`,
  sameFile: (who: string, at: string) => `The same file was put in by ${who}, ${at}.`,
  sameFileLook: "Look at that import",

  totals: "Totals",
  newBags: "New bags",
  newSacks: "New sacks",
  newBills: "New bills",
  packed: { name: "Packed", note: "bags into sacks" },
  loaded: { name: "Loaded", note: "sacks on bills" },
  conflicts: "Conflicts",
  bad: "Bad rows",
  willBe: "will be registered",
  areNow: "are registered",
  willBeMade: "will be made",
  areMade: "are made",
  there: "are there already",
  stay: "stay as they are",
  out: "are left out",

  apply: (rows: string) => `Put ${rowsOf(rows)} in`,
  cancel: "Cancel",
  stopIt: "Stop",
  getBad: (rows: string) => `Get ${rowsOf(rows)} as a sheet`,
  getBadCsv: "as CSV",
  canBeUndone: "It can be undone as a whole afterwards.",
  undo: "Take it back",
  undoSays: "All that this import put in is taken out again, as one. What was there before stays.",
  undoNow: "Yes, take it back",

  obstaclesTitle: "What stands in the way",
  obstaclesSay: "It is not taken back: people have built on it since. Change these first, then try again.",
  stayedTitle: "What stayed",
  stayedSays: "People used these while the import was taken back. They are still there.",

  sampleTitle: "What will happen",
  sampleDone: "What happened",
  sampleSays: (count: number) => `the first ${count}`,

  problemsTitle: "What cannot go in",
  problemsTaken: "Rows that cannot go in, by sheet",
  sheet: "Sheet",
  row: "Row",
  column: "Column",
  code: "Code",
  sort: "Sort",
  why: "Why, and what to do",
  emptyCell: "empty",
  conflict: "Conflict",
  badRow: "Bad row",

  mapTitle: "What are its columns?",
  mapSays: (sheet: string) =>
    `These are the first rows of “${sheet}”. The choice is remembered for sheets with the same headers.`,
  mapLayout: "What is in it",
  headerRow: "Row with the names of the columns",
  headerRowHint: "Leave it empty where rows begin at once.",
  mapColumn: (letter: string) => `Column ${letter}`,
  firstRows: "First rows",
  notUsed: "Not used",
  mapSend: "Read it so",
  mapMissing: (column: string) => ({ says: `No column is “${column}”.`, todo: "Choose one." }),
  mapTwice: (column: string) => ({ says: `Two columns are “${column}”.`, todo: "Choose one." }),
  mapHeader: { says: "The row of the names is no row of the sheet.", todo: "Enter its number, or leave it empty." },
};

/** `26,810 rows`: the number as it is written. */
function rowsOf(count: string): string {
  return `${count} ${count === "1" ? "row" : "rows"}`;
}
