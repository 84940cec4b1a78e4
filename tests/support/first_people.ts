/** The first people of a server that tests start: made once a run, since their passwords take longer to hash than a server to start. */
import { startPasswords } from "../../platform/passwords.ts";
import { openPool } from "../../platform/postgres.ts";
import { ensureFirstPeople } from "../../platform/users.ts";
import type { Filling } from "./postgres.ts";

const PASSWORD = "Sacks-and-Bags-27";

export const PASSWORDS = {
  ADMIN_PASSWORD: PASSWORD,
  BILLER_PASSWORD: PASSWORD,
  DISPATCHER_PASSWORD: PASSWORD,
} as const;

/** As `main.ts` makes them with CREATE_TEST_USERS and these passwords. */
export const FIRST_PEOPLE: Filling = {
  name: "people",
  fill: async (url) => {
    const db = openPool({ url }, () => {});
    const passwords = startPasswords();
    try {
      await ensureFirstPeople(db, passwords, {
        adminPassword: PASSWORDS.ADMIN_PASSWORD,
        testUsers: { billerPassword: PASSWORDS.BILLER_PASSWORD, dispatcherPassword: PASSWORDS.DISPATCHER_PASSWORD },
      });
    } finally {
      passwords.close();
      await db.end();
    }
  },
};
