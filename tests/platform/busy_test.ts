import { strictEqual as same } from "node:assert/strict";
import { isBusy } from "../../platform/busy.ts";
import { PasswordsBusy } from "../../platform/passwords.ts";
import { openPool } from "../../platform/postgres.ts";
import { openTestPool } from "../support/made_rows.ts";

const faultOf = (work: Promise<unknown>) => work.then(() => null, (fault: unknown) => fault);

Deno.test("a database that is away, ended or too slow is busy; a wrong statement is our fault", async () => {
  const away = openPool({ url: "postgres://nobody@127.0.0.1:1/none" }, () => {});
  same(isBusy(await faultOf(away.query("select 1"))), true);
  await away.end();
  await using pool = await openTestPool();
  same(isBusy(await faultOf(pool.db.query("select pg_sleep(2.5)"))), true);
  same(isBusy(await faultOf(pool.db.query("select pg_terminate_backend(pg_backend_pid())"))), true);
  same(isBusy(await faultOf(pool.db.query("select nothing from nowhere"))), false);
  same(isBusy(await faultOf(pool.db.query("select $1::text", ["\u0000"]))), false);
});

Deno.test("too many passwords at once are busy; any other error is not", () => {
  same(isBusy(new PasswordsBusy("full")), true);
  same(isBusy(new TypeError("x is not a function")), false);
  same(isBusy("text"), false);
});
