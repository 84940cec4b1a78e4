import { deepStrictEqual as same, match, rejects } from "node:assert/strict";
import { type Deadlines, startDeadlines } from "../../platform/deadlines.ts";
import { openApi } from "../support/api.ts";

const LOOK_MS = 5;

async function withDeadlines(use: (deadlines: Deadlines) => Promise<void>): Promise<void> {
  const deadlines = startDeadlines(LOOK_MS);
  try {
    await use(deadlines);
  } finally {
    deadlines.stop();
  }
}

Deno.test("work that is done in time is in time, a fault of it is its caller's, and what hangs is given up", () =>
  withDeadlines(async ({ within }) => {
    same(await within(Promise.resolve(7), () => 60_000), true);
    await rejects(within(Promise.reject(new Error("its own")), () => 60_000), /its own/);
    const hangs = Promise.withResolvers<void>();
    same(await within(hangs.promise, () => 10), false);
    hangs.reject(new Error("nobody waits for this any more"));
  }));

Deno.test("how long work may take is asked anew at each look", () =>
  withDeadlines(async ({ within }) => {
    let looks = 0;
    same(await within(new Promise(() => {}), () => ++looks < 3 ? 60_000 : 0), false);
    same(looks, 3);
  }));

Deno.test("a body that does not arrive is given up with 408, and nothing of it is logged as our fault", () =>
  withDeadlines(async ({ within }) => {
    // A thousandth of the time that people have.
    await using api = await openApi({ inTime: (work, msMax) => within(work, () => msMax() / 1_000) });
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => api.app.fetch(request),
    );
    for (const path of ["/api/v1/scans", "/api/v1/session"]) {
      using connection = await Deno.connect({ port: server.addr.port });
      const head =
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer dev\r\nContent-Type: application/json\r\n`;
      await connection.write(new TextEncoder().encode(`${head}Content-Length: 100\r\n\r\n{"parent":`));
      // Deno itself leaves the connection to the client or the proxy; what was kept busy is free.
      const answer = await readUntil(connection, "}}");
      match(answer, /^HTTP\/1.1 408 /, path);
      match(answer, /"code":"timed_out"/);
    }
    await server.shutdown();
    same(api.logged.filter(([message]) => message === "Could not answer"), []);
  }));

async function readUntil(connection: Deno.Conn, end: string): Promise<string> {
  const bytes = new Uint8Array(4_096);
  let text = "";
  while (!text.includes(end)) {
    const count = await connection.read(bytes);
    if (count === null) break;
    text += new TextDecoder().decode(bytes.subarray(0, count));
  }
  return text;
}
