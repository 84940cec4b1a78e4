/** A server whose database is full: filled when its data folder is new, taken as it is when the folder was kept. */
import type { Options } from "./options.ts";
import { ask, makeDataFolder, removeDataFolder, startSubject, type Subject, withDatabaseAlone } from "./subject.ts";

export const withFilledSubject = <Result>(
  { data }: Pick<Options, "data">,
  fill: (databaseUrl: string) => Promise<void>,
  use: (subject: Subject) => Promise<Result>,
): Promise<Result> =>
  withFilledFolder(data, fill, async (folder) => {
    const subject = await startSubject(folder);
    try {
      return await use(subject);
    } finally {
      await subject.stop();
    }
  });

/** The filled database alone, for whoever starts servers of their own on it. */
export const withFilledDatabase = (
  { data }: Pick<Options, "data">,
  fill: (databaseUrl: string) => Promise<void>,
  use: (databaseUrl: string) => Promise<void>,
): Promise<void> => withFilledFolder(data, fill, (folder) => withDatabaseAlone(folder, use));

async function withFilledFolder<Result>(
  data: string | null,
  fill: (databaseUrl: string) => Promise<void>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = data ?? await makeDataFolder();
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o711 });
    await fillOnce(folder, fill);
    return await use(await Deno.realPath(folder));
  } finally {
    if (!data) await removeDataFolder(folder);
  }
}

/** The server's first start makes the schema and the people; then the bags come while it rests. */
async function fillOnce(folder: string, fill: (databaseUrl: string) => Promise<void>): Promise<void> {
  await (await startSubject(await Deno.realPath(folder))).stop();
  await withDatabaseAlone(folder, async (url) => {
    const [found] = await ask<{ count: number }>(url, "select count(*) as count from (select from bags limit 1) b");
    if (found!.count === 0) await fill(url);
  });
}
