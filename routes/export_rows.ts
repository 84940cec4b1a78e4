/** The rows of an export, by the batch: those of the lists, page by page. */
import type { PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page } from "../domain/shapes.ts";

/**
 * All items of a list. While one page is written the next is fetched, and no more: of the slowest reader two pages wait. No
 * connection and no snapshot is held between pages; as lists go from the newest down by keys, none of their items is missed
 * or told twice, and what is new meanwhile is not in it.
 */
export async function* batchesOf<Item>(
  list: (page: PageRequest) => Promise<Page<Item> | null>,
  limit: number = LIMITS.exportRowsAtOnce,
): AsyncGenerator<readonly Item[]> {
  const fetchPage = (cursor: string | null): Promise<Page<Item> | null> => {
    const page = list({ limit, cursor });
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
