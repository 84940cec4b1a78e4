import { deepStrictEqual as same, equal } from "node:assert/strict";
import { listen, notify } from "../../platform/notify_rows.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";

Deno.test("news are heard in order, and leave a connection that waits for the disk: a pooler may hand it to commits", async () => {
  await using database = await openTestDatabase();
  await withClient(database.url, async (client) => {
    const heard: (string | undefined)[] = [];
    client.on("notification", ({ payload }) => heard.push(payload));
    await listen(client);
    await notify(client, ["one", "two", "three"]);
    const { rows } = await client.query("show synchronous_commit");
    equal(rows[0].synchronous_commit, "on");
    same(heard, ["one", "two", "three"]);
  });
});
