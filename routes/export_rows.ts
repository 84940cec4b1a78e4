/** The rows of an export, by the batch: those of the lists, page by page. */
import type { PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page } from "../domain/shapes.ts";

/**
 * All items of a list. No connection and no snapshot is held between two pages, so the slowest reader costs nothing; as
 * lists go from the newest down by keys, none is missed or told twice, and what is new meanwhile is not in it.
 */
export async function* batchesOf<Item>(
  list: (page: PageRequest) => Promise<Page<Item> | null>,
  limit: number = LIMITS.exportRowsAtOnce,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | null = null;
  do {
    const page: Page<Item> | null = await list({ limit, cursor });
    if (!page) throw new Error("Cannot go on with an export: the list does not know its own cursor");
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
