import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { Doer, SignedIn } from "../../domain/people.ts";
import type { Database } from "../../platform/postgres.ts";
import { aboutUser } from "../../platform/two_steps.ts";
import { startSealing } from "../../platform/sealing.ts";
import { openTestPool } from "../support/made_rows.ts";
import { codeNow, openPeople, PEOPLES_PASSWORDS, SECRET, signedIn } from "../support/people.ts";

const ME = { username: "biller", password: PEOPLES_PASSWORDS.biller };

/** The biller with a second step: the secret, as his telephone has it, and his backup codes. */
async function withSecondStep(db: Database, people: Awaited<ReturnType<typeof openPeople>>) {
  const opened = signedIn(await people.from(ME));
  const me = (await people.sessions.read(opened.token)) as SignedIn;
  const doer: Doer = { person: me.person, address: "10.0.0.1", requestId: "r1", key: null };
  const { setup, secret } = await people.ownSecrets.beginTwoStep(me);
  const plain = secret.replaceAll(" ", "");
  const on = await people.ownSecrets.turnOnTwoStep(doer, {
    ...{ setup, password: ME.password, code: codeNow(plain) },
  });
  ok(on.is === "done");
  // So that the present step is still there to sign in with.
  await db.query("update two_steps set last_step = last_step - 2");
  return { me, doer, secret: plain, codes: on.backupCodes };
}

Deno.test("with a second step the password alone opens nothing; password and code do, once a code", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret } = await withSecondStep(pool.db, people);
  const sessions = async () => (await pool.db.query("select from sessions")).length;
  const before = await sessions();

  const asked = await people.from(ME);
  ok(asked.is === "code_needed");
  same(await sessions(), before);
  same((await people.from({ ...ME, code: "000000" })).is, "code_refused");
  const code = codeNow(secret);
  const step = { ticket: asked.ticket, code, address: "10.0.0.1", userAgent: null, requestId: "r1" };
  same((await people.signIns.signInByCode(step)).is, "signed_in");
  same((await people.signIns.signInByCode(step)).is, "code_refused");
  same((await people.from({ ...ME, code })).is, "code_refused");
  same((await people.from({ ...ME, code: codeNow(secret, 1) })).is, "signed_in");
});

Deno.test("codes of half a minute before and after are taken, none before the last one used, and none further away", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret } = await withSecondStep(pool.db, people);
  const at = (stepsOff: number) => people.from({ ...ME, code: codeNow(secret, stepsOff) });
  for (const [off, is] of [[-3, "code_refused"], [3, "code_refused"]] as const) same((await at(off)).is, is);
  same((await at(1)).is, "signed_in");
  // The present one is older than the one used last.
  same((await at(0)).is, "code_refused");
  await pool.db.query("update two_steps set last_step = 0");
  const backwards = (await at(-1)).is;
  same(backwards, "signed_in");
});

Deno.test("the same code at the same moment on two instances lets one in", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  await using other = await openPeople(pool.db);
  const { secret, codes } = await withSecondStep(pool.db, people);
  for (const code of [codeNow(secret), codes[0]!]) {
    const tries = [people, other, people, other].map((one) => one.from({ ...ME, code }));
    const came = (await Promise.all(tries)).map(({ is }) => is).sort();
    same(came, ["code_refused", "code_refused", "code_refused", "signed_in"], code);
  }
});

Deno.test("each backup code works once, however it is typed, and after SESSION_SECRET was changed, when no code does", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret, codes, me } = await withSecondStep(pool.db, people);
  same([codes.length, new Set(codes).size], [10, 10]);
  const typed = [codes[0]!, codes[1]!.toUpperCase().replaceAll("-", " "), codes[2]!.replaceAll("-", "")];
  for (const code of typed) same((await people.from({ ...ME, code })).is, "signed_in", code);
  for (const code of typed) same((await people.from({ ...ME, code })).is, "code_refused", code);
  same((await people.own.account(me.person.id))?.twoStep?.backupCodesLeft, 7);

  await using later = await openPeople(pool.db, { sessionSecret: "another secret of at least thirty-two" });
  same((await later.from({ ...ME, code: codeNow(secret) })).is, "code_refused");
  same((await later.from({ ...ME, code: codes[3]! })).is, "signed_in");
});

