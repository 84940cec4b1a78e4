/** English: the pages around scanning. Words in braces are filled in by the page's script. */
import type { CommandName } from "../../domain/command_codes.ts";
import type { Told } from "./told.ts";

export const scannerPage = {
  title: "Test my scanner",
  says: "Scan anything. Nothing is stored here.",
  label: "Scan here",
  placeholder: "Scan a code",
  needsScript: "This page needs script: switch it on in the browser.",

  sack: "A sack",
  bag: "A bag",
  command: (name: string) => `Command: ${name}`,
  unreadable: "Cannot be read",
  nothing: "No text came",
  keys: "Keys",
  speed: "Speed",
  speedScanner: (ms: string) => `${ms} ms a key, a scanner`,
  speedHand: (ms: string) => `${ms} ms a key, by hand`,
  speedUnknown: "Too few keys to tell",
  ended: "Ended by",
  ends: { enter: "Enter", tab: "Tab", pause: "A pause", nothing: "Nothing, no key came" },
  raw: "As it came",
  allKeys: "Every key",
  key: "Key",
  place: "Place on the keyboard",
  gap: "ms since the last",

  proposals: {
    pause: { says: "Your scanner sends no Enter.", todo: "Let a pause end the code." },
    key: { says: "Your scanner sends Enter by itself.", todo: "No pause is needed." },
    prefix: (sign: string): Told => ({
      says: `Your scanner puts ${sign} before each code.`,
      todo: "Take it off each time.",
    }),
    suffix: (sign: string): Told => ({
      says: `Your scanner puts ${sign} behind each code.`,
      todo: "Take it off each time.",
    }),
  },
  use: "Use this",
  testCode: "Does it add signs of its own? Scan the test code three times.",
  testCodeLink: "Codes to print",

  settings: "Settings",
  settingsSays: "Kept on this device only, for everybody who scans here.",
  end: "What ends a code",
  endKey: "Enter or Tab",
  endKeyHint: "Most scanners send it",
  endPause: "A pause, too",
  endPauseHint: "For scanners that send no Enter",
  pauseMs: "Length of the pause, in ms",
  pauseHint: (min: number, max: number) => `${min} to ${max}`,
  prefix: "Before each code",
  suffix: "Behind each code",
  affixHint: "What the scanner adds. It is taken off.",
  hearing: "Sound and vibration",
  sound: "Sound",
  volume: "Volume",
  listen: "Listen",
  play: (look: string) => `Play: ${look}`,
  vibration: "Vibration",
  station: "Name of this station",
  stationHint: "It stands beside each scan.",
  save: "Save on this device",
  unsaved: "Not saved yet.",
  saved: "Saved on this device.",
  savedForPage: "This browser keeps nothing: it holds until you close this page.",
};

export const deviceChecks = {
  title: "This device",
  yes: "Yes",
  partly: "Partly",
  no: "No",
  checking: "Checking",
  secure: {
    name: "Secure connection (https)",
    no: "Without it pages do not open offline and the screen may go dark. Ask your admin for https.",
  },
  offline: {
    name: "Opens without network",
    partly: "It will, once the scan page has been opened with network.",
    no: "Keep the scan page open when the network is away.",
  },
  awake: {
    name: "Screen stays on",
    no: "Set a long screen time in this device's own settings.",
  },
  sender: {
    name: "One page sends at a time",
    no: "Keep only one scan page open.",
  },
  kept: {
    name: "Scans are kept on the disk",
    partly: "Kept, but the browser may clear them when the disk is full. Leave the page open until nothing waits.",
    no: "Closing the page loses what waits. Leave it open until nothing waits.",
  },
  sound: {
    name: "Sound",
    partly: "The browser is silent until you tap the screen once.",
    no: "Look at the screen after each scan.",
  },
  vibration: {
    name: "Vibration",
    no: "Listen for the sound instead.",
  },
};

export const codesPage = {
  title: "Codes to print",
  says: "Print this sheet and hang it beside the scale. Scan a code instead of tapping the screen.",
  print: "Print",
  names: { undo: "Undo last", finish: "Finish sack", test: "Test" } satisfies Record<CommandName, string>,
  does: {
    undo: "Takes the last scan back.",
    finish: "Closes this sack. Scan the next one.",
    test: "Says that the scanner works.",
  } satisfies Record<CommandName, string>,
  barName: (code: string) => `Bar code ${code}`,
  qrName: (code: string) => `QR code ${code}`,
};
