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
