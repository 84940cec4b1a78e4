/** The figures as a Markdown table: medians of the laps, and between what they lay. */
import type { Lap } from "../support/load.ts";
import type { Measurement } from "./measurements.ts";
import type { LoadResult } from "./plan.ts";

export interface Figures {
  readonly measurement: Measurement;
  readonly result: LoadResult;
  /** Processors in use on average, from start to end. */
  readonly cores: { readonly server: number; readonly database: number; readonly generator: number };
  readonly serverMb: number;
  /** Whether what was acknowledged is what the database holds. */
  readonly isStored: string;
}

const HEAD = [
  ["Measurement", "answers/s (range)", "p50 ms", "p99 ms (range)", "longest ms", "errors"],
  ["× baseline", "cores: server / database / generator", "server MB", "acknowledged = stored", "asked for"],
].flat();

export function tableOf(all: readonly Figures[]): string {
  const baseline = all.find(({ measurement }) => measurement.name === "baseline");
  const perSecond = baseline ? median(baseline.result.laps.map(rateOf)) : null;
  return [HEAD, HEAD.map((name, place) => place === 0 || name === "asked for" ? "---" : "---:")]
    .concat(all.map((figures) => rowOf(figures, perSecond)))
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function rowOf({ measurement, result, cores, serverMb, isStored }: Figures, baseline: number | null): string[] {
  const { laps } = result;
  const rates = laps.map(rateOf), p99s = laps.map((lap) => lap.p99Ms);
  const isScan = measurement.name === "scan" || measurement.name === "hot-bill";
  return [
    measurement.title,
    `${whole(median(rates))} (${rangeOf(rates, whole)})`,
    tenth(median(laps.map((lap) => lap.p50Ms))),
    `${tenth(median(p99s))} (${rangeOf(p99s, tenth)})`,
    tenth(Math.max(...laps.map((lap) => lap.maxMs))),
    String(laps.reduce((sum, { errors }) => sum + errors, 0)),
    isScan && baseline ? `${tenth(median(rates) / baseline)}` : "",
    [cores.server, cores.database, cores.generator].map(tenth).join(" / "),
    whole(serverMb),
    isStored,
    measurement.target,
  ];
}

const rateOf = ({ answered, seconds }: Lap): number => answered / seconds;

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b), middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const rangeOf = (numbers: readonly number[], show: (number: number) => string): string =>
  `${show(Math.min(...numbers))}–${show(Math.max(...numbers))}`;

export const whole = (number: number): string => Math.round(number).toLocaleString("en");
export const tenth = (number: number): string => number.toFixed(1);
