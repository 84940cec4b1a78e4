/** What a moment of the database contains, by PostgreSQL's own account: which transactions a value that was read then has seen. */

export interface Snapshot {
  /** All below this one had ended. */
  readonly xmin: number;
  /** None from this one on had begun to write. */
  readonly xmax: number;
  /** Those between that were still under way, in rising order. */
  readonly running: readonly number[];
}

/**
 * From the text of `txid_current_snapshot()`: `xmin:xmax:running,running`.
 * @throws {TypeError} when it is no such text.
 */
export function readSnapshot(text: string): Snapshot {
  const parts = /^(\d+):(\d+):([\d,]*)$/.exec(text);
  if (!parts) throw new TypeError(`Not a snapshot: ${text}`);
  const [, xmin, xmax, running] = parts;
  return { xmin: Number(xmin), xmax: Number(xmax), running: running ? running.split(",").map(Number) : [] };
}

export const snapshotText = ({ xmin, xmax, running }: Snapshot): string => `${xmin}:${xmax}:${running.join(",")}`;

/** Whether what this transaction stored is in it. One that was rolled back counts as seen when it had ended. */
export const sees = ({ xmin, xmax, running }: Snapshot, transaction: number): boolean =>
  transaction < xmin || transaction < xmax && !running.includes(transaction);

/** Whether it has all that `earlier` has. One that was taken later always does. */
export const covers = (snapshot: Snapshot, earlier: Snapshot): boolean =>
  snapshot.xmax >= earlier.xmax &&
  snapshot.running.every((transaction) => transaction >= earlier.xmax || earlier.running.includes(transaction));
