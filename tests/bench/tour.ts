/** The made-up shift that `deno task seed` works through: what people scanned, in order, refusals and second thoughts too. */
import { createHash } from "node:crypto";
import type { Command } from "../../domain/command.ts";
import type { Person } from "../../domain/shapes.ts";

export interface Crew {
  readonly dispatchers: readonly [Person, Person];
  readonly biller: Person;
  readonly admin: Person;
}

/** A bill that ends so. `short`: with fewer sacks than it has room for, and a reason. */
export interface Ending {
  readonly number: string;
  readonly short: boolean;
}

export const ENDINGS: readonly Ending[] = [
  { number: "DEMO-1", short: false },
  { number: "DEMO-2", short: true },
];

const FULL_SB = codes("SB", 90_001, 12);
const FULL_M444 = codes("M444-", 90_001, 8);
const OPEN_SB = codes("SB", 90_013, 6);
const OPEN_COUNTS = [3, 8, 12, 19, 25, 29];
const EMPTY_SB = codes("SB", 90_019, 3);
const SB_CHILDREN = 30;
const M444_CHILDREN = 15;

/** Sacks packed: some dozens, full, open and empty. */
export function packing({ dispatchers }: Crew): Command[] {
  let child = 9_000_000;
  const fill = (sacks: readonly string[], count: (place: number) => number) =>
    sacks.flatMap((sack, place) => {
      const by = dispatchers[place % dispatchers.length]!, station = `S${1 + place % 4}`;
      const scans = Array.from({ length: count(place) }, () => label(++child));
      return [open(by, station, sack), ...scans.map((text) => link(by, station, sack, text))];
    });
  return [
    ...fill(FULL_SB, () => SB_CHILDREN),
    ...fill(FULL_M444, () => M444_CHILDREN),
    ...fill(OPEN_SB, (place) => OPEN_COUNTS[place]!),
    ...fill(EMPTY_SB, () => 0),
  ];
}

/** What goes wrong on any day, and what is taken back or put right. */
export function mishaps({ dispatchers: [first, second], biller }: Crew): Command[] {
  const [open, other] = OPEN_SB as [string, string];
  // The very first child, and one of the second open sack.
  const child = label(9_000_001), misplaced = label(9_000_484), mistake = link(second, "S2", other, label(9_999_001));
  return [
    { ...link(first, "S1", FULL_SB[0]!, child), key: keyOf("scan the first child twice") },
    link(second, "S3", open, child),
    link(first, "S1", FULL_SB[0]!, label(9_999_002)),
    link(first, "S1", open, "SB1234"),
    link(first, "S1", open, FULL_SB[1]!),
    link(second, "S3", open, open),
    mistake,
    { kind: "undo", undoes: mistake.key, by: second, station: "S2", key: keyOf("undo the mistake") },
    { kind: "move_child", child: misplaced, toParent: open, by: biller, key: keyOf("move one") },
  ];
}

/** Bills: new, in work, ready, to be completed, and one given up. */
export function billing({ biller, admin }: Crew): Command[] {
  const create = (number: string, capacity: number, description: string, destination: string): Command => ({
    kind: "create_bill",
    ...{
      number,
      capacity,
      description,
      destination,
      vehicle: "UP32 AB 1234",
      by: biller,
      key: keyOf(`create ${number}`),
    },
  });
  const put = (bill: string, sacks: readonly string[]) =>
    sacks.map((parent): Command => ({
      kind: "link_bill",
      ...{ bill, parent, moveFrom: null, by: biller, station: "B1", key: keyOf(`${bill} ${parent}`) },
    }));
  return [
    create("DEMO-1", 5, "Mustard for Kanpur", "Kanpur"),
    ...put("DEMO-1", FULL_SB.slice(0, 5)),
    create("DEMO-2", 6, "Moong for Agra", "Agra"),
    ...put("DEMO-2", FULL_M444.slice(0, 4)),
    create("DEMO-3", 8, "Mixed for Delhi", "Delhi"),
    ...put("DEMO-3", [...FULL_SB.slice(5, 8), ...FULL_M444.slice(4, 6)]),
    create("DEMO-4", 3, "Full lorry, not yet closed", "Jaipur"),
    ...put("DEMO-4", FULL_SB.slice(8, 11)),
    create("DEMO-5", 20, "Tomorrow's lorry", "Indore"),
    create("DEMO-6", 4, "Entered twice", "Indore"),
    { kind: "void_bill", bill: "DEMO-6", version: 1, reason: "Entered twice", by: admin, key: keyOf("void DEMO-6") },
    // Refused: on another bill, nothing in it, no sack of ours.
    ...put("DEMO-3", [FULL_SB[0]!, EMPTY_SB[0]!, "SB99999"]),
  ];
}

export const completion = ({ number, short }: Ending, version: number, by: Person): Command => ({
  kind: "complete_bill",
  ...{ bill: number, version, by, acceptShort: short, key: keyOf(`complete ${number}`) },
  reason: short ? "The lorry had no more room" : null,
});

const open = (by: Person, station: string, parent: string): Command => ({
  kind: "open_parent",
  ...{ parent, by, station, key: keyOf(`open ${parent}`) },
});

const link = (by: Person, station: string, parent: string, child: string): Command => ({
  kind: "link_child",
  ...{ parent, child, by, station, key: keyOf(`${parent} ${child}`) },
});

function codes(prefix: string, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, place) => prefix + (first + place));
}

const label = (number: number): string => `LABEL NO.${number} LOT NO.:STAR44GG24611, D.O.T.:30/09/2026`;

/** The same key for the same deed each time: whoever seeds again changes nothing. */
function keyOf(deed: string): string {
  const hex = createHash("sha256").update(`tour: ${deed}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
