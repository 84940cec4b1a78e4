import { deepEqual } from "node:assert/strict";
import { fileOf, filesIn, openImportFolder, openPart } from "../../platform/import_folder.ts";

const SHEET = new TextEncoder().encode("qr_id,type");
const LONG_AGO = new Date("2026-01-01T00:00:00Z");

Deno.test("a file that has just come is not among those to be looked through, however long it took to come", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    const folder = await openImportFolder(dataDir);
    for (const id of [1, 2]) {
      const part = await openPart(folder, id);
      await part.write(SHEET);
      await Deno.utime(`${fileOf(folder, id)}.part`, LONG_AGO, LONG_AGO);
      await part.keep();
    }
    deepEqual(await filesIn(folder), []);
    await Deno.utime(fileOf(folder, 1), LONG_AGO, LONG_AGO);
    deepEqual(await filesIn(folder), [1]);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("what arrived in part, or was dropped, leaves nothing", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    const folder = await openImportFolder(dataDir);
    const [broken, dropped] = [await openPart(folder, 1), await openPart(folder, 2)];
    await broken.write(SHEET);
    await dropped.drop();
    await dropped.drop();
    await openImportFolder(dataDir);
    const names = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
    deepEqual(names, ["kept_by"]);
    await broken.drop();
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
