/** Lets few do something heavy at a time; the others wait their turn, and when too many wait the next is told "not now". */

/** Worded and coded as PostgreSQL does when its connections are all taken: `isBusy` knows it. */
class TooManyWait extends Error {
  override readonly name = "TooManyWait";
  readonly code = "53300";
}

/**
 * Returns a function that runs work when one of `places` is free, in the order in which it was asked.
 * It throws {TooManyWait} when `waitingMax` wait already.
 */
export function turns(places: number, waitingMax: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free--;
    else if (waiting.length >= waitingMax) throw new TooManyWait("Cannot wait: too many do already");
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
