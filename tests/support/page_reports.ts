/** What the pages' warehouse in memory tells of scans and days: little, so that pages have something to draw. */
import type { Deps } from "../../routes/deps.ts";

export const FEW_REPORTS: Pick<Deps, "scans"> = {
  scans: {
    async *batches() {},
  },
};
