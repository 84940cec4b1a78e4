import { deepEqual, equal, match, ok } from "node:assert/strict";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { zip } from "../../platform/zip.ts";

Deno.test("what was put in is what a reader takes out, with sums that agree", async () => {
  const long = Array.from({ length: 200 }, (_, n) => `${n} लखनऊ 🎒 ${Math.random()}\n`);
  const file = await new Response(zip([{ path: "a.txt", pieces: ["one"] }, { path: "d/b.xml", pieces: long }])).bytes();
  const reader = new ZipReader(new Uint8ArrayReader(file), { useWebWorkers: false, checkSignature: true });
  const inside = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (!entry.directory) inside.push([entry.filename, await entry.getData(new TextWriter())]);
  }
  await reader.close();
  deepEqual(inside, [["a.txt", "one"], ["d/b.xml", long.join("")]]);
});

Deno.test("a reader who cancels ends the pieces, and a fault of a piece breaks the file off", async () => {
  const ended = Promise.withResolvers<void>();
  async function* endless() {
    try {
      for (;;) yield await Promise.resolve(String(Math.random()).repeat(100));
    } finally {
      ended.resolve();
    }
  }
  const reader = zip([{ path: "a", pieces: endless() }]).getReader();
  await reader.read();
  await reader.cancel();
  await ended.promise;
  async function* broken() {
    yield await Promise.resolve("x");
    throw new Error("torn");
  }
  const told = await new Response(zip([{ path: "a", pieces: broken() }])).text().catch(String);
  match(told, /torn/);
  equal(await new Response(zip([])).arrayBuffer().then(({ byteLength }) => byteLength), 22);
});

Deno.test("whoever asks for something meanwhile is answered between the pieces", async () => {
  const PIECES = 300;
  let answers = 0, isOver = false;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => new Response("here"));
  const asking = (async () => {
    for (; !isOver; answers++) await (await fetch(`http://127.0.0.1:${server.addr.port}/`)).text();
  })();
  const pieces = Array.from({ length: PIECES }, () => String(Math.random()).repeat(2_000));
  await new Response(zip([{ path: "a", pieces }])).arrayBuffer();
  isOver = true;
  await asking;
  ok(answers > PIECES / 10, `${answers} answers between ${PIECES} pieces`);
});
