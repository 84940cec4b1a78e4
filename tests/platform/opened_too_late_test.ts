import { deepStrictEqual as same, ok } from "node:assert/strict";
import { startBadgeSignIn } from "../../platform/badge_sign_in.ts";
import { startBadges } from "../../platform/badges.ts";
import type { Passwords } from "../../platform/passwords.ts";
import type { Database } from "../../platform/postgres.ts";
import { openRateLimits } from "../../platform/rate_limits.ts";
import { startSealing } from "../../platform/sealing.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { SignIns } from "../../platform/sign_in.ts";
import { startTickets } from "../../platform/tickets.ts";
import { startTokens } from "../../platform/tokens.ts";
import { startTwoSteps } from "../../platform/two_steps.ts";
import { maySignIn, userRows } from "../../platform/user_rows.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";

const HOURS = { desk: 3_600_000, station: 3_600_000 };
const SECRET = "a secret of at least thirty-two characters";
const PIN = "482913";
const VISIT = { address: "10.0.0.1", userAgent: null, requestId: "r1" };

/** What `happens` does so after a secret was given, and before it is found right. */
async function setup(db: Database) {
  const meanwhile = { happens: () => Promise.resolve() as Promise<unknown> };
  const passwords: Passwords = {
    hash: (text) => Promise.resolve(`quick:${text}`),
    isRight: async (text, hash) => {
      await meanwhile.happens();
      return hash === `quick:${text}`;
    },
    flawOf: () => Promise.resolve(null),
    close: () => {},
  };
  const sessions = new Sessions({
    ...{ rows: sessionRows(db, HOURS), idleMs: HOURS, lengthMaxMs: HOURS, onFault: () => {} },
    tokens: await startTokens(SECRET),
  });
  const signIns = new SignIns({
    ...{ db, passwords, sessions, rates: openRateLimits(null) },
    tickets: await startTickets(SECRET),
    twoSteps: startTwoSteps(db, await startSealing(SECRET, "two-step secrets")),
  });
  const id = await addUser(db, "asha", "dispatcher", "lucknow");
  await db.query("update users set password_hash = 'quick:right words' where id = $1", [id]);
  const badges = startBadges({ db, passwords, sessions });
  const switchTo = startBadgeSignIn({ db, passwords, sessions });
  const openOf = async (userId: number) =>
    (await db.query("select from sessions where user_id = $1 and revoked_at is null", [userId])).length;
  return { sessions, signIns, badges, switchTo, meanwhile, id, openOf };
}

const signsIn = (signIns: SignIns) => signIns.signIn({ username: "asha", password: "right words", ...VISIT });

Deno.test("a password that is changed, or a person who is disabled, while it is looked at opens no session", async () => {
  await using pool = await openTestPool();
  const { signIns, meanwhile, id, openOf } = await setup(pool.db);
  for (const change of ["password_hash = 'quick:other words'", "disabled_at = now()"]) {
    meanwhile.happens = () => pool.db.query(`update users set ${change} where id = $1`, [id]);
    same(await signsIn(signIns), { is: "refused" });
    same(await openOf(id), 0);
    await pool.db.query(
      "update users set password_hash = 'quick:right words', disabled_at = null where id = $1",
      [id],
    );
  }
  const actions = await pool.db.query<{ action: string }>("select action from audit_log order by id");
  same(actions.map(({ action }) => action), ["sign_in_refused", "sign_in_refused"]);
  meanwhile.happens = () => Promise.resolve();
  same((await signsIn(signIns)).is, "signed_in");
});

Deno.test("whoever ends all sessions of somebody who is just coming in waits for him, and ends his too", async () => {
  await using pool = await openTestPool();
  const { sessions, id, openOf } = await setup(pool.db);
  const isIn = Promise.withResolvers<void>(), goesOn = Promise.withResolvers<void>();
  const found = (await userRows(pool.db).credentialsOf("asha"))!;
  const opened = sessions.openIf(id, VISIT, { way: "password", isStation: false }, {
    may: (inside) => maySignIn(inside, found),
    write: async () => {
      isIn.resolve();
      await goesOn.promise;
    },
  });
  await isIn.promise;
  const reset = pool.db.transaction(async (inside) => {
    await inside.query("update users set password_hash = 'quick:other words' where id = $1", [id]);
    await inside.query("update sessions set revoked_at = now() where user_id = $1 and revoked_at is null", [id]);
  });
  goesOn.resolve();
  ok(await opened);
  await reset;
  same(await openOf(id), 0);
});

Deno.test("a badge or PIN that is taken away while the PIN is looked at opens no session", async () => {
  await using pool = await openTestPool();
  const { sessions, badges, switchTo, meanwhile, id, openOf } = await setup(pool.db);
  const adminId = await addUser(pool.db, "anil", "admin");
  const admin = { id: adminId, username: "anil", fullName: null, role: "admin", area: null } as const;
  const doer = { person: admin, address: null, requestId: "r1", key: null };
  const from = await sessions.open(adminId, VISIT);
  const { sessionId, person, way } = (await sessions.read(from.token))!;
  const endings: (() => Promise<unknown>)[] = [
    async () => await badges.revoke((await badges.holder("asha"))!, doer),
    async () => await badges.setPin((await badges.holder("asha"))!, "905172", doer),
    () => pool.db.query("update users set disabled_at = now() where id = $1", [id]),
    () => pool.db.query("update sessions set revoked_at = now() where id = $1", [sessionId]),
  ];
  for (const end of endings) {
    const holder = (await badges.holder("asha"))!;
    const badge = await badges.make(holder, doer);
    await badges.setPin(holder, PIN, doer);
    meanwhile.happens = end;
    const attempt = { from: { sessionId, person, way }, badge, pin: PIN, station: "S1", ...VISIT };
    same((await switchTo(attempt)).is, "refused");
    same(await openOf(id), 0);
    meanwhile.happens = () => Promise.resolve();
    await pool.db.query("update users set disabled_at = null where id = $1", [id]);
  }
  await sessions.settled();
});

Deno.test("an API token's person has no badge", async () => {
  await using pool = await openTestPool();
  const { badges, id } = await setup(pool.db);
  await pool.db.query("update users set is_token = true where id = $1", [id]);
  same(await badges.holder("asha"), null);
});
