/** The passwords that are found most in stolen lists, and so tried first by everybody. Loaded when the first one is chosen. */
import { PASSWORD_CHARS_MIN } from "../domain/password_rule.ts";

/** Takes some 50 ms and 10 MB: for a thread that nobody waits for. */
export async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  // Shorter ones are refused for that; but people put a number behind them.
  return new Set(dictionary["passwords-common"].filter((password) => password.length >= PASSWORD_CHARS_MIN - 2));
}
