/** English: one's own page, the second step of logging in, and what is wrong with a password. */
import type { PasswordFlaw } from "../../domain/password_rule.ts";
import type { Told } from "./told.ts";

export const passwordFlaws: Record<PasswordFlaw, Told> = {
  too_short: {
    says: "This password is too short.",
    todo: "Take at least 8 characters. Three words are easy to remember.",
  },
  like_name: {
    says: "This password is little more than the user name.",
    todo: "Take words that have nothing to do with it.",
  },
  too_common: {
    says: "Many people use this password, so it is tried first.",
    todo: "Take three words that do not belong together.",
  },
  same_as_old: { says: "This is the old password.", todo: "Take another one." },
};

export const codeStep = {
  title: "Your code",
  says: "Open the authenticator app on your telephone and type the six digits that it shows for TraceTrack.",
  label: "Code",
  hint: "No telephone? One of your backup codes works as well, once.",
  submit: "Go on",
  back: "Start again",
  wrong: {
    says: "That code does not work.",
    todo: "Wait for the next one in the app, and type it. Each code works once.",
  },
  over: { says: "That took too long.", todo: "Log in once more." },
};

export const profile = {
  title: "Your page",
  link: "Your page",
  area: "Area",
  since: (day: string) => `Here since ${day}`,
  today: "Today",
  scans: "Scans",
  packed: "Bags packed",
  refused: "Refused",
  seeScans: "Your scans of today",
  unknownDay: "Your scans cannot be counted just now.",
  security: "Getting in",
  password: "Password",
  passwordAge: (day: string) => `Changed ${day}`,
  passwordNever: "Not changed since it was given to you",
  changePassword: "Change password",
  twoStep: "Second step",
  twoStepOff: "Off",
  twoStepOn: "On",
  twoStepSays: "A code from your telephone, beside the password. Who finds out your password still does not get in.",
  twoStepLeft: (count: number) => count === 1 ? "1 backup code left" : `${count} backup codes left`,
  twoStepSetUp: "Set up",
  twoStepChange: "Change",
  byBadge: "You came by your badge. Log in with your password to change how you get in.",
  settings: "On this device",
  sessions: "Where you are logged in",
  sessionsSay: "Is one of these not you? End it, and change your password.",
  here: "This one",
  station: "Shared station",
  badge: "By badge",
  place: (address: string) => `Place ${address}`,
  unknownPlace: "Place unknown",
  sessionSince: (time: string) => `since ${time}`,
  lastSeen: (time: string) => `last used ${time}`,
  device: (program: string | null, system: string | null): string =>
    program && system ? `${program} on ${system}` : program ?? system ?? "Unknown device",
  end: "End",
  endNamed: (device: string) => `End ${device}`,
  endOthers: "End all others",
  ended: "Ended. Whoever used it has to log in again.",
  othersEnded: "You are logged in here alone now.",
  passwordChanged: "Your password is changed. All your other logins have ended.",
  twoStepTurnedOff: "The second step is off. Your password is enough again.",
};

export const passwordPage = {
  title: "Change password",
  newTitle: "Choose your own password",
  must: {
    says: "The password that you have was given to you.",
    todo: "Choose one that only you know. Then you go on where you wanted to.",
  },
  old: "Current password",
  fresh: "New password",
  freshHint: "At least 8 characters. Three words that do not belong together are best.",
  again: "New password once more",
  submit: "Change password",
  ends: "All your other logins end with it.",
  wrong: { says: "The current password is not right.", todo: "Type it once more." },
  different: { says: "The two new passwords are not the same.", todo: "Type the new one twice, the same." },
};

export const twoStepPage = {
  title: "Second step",
  onTitle: "Set up the second step",
  scanTitle: "1. Scan this with your authenticator app",
  scanSays: "Any of them will do: Google Authenticator, Microsoft Authenticator, Aegis and others.",
  picture: "QR code for your authenticator app",
  byHand: "No camera? Type this key into the app:",
  confirmTitle: "2. Type what the app shows now",
  code: "Code from the app",
  password: "Your password",
  turnOn: "Turn it on",
  codesTitle: "Your backup codes",
  codesSay:
    "Write these down or print them. Each works once in place of the telephone. They are shown now and never again.",
  codesDone: "I have them",
  print: "Print",
  isOn: (day: string) => `On since ${day}`,
  renewTitle: "New backup codes",
  renewSays: "The old ones stop working.",
  renew: "Make new codes",
  offTitle: "Turn it off",
  offSays: "Then the password alone lets you in.",
  turnOff: "Turn it off",
  codeOrBackup: "Code from the app, or a backup code",
  setupOver: { says: "That took too long.", todo: "Scan the new picture." },
  wrongCode: { says: "That code is not right.", todo: "Type what the app shows now. Is the telephone's clock right?" },
};
