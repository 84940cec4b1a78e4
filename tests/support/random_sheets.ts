/** Warehouses and sheets by chance: few sacks, bags and bills, so that rows are in each other's way, and many defects. */
import type { Command } from "../../domain/command.ts";
import type { ImportLayout, ImportWish, StagedBatch } from "../../domain/import_shapes.ts";
import { below, type Chance, oneOf, uuidOf } from "./chance.ts";
import { complete, createBill, link, open, putOn, takeOut, undo, voidBag, voidBill } from "./heart.ts";
import { apart, bad, bag, bill, lorryload, sack, sackful, type Steps } from "./sheet_warehouse.ts";

const SACKS = [
  ...["SB00001", "SB00002", "SB00003", "SB00004", "SB00005", "SB00006"],
  ...["M444-00001", "M444-00002", "M444-00003"],
];
const BAGS = Array.from({ length: 24 }, (_, place) => `${1000 + place}`);
const BILLS = ["INV-1", "INV-2", "INV-3", "INV-4", "INV-5"];
const JUNK = ["", "   ", "SB1", "M444-1", "a b", "ÄÖÜ", "x".repeat(256), "ab"];

const isLucky = (chance: Chance, part: number): boolean => chance() < part;

/** What people did before the sheet came. Not all of it is possible; what is not leaves nothing. */
export function pastOf(chance: Chance): Command[] {
  const who = () => ({ key: uuidOf(chance) });
  const sack = () => oneOf(chance, SACKS), bag = () => oneOf(chance, BAGS), bill = () => oneOf(chance, BILLS);
  const misprint = () => {
    const [where, what] = [sack(), bag()];
    return [link(where, what, who()), takeOut(where, what, who()), voidBag(what, who())];
  };
  const deeds: readonly (() => Command | Command[])[] = [
    misprint,
    ...Array.from({ length: 10 }, () => () => link(sack(), bag(), who())),
    ...Array.from({ length: 3 }, () => () => putOn(bill(), sack(), null, who())),
    () => open(sack(), who()),
    () => createBill(bill(), 1 + below(chance, 4), who()),
    () => createBill(bill(), 1 + below(chance, 4), who()),
    () => takeOut(sack(), bag(), who()),
    () => voidBag(isLucky(chance, 0.5) ? sack() : bag(), who()),
    () => complete(bill(), 2 + below(chance, 2), "short", who()),
    () => voidBill(bill(), 1 + below(chance, 2), who()),
  ];
  return Array.from({ length: below(chance, 60) }, () => oneOf(chance, deeds)()).flat();
}

/** What people do once a sheet is in: some of it takes back what the sheet did. `keys`: of the sheet's events. */
export const futureOf = (chance: Chance, keys: readonly string[]): Command[] =>
  pastOf(chance).slice(0, 12).map((deed) =>
    keys.length > 0 && isLucky(chance, 0.2) ? undo(oneOf(chance, keys), { key: uuidOf(chance) }) : deed
  );

/** A sheet of one layout, of some batches. */
export function sheetOf(chance: Chance, layout: ImportLayout): StagedBatch[] {
  return Array.from({ length: 1 + below(chance, 12) }, (_, place) => batchOf(chance, layout, place + 1));
}

/** The same batches, cut into steps somewhere. */
export function stepsOf(chance: Chance, batches: readonly StagedBatch[]): Steps {
  const steps: StagedBatch[][] = [[]];
  for (const batch of batches) {
    if (steps.at(-1)!.length > 0 && isLucky(chance, 0.4)) steps.push([]);
    steps.at(-1)!.push(batch);
  }
  return steps;
}

function batchOf(chance: Chance, layout: ImportLayout, n: number): StagedBatch {
  const rows = <Row>(most: number, row: () => Row) => Array.from({ length: 1 + below(chance, most) }, row);
  const badOr = <Row>(row: () => Row) => isLucky(chance, 0.06) ? bad("?") : row();
  switch (layout) {
    case "bags":
      return apart(n, ...rows(6, () => badOr(() => plainRow(chance))));
    case "bills":
      return apart(n, ...rows(3, () => badOr(() => bill(billText(chance), capacity(chance), words(chance)))));
    case "child_parent_batches":
      return sackful(n, sackText(chance), ...rows(7, () => badOr(() => bagText(chance))));
    case "parent_bill_batches":
      return lorryload(n, billText(chance), ...rows(5, () => badOr(() => sackText(chance))));
  }
}

function plainRow(chance: Chance): ImportWish {
  if (isLucky(chance, 0.2)) return sack(sackText(chance));
  return bag(bagText(chance), isLucky(chance, 0.15) ? null : sackText(chance));
}

const capacity = (chance: Chance): number | null => oneOf(chance, [null, null, 1, 2, 3, 4, 0, 501, 2.5]);
const words = (chance: Chance): string | null => oneOf(chance, [null, null, null, "Truck", "Lorry"]);

function sackText(chance: Chance): string {
  if (isLucky(chance, 0.05)) return oneOf(chance, JUNK);
  if (isLucky(chance, 0.05)) return oneOf(chance, BAGS);
  return spelt(chance, oneOf(chance, SACKS));
}

function bagText(chance: Chance): string {
  if (isLucky(chance, 0.04)) return oneOf(chance, JUNK);
  if (isLucky(chance, 0.04)) return oneOf(chance, SACKS);
  const code = oneOf(chance, BAGS);
  return isLucky(chance, 0.3) ? `Label No.${code} LOT NO.:STAR44` : spelt(chance, code);
}

const billText = (chance: Chance): string =>
  isLucky(chance, 0.04) ? oneOf(chance, ["", "x".repeat(51)]) : spelt(chance, oneOf(chance, BILLS));

const spelt = (chance: Chance, text: string): string => oneOf(chance, [text, text, text.toLowerCase(), ` ${text} `]);
