/** The rows of an export, by the batch: those of the lists, page by page. */
import type { PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page } from "../domain/shapes.ts";
import type { Deps } from "./deps.ts";

/**
 * All items of a list. While one page is written the next is fetched, and no more: of the slowest reader two pages wait. No
 * connection and no snapshot is held between pages; as lists go by keys, none of their items is missed or told twice, and
 * what is new meanwhile is not in it. Without its first page it fails at once; later ones are asked for again while the
 * database is only busy, since a reader who has a million rows should not start over for a moment's trouble.
 */
export async function* batchesOf<Item>(
  list: (page: PageRequest) => Promise<Page<Item> | null>,
  { isBusy }: Pick<Deps, "isBusy">,
  limit: number = LIMITS.exportRowsAtOnce,
): AsyncGenerator<readonly Item[]> {
  const fetchPage = (cursor: string | null): Promise<Page<Item> | null> => {
    const ask = () => list({ limit, cursor });
    const page = cursor === null ? ask() : patiently(ask, isBusy);
    // A reader who leaves does not wait for it; whoever does wait hears of its fault.
    page.catch(() => {});
    return page;
  };
  let ahead: Promise<Page<Item> | null> | null = fetchPage(null);
  while (ahead) {
    const page: Page<Item> | null = await ahead;
    if (!page) throw new Error("Cannot go on with an export: the list does not know its own cursor");
    ahead = page.nextCursor === null ? null : fetchPage(page.nextCursor);
    if (page.items.length > 0) yield page.items;
  }
}

async function patiently<Result>(ask: () => Promise<Result>, isBusy: Deps["isBusy"]): Promise<Result> {
  for (const pauseMs of LIMITS.exportRetryMs) {
    try {
      return await ask();
    } catch (fault) {
      if (!isBusy(fault)) throw fault;
      await new Promise<void>((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return await ask();
}
