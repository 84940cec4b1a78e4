/** How full the sacks are that are being packed just now. */
import type { Database } from "./postgres.ts";

export interface Fill {
  readonly code: string;
  readonly childCount: number;
  readonly capacity: number;
}

export function packingRows(db: Database) {
  return {
    /** Those of the codes that are sacks, in no order. */
    fillsOf: (codes: readonly string[]): Promise<Fill[]> =>
      codes.length === 0 ? Promise.resolve([]) : db.prepared<Fill>(FILLS, [codes]),
  };
}

const FILLS = `select code, child_count as "childCount", capacity from bags
  where code = any ($1::text[]) and role = 'parent' and voided_at is null`;
