/** Badges of people on a server that tests started: made as an admin's page makes them, and the code known. */
import { startBadges } from "../../platform/badges.ts";
import { startPasswords } from "../../platform/passwords.ts";
import { openPool } from "../../platform/postgres.ts";

/** The code of a new badge for each of these people, all with this PIN. */
export async function handOverBadges(
  databaseUrl: string,
  usernames: readonly string[],
  pin: string,
): Promise<string[]> {
  const db = openPool({ url: databaseUrl }, () => {});
  const passwords = startPasswords();
  try {
    const sessions = { ended: () => {}, exchange: () => Promise.reject(new Error("Nobody signs in here")) };
    const badges = startBadges({ db, passwords, sessions });
    const admin = (await badges.holder("admin"))!;
    const doer = { person: admin.person, address: null, requestId: "a test's", key: null };
    const codes: string[] = [];
    for (const username of usernames) {
      const holder = (await badges.holder(username))!;
      codes.push(await badges.make(holder, doer));
      await badges.setPin(holder, pin, doer);
    }
    return codes;
  } finally {
    passwords.close();
    await db.end();
  }
}
