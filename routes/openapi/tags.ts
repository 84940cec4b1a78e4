/** What the API is about, noun by noun, in the order in which the document tells of it. */
export const TAGS = {
  Session: "Signing in by name and password, and who one is.",
  Scans: "A sack is opened, a bag is put into it, a scan is taken back, a bag is moved.",
  Bags: "Sacks (parents) and the bags in them (children): looked up, listed, their lives, their past.",
  Bills: "Bills, the sacks on them, and their completion.",
  Search: "What a text that somebody scanned or typed finds.",
  Imports: "Sheets on their way in: sent, checked, put in, taken back.",
  Exports: "Lists to take away, as CSV of any length or as XLSX.",
  Reports: "Sums of some days.",
  People: "Who may log in, and what with.",
  Tokens: "What programs sign in with.",
  Audit: "What people did besides scanning.",
  Settings: "Dispatch areas and kinds of sacks.",
  System: "Whether it lives and works, what it measures, and this document.",
} as const;

export type Tag = keyof typeof TAGS;
