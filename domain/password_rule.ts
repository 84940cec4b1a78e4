/** Which passwords are too easy to guess. One rule, for admins who make accounts and people who change their own. */

export const PASSWORD_CHARS_MIN = 8;
/** Longer ones are refused as malformed: nobody types them, and hashing has to end. */
export const PASSWORD_CHARS_MAX = 1_000;

/** `same_as_old`: said by whoever knows the old one. */
export type PasswordFlaw = "too_short" | "like_name" | "too_common" | "same_as_old";

/**
 * What is wrong with it; null: nothing. `isCommon` knows, in lower case, what was found in other people's stolen lists; see
 * `platform/common_passwords.ts`.
 */
export function passwordFlaw(
  password: string,
  username: string,
  isCommon: (folded: string) => boolean,
): PasswordFlaw | null {
  if ([...password].length < PASSWORD_CHARS_MIN) return "too_short";
  const folded = password.toLowerCase();
  const besidesName = folded.replaceAll(username.toLowerCase(), "");
  if (besidesName.length < BESIDES_NAME_CHARS_MIN || A_YEAR_AND_A_MARK.test(besidesName)) return "like_name";
  return isCommon(folded) || isCommon(withoutEnd(folded)) || OURS.has(withoutEnd(folded)) ? "too_common" : null;
}

/** A name and a year or an exclamation mark is what people try second. */
const BESIDES_NAME_CHARS_MIN = 4;
const A_YEAR_AND_A_MARK = /^[\d\p{P}\p{S}]{0,5}$/u;

/** "sunshine" is as common with a number or a mark behind it. */
const withoutEnd = (folded: string): string => folded.replace(/[\d!.@#$*?]{1,4}$/, "");

/** What is tried first here, and is in no list. */
const OURS: ReadonlySet<string> = new Set([
  ...["tracetrack", "trace-track", "warehouse", "dispatcher", "administrator", "password", "welcome", "changeme"],
  ...["qwerty", "letmein", "secret", "india", "krishna", "jaihind", "admin", "monkey", "dragon", "mustard", "moong"],
]);
