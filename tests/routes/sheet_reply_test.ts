import { deepEqual, equal, match } from "node:assert/strict";
import { Hono } from "hono";
import type { Env } from "../../routes/deps.ts";
import { answerSheet, type SheetReply } from "../../routes/sheet_reply.ts";

const COLUMNS = [{ name: "n", cell: (n: number) => n }];

/** The answer to a request for these batches. */
async function answered(batches: AsyncIterable<readonly number[]> | number[][], reply: Partial<SheetReply> = {}) {
  const app = new Hono<Env>().get("/", (c) => {
    c.set("headers", [["x-request-id", "r-1"]]);
    return answerSheet(c, { name: "numbers", columns: COLUMNS, batches }, { timeZone: "Asia/Kolkata", ...reply });
  });
  return await app.request("/");
}

Deno.test("batches become one file, empty ones leave no trace, and the end is told once", async () => {
  const ends: unknown[] = [];
  const reply = await answered([[1, 2], [], [3]], { onEnd: (fault) => ends.push(fault) });
  equal(reply.headers.get("x-request-id"), "r-1");
  equal(await reply.text(), "n\r\n1\r\n2\r\n3\r\n");
  deepEqual(ends, [undefined]);
  equal(await (await answered([])).text(), "n\r\n");
});

Deno.test("a reader who takes nothing for too long is given up, and what made the rows is told to stop", async () => {
  const ended = Promise.withResolvers<unknown>();
  const stopped = Promise.withResolvers<void>();
  async function* numbers() {
    try {
      for (let n = 0;; n++) yield [await Promise.resolve(n)];
    } finally {
      stopped.resolve();
    }
  }
  const reply = await answered(numbers(), { stallMs: 5, onEnd: ended.resolve });
  match(String(await ended.promise), /taken nothing/);
  await stopped.promise;
  equal(await reply.text().then(() => "whole", () => "broken off"), "broken off");
});

Deno.test("a reader who leaves while a batch is fetched is left alone", async () => {
  const ends: unknown[] = [];
  const fetched = Promise.withResolvers<void>();
  async function* numbers() {
    yield [1];
    await fetched.promise;
    yield [2];
  }
  const reply = await answered(numbers(), { onEnd: (fault) => ends.push(fault) });
  const reader = reply.body!.getReader();
  await reader.read();
  const second = reader.read();
  const gone = reader.cancel();
  fetched.resolve();
  equal((await second).done, true);
  await gone;
  deepEqual(ends, [undefined]);
});
