import { deepStrictEqual as same, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { openRateLimits } from "../../platform/rate_limits.ts";
import { openTestPool } from "../support/made_rows.ts";
import { openPeople, PEOPLES_PASSWORDS, signedIn } from "../support/people.ts";

const HERE = "10.0.0.1";
const ME = { username: "biller", password: PEOPLES_PASSWORDS.biller };
/** Of nobody, each another one: no account's own lock is in the way. */
const guess = (n: number) => ({ username: `guess-${n}`, password: "wrong words", address: HERE });

/** By a clock that stands, and with so many wrong passwords left for the strangers of one address. */
async function almostUsedUp(left: number) {
  const rates = openRateLimits(null, () => 0);
  for (let n = left; n < LIMITS.strangersRate.count; n++) await rates.waitSeconds(LIMITS.strangersRate, HERE, 1);
  return rates;
}

Deno.test("a crowd of guesses from one address is refused for its strangers, and not for those who work there", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db, {}, await almostUsedUp(5), { strangerWaitMs: 0 });
  const known = signedIn(await people.from(ME));
  const came = await Promise.all(Array.from({ length: 40 }, (_, n) => people.from(guess(n))));
  same(came.filter(({ is }) => is === "refused").length, 5);
  ok(came.every((result) => result.is === "refused" || result.is === "throttled" && result.retryAfterSeconds > 0));
  // Refused without a hash: in a moment.
  const startedAt = performance.now();
  for (let n = 0; n < 100; n++) same((await people.from(guess(1_000 + n))).is, "throttled");
  ok(performance.now() - startedAt < 3_000);
  same((await people.from({ username: "admin", password: PEOPLES_PASSWORDS.admin })).is, "throttled");

  same((await people.from(ME)).is, "signed_in");
  for (let n = 0; n < 6; n++) await people.from({ ...guess(n), address: "10.0.0.9" });
  same((await people.from({ ...ME, address: "10.0.0.9", device: known.device })).is, "signed_in");
});

Deno.test("where much was guessed somebody who comes for the first time waits some seconds, and gets in", async () => {
  await using pool = await openTestPool();
  const rates = openRateLimits(null);
  for (let n = 0; n < LIMITS.strangersRate.count; n++) await rates.waitSeconds(LIMITS.strangersRate, HERE, 1);
  await using people = await openPeople(pool.db, {}, rates);
  const came = await Promise.all([people.from(guess(1)), people.from(ME), people.from(guess(2))]);
  same(came.map(({ is }) => is), ["refused", "signed_in", "refused"]);
});

Deno.test("no more of them wait at one address than will have their turn, and none when the server leaves", async () => {
  await using pool = await openTestPool();
  const people = await openPeople(pool.db, {}, await almostUsedUp(0));
  const room = Promise.withResolvers<void>();
  let over = 0;
  const came = Array.from({ length: LIMITS.strangersWaitingMax + 3 }, async (_, n) => {
    const { is } = await people.from(guess(n));
    if (is === "throttled" && ++over === 3) room.resolve();
    return is;
  });
  await room.promise;
  await people[Symbol.asyncDispose]();
  same(new Set(await Promise.all(came)), new Set(["throttled"]));
});

Deno.test("whoever has a network of IPv6 addresses has no more tries by using each of them once", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const from = (n: number) =>
    people.from({ ...ME, password: "wrong words", address: `2001:db8:0:7::${n.toString(16)}` });
  for (let n = 1; n <= 5; n++) same((await from(n)).is, "refused");
  same((await from(6)).is, "throttled");
  same((await people.from({ ...ME, address: "2001:db8:0:8::1" })).is, "signed_in");
});

Deno.test("right passwords use nothing up: strangers come in from one address as many as they are", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db, {}, await almostUsedUp(1));
  await pool.db.query(
    `insert into users (username, password_hash, role)
    select 'person-' || n, (select password_hash from users where username = 'biller'), 'biller' from generate_series(1, 12) n`,
  );
  const came = await Promise.all(
    Array.from({ length: 12 }, (_, n) => people.from({ ...ME, username: `person-${n + 1}` })),
  );
  same(came.filter(({ is }) => is !== "signed_in"), []);
});

Deno.test("who fails at his account from its own address locks out nobody whose browser it knows", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { device } = signedIn(await people.from(ME));
  for (let n = 0; n < 5; n++) same((await people.from({ ...ME, password: "wrong words" })).is, "refused");
  same((await people.from(ME)).is, "throttled");
  same((await people.from({ ...ME, device })).is, "signed_in");
  // It is worth nothing for another account, and counts its own failures.
  const admin = { username: "admin", password: PEOPLES_PASSWORDS.admin };
  for (let n = 0; n < 5; n++) await people.from({ ...admin, password: "wrong words", device });
  same((await people.from({ ...admin, device })).is, "throttled");
  for (let n = 0; n < 5; n++) same((await people.from({ ...ME, password: "wrong words", device })).is, "refused");
  same((await people.from({ ...ME, device })).is, "throttled");
  same((await people.from({ ...ME, device: "made up", address: "10.0.0.7" })).is, "signed_in");
});

Deno.test("a hundred guesses at one account at once are five", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const tries = Array.from({ length: 100 }, () => people.from({ ...ME, password: "wrong words" }));
  const came = (await Promise.all(tries)).map(({ is }) => is);
  same(came.filter((is) => is === "refused").length, 5);
});