Deno.test("wrong codes are slowed down over all strange addresses, many at once too; he goes on where he was before", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret } = await withSecondStep(pool.db, people);
  const asked = await people.from(ME);
  ok(asked.is === "code_needed");
  const tries = Array.from({ length: 12 }, (_, n) =>
    people.signIns.signInByCode({
      ...{ ticket: asked.ticket, code: "111111", address: `10.0.1.${n}`, userAgent: null, requestId: "r1" },
    }));
  const came = (await Promise.all(tries)).map(({ is }) => is);
  same(came.filter((is) => is === "code_refused").length, 5);
  same(came.filter((is) => is === "throttled").length, 7);
  const code = codeNow(secret);
  same((await people.from({ ...ME, code, address: "10.0.2.1" })).is, "throttled");
  // Somebody with his password cannot hold him up at his own address; there, too, five are free.
  for (let n = 0; n < 5; n++) same((await people.from({ ...ME, code: "111111" })).is, "code_refused");
  same((await people.from({ ...ME, code })).is, "throttled");
  await pool.db.query("delete from sign_in_failures where address = 'code at 10.0.0.1'");
  same((await people.from({ ...ME, code })).is, "signed_in");
  await pool.db.query("update two_steps set last_step = last_step - 2");
  same((await people.from({ ...ME, code, address: "10.0.2.1" })).is, "throttled");
  await pool.db.query("delete from sign_in_failures");
  same((await people.from({ ...ME, code, address: "10.0.2.1" })).is, "signed_in");
  same((await pool.db.query("select from sign_in_failures")).length, 0);
});

Deno.test("a ticket for the code is worth nothing for anybody else, after the password changed, or when it is made up", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret } = await withSecondStep(pool.db, people);
  const asked = await people.from(ME);
  ok(asked.is === "code_needed");
  const by = (ticket: string) =>
    people.signIns.signInByCode({ ticket, code: codeNow(secret), address: null, userAgent: null, requestId: "r1" });
  const session = signedIn(await people.from({ username: "admin", password: PEOPLES_PASSWORDS.admin }));
  for (const forged of ["", "x", session.token, session.device, `${asked.ticket}x`]) {
    same((await by(forged)).is, "ticket_over", forged.slice(0, 12));
  }
  same(await people.sessions.read(asked.ticket), null);
  await pool.db.query("update users set password_hash = password_hash || ' ' where username = 'biller'");
  same((await by(asked.ticket)).is, "ticket_over");
});

Deno.test("the database holds neither the secret nor a backup code, and no record of them", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { secret, codes, me } = await withSecondStep(pool.db, people);
  const [row] = await pool.db.query<{ secret: Uint8Array<ArrayBuffer> }>("select secret from two_steps");
  const sealing = await startSealing(SECRET, "two-step secrets");
  same((await sealing.open(new Uint8Array(row!.secret), aboutUser(me.person.id)))?.length, 20);
  same(await sealing.open(new Uint8Array(row!.secret), aboutUser(me.person.id + 1)), null);
  const [all] = await pool.db.query<{ text: string }>(`select string_agg(line, ' ') as text from (
    select row_to_json(a)::text as line from audit_log a union all select row_to_json(b)::text from backup_codes b
    union all select row_to_json(t)::text from two_steps t) as lines`);
  for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))]) {
    ok(!all!.text.includes(hidden));
  }
  ok(/two_step_on/.test(all!.text));
});

Deno.test("it is turned off by password and code, and by an admin, who cannot turn off his own so", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  const { doer, codes, me } = await withSecondStep(pool.db, people);
  const off = (password: string, code: string) => people.ownSecrets.turnOffTwoStep(doer, { password, code });
  same((await off("wrong", codes[0]!)).is, "wrong_password");
  same((await off(ME.password, "123456")).is, "wrong_code");
  const renewed = await people.ownSecrets.renewBackupCodes(doer, { password: ME.password, code: codes[0]! });
  ok(renewed.is === "done" && renewed.backupCodes.length === 10);
  same((await off(ME.password, codes[1]!)).is, "wrong_code");
  same((await off(ME.password, renewed.backupCodes[0]!)).is, "done");
  same((await people.from(ME)).is, "signed_in");

  await withSecondStep(pool.db, people);
  const admin = signedIn(await people.from({ username: "admin", password: PEOPLES_PASSWORDS.admin })).person;
  const byAdmin: Doer = { ...doer, person: admin, key: crypto.randomUUID() };
  same(await people.resetTwoStep("nobody", byAdmin), "not_found");
  same(await people.resetTwoStep("admin", byAdmin), "own");
  same([await people.resetTwoStep("BILLER", byAdmin), await people.resetTwoStep("biller", byAdmin)], [
    "reset",
    "reset",
  ]);
  same(await people.resetTwoStep("biller", { ...byAdmin, key: null }), "was_off");
  same((await people.from(ME)).is, "signed_in");
  const records = await pool.db.query<{ user_id: number; entity_id: string }>(
    "select user_id, entity_id from audit_log where action = 'two_step_reset'",
  );
  same(records, [{ user_id: admin.id, entity_id: String(me.person.id) }]);
});
