import assert from "node:assert/strict";
import { startImportThread } from "../../platform/import_thread.ts";

/** A thread that ends as soon as it begins. */
const FAULTY = new URL("../support/faulty_thread.ts", import.meta.url);

Deno.test("whoever leaves while the thread has failed does not wait for it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const failed = Promise.withResolvers<unknown>();
    const database = { url: "postgres://nobody@localhost:1/none" };
    const settings = { database, timeZone: "UTC", folder: { path: folder, keptBy: "" }, logLevel: "error" } as const;
    const thread = startImportThread(FAULTY, settings, () => {}, failed.resolve);
    assert.match(String(await failed.promise), /The importer's thread failed: .*on purpose/s);
    await thread.leave();
  } finally {
    await Deno.remove(folder);
  }
});
