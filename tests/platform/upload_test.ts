import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { readUpload } from "../../platform/upload.ts";
import { memoryImports } from "../support/memory_imports.ts";

const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="day.csv"\r\n\r\n';
const TAIL = "\r\n--b--\r\n";
const PIECE = new Uint8Array(64 * 1_024).fill(65);
const MEGABYTE = 1_024 * 1_024;

/** A body that is made only as far as it is asked for. `told`: how much of it was. */
function bodyOf(pieces: number, end: "whole" | "gone" | "silent" = "whole") {
  const told = { bytes: 0, isCancelled: false };
  const encoder = new TextEncoder();
  let made = -1;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      made++;
      if (made === 0) return controller.enqueue(encoder.encode(HEAD));
      if (made <= pieces) {
        told.bytes += PIECE.length;
        return controller.enqueue(PIECE);
      }
      if (end === "gone") return controller.error(new Error("The sender is gone"));
      if (end === "silent") return new Promise(() => {});
      controller.enqueue(encoder.encode(TAIL));
      controller.close();
    },
    cancel: () => void (told.isCancelled = true),
  }, { highWaterMark: 0 });
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  return { request: new Request("http://tracetrack.test/", init), told };
}

Deno.test("of 50 MB never more than one is under way: what is not written yet is not read", async () => {
  const { request, told } = bodyOf(800);
  let written = 0, ahead = 0;
  const imports = memoryImports(100 * MEGABYTE, async (bytes) => {
    // A slow disk: whatever could run ahead has its turn.
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    ahead = Math.max(ahead, told.bytes - written);
    written += bytes.length;
  });
  const upload = await readUpload(request, imports.receive);
  ok("files" in upload);
  deepEqual([upload.files.length, imports.arrived[0]!.bytes], [1, 800 * PIECE.length]);
  ok(ahead < MEGABYTE, `${ahead} bytes`);
});

Deno.test("a file that is too large is not read to its end, and is dropped", async () => {
  const { request, told } = bodyOf(800);
  const imports = memoryImports(MEGABYTE);
  const upload = await readUpload(request, imports.receive);
  deepEqual("refused" in upload && upload.refused, "payload_too_large");
  equal(imports.arrived[0]!.state, "dropped");
  ok(told.bytes < 3 * MEGABYTE, `${told.bytes} bytes`);
  ok(told.isCancelled);
});

Deno.test("a sender who is gone, or silent for too long, leaves nothing", async () => {
  for (const end of ["gone", "silent"] as const) {
    const { request } = bodyOf(3, end);
    const imports = memoryImports();
    const upload = await readUpload(request, imports.receive, 20);
    deepEqual("refused" in upload && upload.refused, "malformed", end);
    deepEqual(imports.arrived.map(({ state }) => state), ["dropped"], end);
  }
});

Deno.test("a full disk is a fault, told as one, and leaves nothing", async () => {
  const { request } = bodyOf(3);
  const imports = memoryImports(MEGABYTE, () => Promise.reject(new Error("No space left")));
  await rejects(readUpload(request, imports.receive), /No space left/);
  equal(imports.arrived[0]!.state, "dropped");
  await rejects(readUpload(bodyOf(3).request, () => Promise.reject(new Error("No folder"))), /No folder/);
});

Deno.test("a part of any form is read or refused, and never ends the server", async () => {
  const part = (head: string, content = "x") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const disposition = "Content-Disposition: form-data";
  const bodies = [
    part(`${disposition}; name="__proto__"`) + part(`${disposition}; name="constructor"`) + "--b--\r\n",
    part(`${disposition}; name="file"; filename="a\u0000b.csv"`) + "--b--\r\n",
    part(`${disposition}; name="file"; filename*=UTF-8''%2e%2e%2fday.csv`) + "--b--\r\n",
    part(disposition) + "--b--\r\n",
    part("X-Other: 1") + "--b--\r\n",
    part("Content-Disposition: attachment; filename=x") + "--b--\r\n",
    "--b--\r\n",
    "--b\r\n\r\n\r\n--b--\r\n",
    "--b",
    "\r\n".repeat(1_000),
    "--b\r\n" + "A: b\r\n".repeat(5_000) + "\r\nx\r\n--b--\r\n",
    part(`${disposition}; name="file"; filename="a.csv"`) + "--b--\r\nand more behind its end",
    part(`${disposition}; name="file"; filename="a.csv"`) + "--b--\r\n" + part("X: 1"),
  ];
  for (const body of bodies) {
    const imports = memoryImports();
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const upload = await readUpload(new Request("http://t/", { method: "POST", headers, body }), imports.receive, 500);
    if ("refused" in upload) ok(imports.arrived.every(({ state }) => state === "dropped"), body);
    else equal(upload.files.length, imports.arrived.length, body);
    ok(
      imports.arrived.every(({ name }) => !["/", "\\", "\u0000"].some((sign) => name.includes(sign))),
      JSON.stringify(imports.arrived),
    );
  }
});
