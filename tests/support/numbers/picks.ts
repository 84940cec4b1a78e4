/** What people reach for: mostly what they see and what makes sense, now and then anything at all. */
import { below, type Chance, oneOf, uuidOf } from "../chance.ts";
import { CAPACITY, type Lorry, type OracleState, up } from "../oracle_state.ts";

export const SACKS = [
  ...Array.from({ length: 16 }, (_, number) => `SB${10_001 + number}`),
  ...Array.from({ length: 12 }, (_, number) => `M444-${10_001 + number}`),
];
/** Numbers as people choose them: with a slash, with what `like` takes for a pattern, in another script. */
export const BILLS = ["B1", "inv-2", "INV/3", "50%_A", "मंडी 7", "B12"];
const BAGS = Array.from({ length: 90 }, (_, number) => `00${100 + number}`);
const RUBBISH = ["", "SB1", "C1", "?", "A B", "9".repeat(256)];

/** What people see before they ask. */
export interface Sight {
  /** A bill's version, 0 where there is none. */
  versionOf(bill: string): number;
  readonly state: OracleState;
  /** Keys of scans and moves that were stored, newest last. */
  readonly undoable: readonly string[];
}

/** Often one of these, if there is any. */
function likely<Item>(chance: Chance, often: number, these: readonly Item[], otherwise: () => Item): Item {
  return these.length > 0 && chance() < often ? oneOf(chance, these) : otherwise();
}

/** A sack with room for another bag, at times; else any, or none. */
export function sackText(chance: Chance, { state }: Sight): string {
  const roomy = SACKS.filter((code) => {
    const sack = state.sacks.get(code);
    return !sack || !sack.voided && !state.isSold(code) && sack.bags.size < CAPACITY[sack.kind];
  });
  return likely(chance, 0.5, roomy, () => {
    const dice = chance();
    if (dice < 0.06) return oneOf(chance, RUBBISH);
    return dice < 0.1 ? oneOf(chance, BAGS) : anyCase(chance, oneOf(chance, SACKS));
  });
}

/** A bag that is in no sack, at times; else any, or none; by its number or its label's text. */
export function bagText(chance: Chance, { state }: Sight): string {
  const loose = BAGS.filter((code) => !state.bags.get(code)?.sack);
  return likely(chance, 0.5, loose, () => {
    const dice = chance();
    if (dice < 0.06) return oneOf(chance, RUBBISH);
    if (dice < 0.12) return oneOf(chance, SACKS);
    return dice < 0.5 ? `LABEL NO.${oneOf(chance, BAGS)} LOT NO.:X1` : oneOf(chance, BAGS);
  });
}

/** A bag with the sack that it is in, mostly. */
export function packedBag(chance: Chance, sight: Sight): { readonly sack: string; readonly bag: string } {
  const packed = [...sight.state.bags].flatMap(([bag, { sack }]) => sack === null ? [] : [{ sack, bag }]);
  return likely(chance, 0.8, packed, () => ({ sack: oneOf(chance, SACKS), bag: inPath(bagText(chance, sight)) }));
}

/** A bag in no sack, or a sack that nobody has begun, mostly: nothing else can be made void. */
export function voidable(chance: Chance, sight: Sight): string {
  const loose = [...sight.state.bags].flatMap(([code, { sack, voided }]) => sack === null && !voided ? [code] : []);
  return likely(chance, 0.6, emptySacks(sight), () => likely(chance, 0.6, loose, () => oneOf(chance, SACKS)));
}

export const emptySacks = ({ state }: Sight): string[] =>
  [...state.sacks].flatMap(([code, { bags, bill, voided }]) =>
    bags.size === 0 && bill === null && !voided ? [code] : []
  );

/** With bags in it and on no bill, mostly: ready to be sold. */
export function sellable(chance: Chance, sight: Sight): string {
  const ready = [...sight.state.sacks].flatMap(([code, { bags, bill }]) =>
    bags.size > 0 && bill === null ? [code] : []
  );
  return likely(chance, 0.6, ready, () => sackText(chance, sight));
}

export function sackOn(chance: Chance, sight: Sight, bill: string): string {
  const on = [...sight.state.bills.get(up(bill))?.sacks ?? []];
  return likely(chance, 0.8, on, () => inPath(sackText(chance, sight)));
}

/** One that is as wanted, mostly; else any number, in any case, whether there is such a bill or not. */
export function billText(chance: Chance, { state }: Sight, isWanted: (bill: Lorry) => boolean): string {
  const wanted = [...state.bills.values()].flatMap((bill) => isWanted(bill) ? [bill.number] : []);
  return anyCase(chance, likely(chance, 0.7, wanted, () => oneOf(chance, BILLS)));
}

/** Of something that can be undone, mostly; else of anything, or of what never was. */
export function undoneKey(chance: Chance, { undoable }: Sight, recentKey: string): string {
  return likely(chance, 0.75, undoable.slice(-15), () => chance() < 0.9 ? recentKey : uuidOf(chance));
}

export const billWords = (chance: Chance) => ({
  description: chance() < 0.3 ? oneOf(chance, ["for the mandi", "second lorry"]) : null,
  destination: chance() < 0.5 ? oneOf(chance, ["Hisar", "Akola <east>"]) : null,
  vehicle: chance() < 0.3 ? "UP 32 AB 1234" : null,
});

export const billCapacity = (chance: Chance): number => chance() < 0.05 ? 501 : 1 + below(chance, 4);

const anyCase = (chance: Chance, text: string): string => chance() < 0.3 ? text.toLowerCase() : text;

/** An empty code makes another path. */
const inPath = (text: string): string => text === "" ? "?" : text;
