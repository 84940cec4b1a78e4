/** What was found for a text that somebody scanned or typed into the search box. */
import type { Kind } from "./code.ts";
import type { BagDetail, BagLine, BillLine, Total } from "./shapes.ts";

/** Of one sort of thing, the first that were found, and how many there are in all. */
export interface Hits<Item> extends Total {
  readonly items: readonly Item[];
}

export interface Search {
  /** As asked for, without blanks at its ends. */
  readonly query: string;
  /** What was looked for in codes: of a label its number alone, else the text in upper case. */
  readonly part: string;
  /** Void ones included: whoever holds such a bag must be told. */
  readonly bag: BagDetail | null;
  readonly bill: BillLine | null;
  /** It is a bill's number, but whoever asks sees no bills. */
  readonly isOthersBill: boolean;
  readonly children: Hits<BagLine>;
  readonly parents: Hits<BagLine>;
  /** Null for those who see no bills. */
  readonly bills: Hits<BillLine> | null;
  /** Too short a part to look for: only a whole code or number was. */
  readonly isTooShort: boolean;
  readonly nearMiss: NearMiss | null;
  /** Codes that exist and could have been meant. */
  readonly suggestions: readonly string[];
}

/** A text that looks like a parent's code and is none. */
export interface NearMiss {
  readonly kind: Kind;
  /** How many digits it has after the prefix; null where there are other signs among them. */
  readonly digits: number | null;
}

/** The one thing that was meant, where there is no doubt about it. */
export function onlyOne({ bag, bill }: Search): { readonly bag: string } | { readonly bill: string } | null {
  if (bag && bill) return null;
  return bag ? { bag: bag.code } : bill ? { bill: bill.number } : null;
}
