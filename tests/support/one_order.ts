/**
 * The history of what many people did at once. It is explained when one order fits it that respects real time (who was
 * answered before another began comes before him) and in which the second opinion would have given every answer.
 */
import type { Command } from "../../domain/command.ts";
import { type Opinion, Oracle } from "./oracle.ts";

/** What somebody sent, and what he was told. Times by one clock, in milliseconds. */
export interface Told {
  readonly command: Command;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly outcome: string;
  /** Where the answer was the first one, what it showed of the parent and of the bill. */
  readonly childCount: number | null;
  readonly linkedCount: number | null;
}

/** What is stored of a command. */
export interface Kept {
  readonly key: string;
  readonly outcome: string;
  readonly at: Date;
}

/** Everything in which the stored order, what people were told and the rules contradict each other. Empty: explained. */
export function contradictions(told: readonly Told[], kept: readonly Kept[]): string[] {
  const keptOf = new Map(kept.map((one) => [one.key, one]));
  const toldOf = new Map(told.map((one) => [one.command.key, one]));
  const order = kept.flatMap(({ key }) => toldOf.get(key) ?? []);
  return [
    ...(keptOf.size === kept.length ? [] : ["A key is stored twice"]),
    ...told.filter(({ command }) => !keptOf.has(command.key)).map((one) => `${tellOf(one)}, and it is not stored`),
    ...kept.filter(({ key }) => !toldOf.has(key)).map(({ key }) => `${key} is stored, and nobody asked for it`),
    ...order.filter(({ command, outcome }) => keptOf.get(command.key)!.outcome !== outcome)
      .map((one) => `${tellOf(one)}, and it is stored as ${keptOf.get(one.command.key)!.outcome}`),
    ...overtaken(order),
    ...misjudged(order, keptOf),
  ];
}

/** Whoever was answered before another began stands before him. */
function overtaken(order: readonly Told[]): string[] {
  const found: string[] = [];
  let last = order[0];
  for (const one of order) {
    if (one.answeredAt < last!.sentAt) {
      found.push(`${tellOf(one)}, and stands behind one who began later: ${tellOf(last!)}`);
    }
    if (one.sentAt > last!.sentAt) last = one;
  }
  return found;
}

/** In this order, by the rules. It ends at the first wrong answer: what follows may only follow from it. */
function misjudged(order: readonly Told[], keptOf: ReadonlyMap<string, Kept>): string[] {
  const oracle = new Oracle();
  for (const [place, one] of order.entries()) {
    const { command, outcome } = one;
    const number = command.kind === "create_bill" ? command.number : null;
    const opinion = oracle.judge(command, keptOf.get(command.key)!.at, outcome, number);
    const wrong = opinion.outcome === outcome
      ? wrongTotals(oracle, opinion, one)
      : [`by the rules it is ${opinion.outcome}`];
    if (wrong.length > 0) return [explain(order.slice(0, place + 1), opinion, wrong.join(", "))];
  }
  return [];
}

function wrongTotals({ state }: Oracle, { sack, bill }: Opinion, { childCount, linkedCount }: Told): string[] {
  const inside = sack && state.sacks.has(sack) ? state.sacks.get(sack)!.bags.size : null;
  const on = bill ? state.bills.get(bill)!.sacks.size : null;
  return [
    ...(childCount === null || inside === null || childCount === inside
      ? []
      : [`it holds ${inside}, not ${childCount}`]),
    ...(linkedCount === null || on === null || linkedCount === on ? [] : [`the bill holds ${on}, not ${linkedCount}`]),
  ];
}

const SHOWN = 12;

/** The last one is wrong: what was done before it to the same things. */
function explain(order: readonly Told[], opinion: Opinion, wrong: string): string {
  const last = order.at(-1)!;
  const things = new Set([...thingsOf(last.command), opinion.sack, opinion.bag, opinion.from, opinion.bill]);
  const before = order.slice(0, -1).filter(({ command }) => thingsOf(command).some((thing) => things.has(thing)));
  return [...before.slice(-SHOWN).map(tellOf), `${tellOf(last)}: ${wrong}`].join("\n  ");
}

/** What a command names: codes, bills, and the key that it undoes. */
function thingsOf(command: Command): string[] {
  const { key, by: _by, kind: _kind, ...named } = command;
  return [key, ...Object.values(named).filter((value) => typeof value === "string")];
}

function tellOf({ command, sentAt, answeredAt, outcome }: Told): string {
  const [key, ...things] = thingsOf(command);
  return `${command.kind} ${things.join(" ")} (${key}), ${sentAt.toFixed(1)} to ${answeredAt.toFixed(1)}: ${outcome}`;
}
