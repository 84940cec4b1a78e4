/** Who scans what just now, as this instance hears of it: hints for people, gone after a restart, never a count. */
import { billKey } from "../domain/bill.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Notice } from "../domain/notice.ts";

/** The last thing that somebody scanned. */
export interface Doing {
  readonly username: string;
  readonly area: string | null;
  readonly station: string | null;
  readonly at: Date;
  /** The code of the sack that was scanned, or scanned into. */
  readonly parent: string | null;
  /** The bill's number, where it was about a bill or a sack on one. */
  readonly bill: string | null;
  /** Into a sack, rather than a sack onto a bill. */
  readonly isPacking: boolean;
}

export class Activity {
  /** By username, the latest last. */
  readonly #doings = new Map<string, Doing>();

  see({ parents: [parent], bill, by }: Notice): void {
    const { username, area, station } = by;
    const at = new Date(by.at);
    // Notices of two instances may arrive out of order.
    if ((this.#doings.get(username)?.at ?? at) > at) return;
    this.#doings.delete(username);
    this.#doings.set(username, {
      ...{ username, area, station, at },
      parent: parent?.code ?? null,
      bill: bill?.number ?? parent?.bill ?? null,
      isPacking: bill === null,
    });
    for (const first of this.#doings.keys()) {
      if (this.#doings.size <= LIMITS.packersMax) break;
      this.#doings.delete(first);
    }
  }

  /** Who scanned onto this bill or into its sacks within the last minute: usernames, the latest first. */
  peopleOn(bill: string, now: Date): string[] {
    const key = billKey(bill);
    return this.#since(now, LIMITS.activeMs)
      .filter((doing) => doing.bill !== null && billKey(doing.bill) === key)
      .map(({ username }) => username);
  }

  /** Who packs what, the latest first: each sack once, with whoever was last to scan into it. */
  packing(now: Date): (Doing & { readonly parent: string })[] {
    const seen = new Set<string>();
    return this.#since(now, LIMITS.packingMs).flatMap((doing) => {
      const { parent, isPacking } = doing;
      if (parent === null || !isPacking || seen.has(parent)) return [];
      seen.add(parent);
      return [{ ...doing, parent }];
    });
  }

  #since(now: Date, ms: number): Doing[] {
    return [...this.#doings.values()].filter(({ at }) => now.getTime() - at.getTime() <= ms).reverse();
  }
}
