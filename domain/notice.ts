/** What one instance tells the others after a commit: hints for their live views, never facts to decide on. */
import type { Answer } from "./answer.ts";
import type { BillTotals, ParentTotals } from "./shapes.ts";

export interface Notice {
  readonly parents: readonly ParentTotals[];
  readonly bill: BillTotals | null;
}

export const noticeOf = ({ parent, from, bill }: Answer): Notice => ({
  parents: [parent, from].filter((totals) => totals !== null),
  bill,
});
