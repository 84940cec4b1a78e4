/** The figures of lists and pages as a Markdown table. */
import type { ListCase } from "./lists_cases.ts";

export interface CaseFigures {
  readonly one: ListCase;
  /** Milliseconds, ascending. */
  readonly times: readonly number[];
  /** The same requests with their total; empty where there is none. */
  readonly withTotal: readonly number[];
  /** Processor time of server and database, a request. */
  readonly cpuMs: number;
  /** Rows of large tables that were looked at, a request. */
  readonly rows: number;
  /** Large tables that were read from their beginning. */
  readonly scanned: readonly string[];
  readonly wrong: readonly string[];
}

const HEAD = [
  "Asked for",
  "p50 ms",
  "p95 ms",
  "longest ms",
  "p95 ms, with total",
  "processor ms",
  "rows looked at",
  "",
];

export function listsTable(all: readonly CaseFigures[]): string {
  return [HEAD, HEAD.map((name, place) => place === 0 || name === "" ? "---" : "---:"), ...all.map(rowOf)]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function rowOf({ one, times, withTotal, cpuMs, rows, scanned, wrong }: CaseFigures): string[] {
  return [
    one.name,
    tenth(quantile(times, 0.5)),
    tenth(quantile(times, 0.95)),
    tenth(times.at(-1) ?? 0),
    withTotal.length > 0 ? tenth(quantile(withTotal, 0.95)) : "",
    tenth(cpuMs),
    Math.round(rows).toLocaleString("en"),
    [
      ...(isSlow(one, times) || isSlow(one, withTotal) ? [`over ${one.p95Max} ms`] : []),
      ...scanned.map((table) => `READS ALL OF ${table}`),
      ...wrong.slice(0, 1).map((what) => `WRONG: ${what}`),
    ].join("; "),
  ];
}

const isSlow = ({ p95Max }: ListCase, times: readonly number[]): boolean => quantile(times, 0.95) > p95Max;

export const quantile = (ascending: readonly number[], part: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? 0;

const tenth = (number: number): string => number.toFixed(1);
