/** Sacks with their bags and bills with their sacks, in the layouts that the warehouse writes itself and that can be put in. */
import { BATCH_COLUMNS, loadingRows, packingRows } from "../domain/batch_sheets.ts";
import type { PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page } from "../domain/shapes.ts";
import { readQuery } from "./body.ts";
import type { Deps } from "./deps.ts";
import { batchesOf } from "./export_rows.ts";
import { BillsExportQuery } from "./export_schemas.ts";
import type { Export } from "./export_shape.ts";
import { readBagsQuery } from "./list_exports.ts";
import { everythingFor } from "./scope.ts";

const packing: Export = {
  name: "packing",
  ability: "export_all",
  take: (deps, c, answer) => {
    const read = readBagsQuery(deps, c);
    if (read instanceof Response) return read;
    const asked = { ...read, role: "parent" as const };
    const list = (page: PageRequest) => deps.bags.list(asked, page);
    const batches = packed(deps, list, async (sacks) => {
      return packingRows(await deps.exports.contents(sacks.map(({ code }) => code)));
    });
    const countUpTo = (most: number) => deps.exports.countUpTo.packing(asked, most);
    return answer({ name: "packing", columns: BATCH_COLUMNS, batches }, countUpTo);
  },
};

const loading: Export = {
  name: "loading",
  ability: "export_all",
  take: (deps, c, answer) => {
    const query = readQuery(c, BillsExportQuery);
    if (query instanceof Response) return query;
    const { created_by: createdBy, ...filter } = query;
    const asked = { ...filter, createdBy, scope: everythingFor(c.var.signedIn.person) };
    const list = (page: PageRequest) => deps.bills.list(asked, page);
    const batches = packed(deps, list, async (bills) => {
      return loadingRows(await deps.exports.loads(bills.map(({ number }) => number)));
    });
    const countUpTo = (most: number) => deps.exports.countUpTo.loading(asked, most);
    return answer({ name: "loading", columns: BATCH_COLUMNS, batches }, countUpTo);
  },
};

/** A page of a list, and what is in its things: together about as many rows as a page of another export. */
function packed<Item, Row>(
  deps: Pick<Deps, "isBusy">,
  list: (page: PageRequest) => Promise<Page<Item> | null>,
  rowsOf: (items: readonly Item[]) => Promise<Row[]>,
): AsyncGenerator<readonly Row[]> {
  const listWithContents = async (page: PageRequest): Promise<Page<Row> | null> => {
    const found = await list(page);
    return found && { items: await rowsOf(found.items), nextCursor: found.nextCursor };
  };
  return batchesOf(listWithContents, deps, LIMITS.exportBatchesAtOnce);
}

export const batchExports: readonly Export[] = [packing, loading];
