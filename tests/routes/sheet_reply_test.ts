import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type Context, Hono } from "hono";
import { read, utils } from "@e965/xlsx";
import { LIMITS } from "../../domain/limits.ts";
import { zip } from "../../platform/zip.ts";
import type { Env } from "../../routes/deps.ts";
import { answerSheet, type SheetReply } from "../../routes/sheet_reply.ts";

const SITE = { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null };
const PAGES = {
  nouns: [],
  refusal: (c: Context<Env>, code: string) => c.text(code),
  docs: () => new Response(),
  replies: () => new Response(),
};
const COLUMNS = [{ name: "n", cell: (n: number) => n }];

/** The answer to a request for these batches. */
async function answered(batches: AsyncIterable<readonly number[]> | number[][], reply: SheetReply = {}) {
  const logged: unknown[] = [];
  const log = (_: string, fields?: Record<string, unknown>) => void logged.push(fields?.fault);
  const deps = { site: SITE, log: { info: log, warn: log, error: log }, zip, pages: PAGES };
  const app = new Hono<Env>().get("/api/x", (c) => {
    c.set("headers", [["x-request-id", "r-1"]]);
    return answerSheet(deps, c, { name: "numbers", columns: COLUMNS, batches }, reply);
  });
  return { reply: await app.request("/api/x"), logged };
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

Deno.test("an XLSX has the same rows in its one sheet, however they were batched", async () => {
  let ends = 0;
  const more = Array.from({ length: LIMITS.xlsxRowsAtOnce + 1 }, (_, n) => n);
  const { reply, logged } = await answered([[1, 2], [], more], { format: "xlsx", onEnd: () => ends++ });
  match(reply.headers.get("content-type")!, /spreadsheetml\.sheet$/);
  match(reply.headers.get("content-disposition")!, /^attachment; filename="numbers_\d{8}_\d{6}\.xlsx"$/);
  const book = read(new Uint8Array(await reply.arrayBuffer()));
  deepEqual(book.SheetNames, ["numbers"]);
  const rows = utils.sheet_to_json<number[]>(book.Sheets["numbers"]!, { header: 1 });
  deepEqual(rows, [["n"], [1], [2], ...more.map((n) => [n])]);
  deepEqual([ends, logged], [1, []]);
  const none = read(new Uint8Array(await (await answered([], { format: "xlsx" })).reply.arrayBuffer()));
  deepEqual(utils.sheet_to_json(none.Sheets["numbers"]!, { header: 1 }), [["n"]]);
});

Deno.test("an XLSX of too many rows is refused before anything is fetched, and counted no further than needed", async () => {
  const asked: number[] = [], most = LIMITS.xlsxRowsMax;
  let ends = 0, fetched = 0;
  function* numbers() {
    fetched++;
    yield [1];
  }
  const of = (count: number, format: "csv" | "xlsx") =>
    answered(numbers() as unknown as number[][], {
      format,
      onEnd: () => ends++,
      countUpTo: (upTo) => {
        asked.push(upTo);
        return Promise.resolve(Math.min(count, upTo));
      },
    });
  const { reply } = await of(most * 2, "xlsx");
  equal(reply.status, 422);
  const { error } = await reply.json();
  deepEqual([error.code, error.details], ["too_many_rows", { rows_max: most }]);
  ok(error.message.includes(most.toLocaleString("en")), error.message);
  deepEqual([ends, fetched, asked], [1, 0, [most + 1]]);
  for (const [count, format] of [[most, "xlsx"], [most * 2, "csv"]] as const) {
    const { reply } = await of(count, format);
    equal(reply.status, 200, format);
    await reply.arrayBuffer();
  }
  deepEqual([ends, fetched, asked.length], [3, 2, 2]);
});

Deno.test("a reader who leaves an XLSX ends its rows; a fault breaks it off and is logged", async () => {
  const stopped = Promise.withResolvers<void>();
  async function* endless() {
    try {
      for (let n = 0;; n++) yield await Promise.resolve(Array.from({ length: 1_000 }, () => Math.random() + n));
    } finally {
      stopped.resolve();
    }
  }
  const { reply, logged } = await answered(endless(), { format: "xlsx" });
  const reader = reply.body!.getReader();
  ok(!(await reader.read()).done);
  await reader.cancel();
  await stopped.promise;
  deepEqual(logged, []);
  async function* broken() {
    yield await Promise.resolve([1]);
    throw new Error("the database is gone");
  }
  const short = await answered(broken(), { format: "xlsx" });
  equal(await short.reply.arrayBuffer().then(() => "whole", () => "broken off"), "broken off");
  match(String(short.logged[0]), /the database is gone/);
});

Deno.test("whoever takes an XLSX slowly makes few batches ready, and stalls no one else", async () => {
  let fetched = 0, turns = 0;
  async function* numbers() {
    for (; fetched < 200; fetched++) {
      yield await Promise.resolve(Array.from({ length: 2_000 }, () => Math.random()));
    }
  }
  const { reply } = await answered(numbers(), { format: "xlsx" });
  const reader = reply.body!.getReader();
  const count = setInterval(() => turns++);
  while (fetched < 10) await reader.read();
  clearInterval(count);
  ok(turns >= 10, `others had ${turns} turns`);
  // What nobody reads is not made: at most what the buffers between here and there hold.
  const before = fetched;
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
  ok(fetched - before <= 12, `${fetched - before} batches were made for nobody`);
  await reader.cancel();
});
