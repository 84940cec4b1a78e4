/** What a batch names: to find the codes and numbers that stand in two batches of a file. */
import { billKey, readBillNumber } from "./bill.ts";
import { type Kinds, readCode } from "./code.ts";
import type { ImportBatch, ImportRow } from "./import_shapes.ts";

/** Every code and every bill's number of a batch, as read; each once. What cannot be read names nothing. */
export function namesOf(batch: ImportBatch, kinds: Kinds): readonly string[] {
  const names = new Set<string>();
  const code = (raw: string | null) => {
    const reading = raw === null ? null : readCode(raw, kinds);
    if (reading && "code" in reading) names.add(reading.code);
  };
  for (const row of batch.rows) {
    const [bags, bill] = namedBy(row);
    bags.forEach(code);
    const number = bill === null ? "empty" : readBillNumber(bill);
    if (typeof number !== "string") names.add(billKey(number.number));
  }
  return [...names];
}

function namedBy(row: ImportRow): readonly [bags: readonly (string | null)[], bill: string | null] {
  switch (row.wish) {
    case "parent":
      return [[row.parent], null];
    case "child":
      return [[row.child, row.parent], null];
    case "bill":
    case "bill_of_batch":
      return [[], row.bill];
    case "load":
      return [[row.parent], row.bill];
    case "bad":
      return [[], null];
  }
}
