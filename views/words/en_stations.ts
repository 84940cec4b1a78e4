/** English: shared stations: who works there now, badges and PINs, and how long a session lasts. */
import type { PinFault } from "../../domain/pin_rule.ts";
import type { Told } from "./told.ts";

export const stations = {
  isStation: "This is a shared station",
  isStationHint: "You stay logged in for a whole shift.",

  change: "Change person",
  changeSays: "Somebody else goes on here. The open sack stays open, and what waits is sent first.",
  scanBadge: "Scan your badge.",
  typePin: "Now type your PIN.",
  oneMoment: "One moment…",
  badge: "Badge",
  badgeHint: "Put the cursor here and scan it.",
  pin: "PIN",
  keypad: "Digits",
  deleteDigit: "Delete the last digit",
  goOn: "Go on",
  notNow: "Not now",
  nowHere: (name: string) => `${name} works here now.`,
  stillHere: (name: string) => `Nobody has changed. Scans count for ${name}.`,
  refused: (triesLeft: number): Told => ({
    says: "Badge and PIN do not match.",
    todo: triesLeft === 0
      ? "Wait half a minute, or log in with your password."
      : `${triesLeft} more ${triesLeft === 1 ? "try" : "tries"}. Or log in with your password.`,
  }),
  locked: (minutes: number): Told => ({
    says: "Too many tries with this badge.",
    todo: `Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, or log in with your password.`,
  }),
  away: "The server does not answer. Nothing has changed. Try again.",
  notWhole: "The badge was not read. Scan it again.",

  ends: (minutes: string) => `You will be logged out in ${minutes} min.`,
  endsFinally: (minutes: string) => `Your time here ends in ${minutes} min. Then log in again; your scans are kept.`,
  ended: "You are logged out.",
  stay: "Stay logged in",
};

export const pinFaults: Record<PinFault | "differs" | "wrong_password" | "too_often", Told> = {
  not_digits: { says: "A PIN has digits only." },
  too_short: { says: "A PIN has at least 6 digits." },
  too_long: { says: "A PIN has at most 12 digits." },
  repeated: { says: "The same digits again and again are guessed first. Mix them." },
  in_order: { says: "Digits in a row are guessed first. Mix them." },
  date: { says: "This looks like a date. Take digits that are no birthday." },
  differs: { says: "The two PINs are not the same.", todo: "Type both again." },
  wrong_password: { says: "That is not your password.", todo: "Type it again." },
  too_often: { says: "Too many tries.", todo: "Wait some minutes, then try again." },
};

export const badges = {
  title: "Badge",
  titleOf: (name: string) => `Badge of ${name}`,
  says: "With badge and PIN somebody takes over a shared station in two seconds. A badge alone opens nothing.",
  state: "How it stands",
  badge: "Badge",
  pin: "PIN",
  none: "None",
  madeBy: (by: string, when: string) => `Made by ${by}, ${when}`,
  pinSet: (when: string) => `Set ${when}`,
  pinVoid: "Void: too many wrong tries. Set a new one.",
  make: "Make a badge",
  makeAnew: "Make a new badge",
  makeSays: "The card is shown once, to print it. A badge that was made before opens nothing any more.",
  revoke: "Badge is lost: revoke it",
  revokeSays: "It opens nothing from now on, and ends where it is in use.",
  revoked: "The badge is revoked.",
  setPin: "Set the PIN",
  setPinSays: "At the hand-over: let the person type it, and look away.",
  newPin: "New PIN",
  pinAgain: "The same again",
  pinHint: "6 to 12 digits; no birthday, no row of digits.",
  pinIsSet: "The PIN is set.",
  disabled: "This person is disabled: no badge can be made.",

  cardTitle: (name: string) => `New badge of ${name}`,
  cardSays: "Print it now: it is shown only this once. It works with the PIN of its person.",
  cardFor: "For shared stations",
  cardLost: "Found it? Please hand it in at the office.",
  barName: "Bar code of the badge",
  qrName: "QR code of the badge",
  back: "Back to the badge",

  ownTitle: "Your PIN",
  ownSays: "At a shared station you scan your badge and type this PIN.",
  ownNoBadge: "You have no badge yet. Ask your admin for one.",
  ownByPassword: "To change the PIN, log in with your password.",
  yourPassword: "Your password",
};
