import { deepEqual, equal, match } from "node:assert/strict";
import { Hono } from "hono";
import type { Env } from "../../routes/deps.ts";
import { answerSheet, type SheetReply } from "../../routes/sheet_reply.ts";

const SITE = { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null };
const COLUMNS = [{ name: "n", cell: (n: number) => n }];

/** The answer to a request for these batches. */
async function answered(batches: AsyncIterable<readonly number[]> | number[][], reply: SheetReply = {}) {
  const logged: unknown[] = [];
  const log = (_: string, fields?: Record<string, unknown>) => void logged.push(fields?.fault);
  const deps = { site: SITE, log: { info: log, warn: log, error: log } };
  const app = new Hono<Env>().get("/", (c) => {
    c.set("headers", [["x-request-id", "r-1"]]);
    return answerSheet(deps, c, { name: "numbers", columns: COLUMNS, batches }, reply);
  });
  return { reply: await app.request("/"), logged };
}

Deno.test("batches become one file, empty ones leave no trace, and the end is told once", async () => {
  let ends = 0;
  const { reply, logged } = await answered([[1, 2], [], [3]], { onEnd: () => ends++ });
  equal(reply.headers.get("x-request-id"), "r-1");
  equal(await reply.text(), "n\r\n1\r\n2\r\n3\r\n");
  deepEqual([ends, logged], [1, []]);
  equal(await (await answered([])).reply.text(), "n\r\n");
});

Deno.test("a reader who takes nothing for too long is given up, and what made the rows is told to stop", async () => {
  const ended = Promise.withResolvers<void>(), stopped = Promise.withResolvers<void>();
  async function* numbers() {
    try {
      for (let n = 0;; n++) yield [await Promise.resolve(n)];
    } finally {
      stopped.resolve();
    }
  }
  const { reply, logged } = await answered(numbers(), { stallMs: 5, onEnd: ended.resolve });
  await ended.promise;
  await stopped.promise;
  match(String(logged[0]), /taken nothing/);
  equal(await reply.text().then(() => "whole", () => "broken off"), "broken off");
});

Deno.test("a reader who leaves while a batch is fetched is left alone", async () => {
  let ends = 0;
  const fetched = Promise.withResolvers<void>();
  async function* numbers() {
    yield [1];
    await fetched.promise;
    yield [2];
  }
  const { reply, logged } = await answered(numbers(), { onEnd: () => ends++ });
  const reader = reply.body!.getReader();
  await reader.read();
  const second = reader.read();
  const gone = reader.cancel();
  fetched.resolve();
  equal((await second).done, true);
  await gone;
  deepEqual([ends, logged], [1, []]);
});
