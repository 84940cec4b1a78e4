/** Which passwords are too easy to guess. One rule, for admins who make accounts and people who change their own. */

export const PASSWORD_CHARS_MIN = 8;
/** Longer ones are refused as malformed: nobody types them, and hashing has to end. */
export const PASSWORD_CHARS_MAX = 1_000;

/** Too short, among the first that anybody tries, or little more than the name of the account. */
export function isWeakPassword(password: string, username: string): boolean {
  if ([...password].length < PASSWORD_CHARS_MIN) return true;
  const folded = password.toLowerCase();
  if (COMMON.has(folded)) return true;
  const besidesName = folded.replaceAll(username.toLowerCase(), "");
  return besidesName.length < BESIDES_NAME_CHARS_MIN;
}

/** A name and a year or an exclamation mark is what people try second. */
const BESIDES_NAME_CHARS_MIN = 4;

/** The most used ones of at least eight characters, in lower case. */
const COMMON: ReadonlySet<string> = new Set([
  ...["12345678", "123456789", "1234567890", "12341234", "11111111", "00000000", "88888888", "87654321", "11223344"],
  ...["password", "password1", "password12", "password123", "password1234", "passw0rd", "p@ssw0rd", "p@ssword"],
  ...[
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "qwerty1234",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "asdfghjk",
    "zxcvbnm1",
  ],
  ...["iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "whatever", "michelle"],
  ...["abcd1234", "abc12345", "a1b2c3d4", "changeme", "letmein1", "welcome1", "welcome123", "admin123", "admin1234"],
  ...[
    "administrator",
    "india123",
    "india1234",
    "krishna1",
    "jaihind1",
    "computer",
    "internet",
    "dragon123",
    "monkey123",
  ],
]);
