/** The figures of `deno task bench:imports` as Markdown tables. */
import type { CountsSeen } from "../support/importing.ts";
import type { Acknowledged } from "./plan.ts";

/** From one moment to the other, in milliseconds since 1970. */
export interface Phase {
  readonly name: "upload" | "read" | "check" | "apply" | "take back";
  readonly from: number;
  readonly to: number;
}

export interface Waits {
  readonly dueAt: readonly number[];
  readonly waitMs: readonly number[];
}

export interface Measured {
  readonly title: string;
  readonly rows: number;
  readonly bytes: number;
  readonly phases: readonly Phase[];
  readonly counts: CountsSeen;
  readonly scans: Waits;
  readonly acknowledged: Acknowledged;
  readonly isStored: string;
  readonly memoryMb: { readonly before: number; readonly most: number };
  readonly target: { readonly seconds: number; readonly memoryMb: number };
}

/** What the import takes a person's time for: all but the click, and the taking back. */
const ASKED_FOR: readonly Phase["name"][] = ["upload", "read", "check", "apply"];

export function importsTable(all: readonly Measured[]): string {
  const head = ["Sheet", "rows", "MB", ...ASKED_FOR.map((name) => `${name} s`), "together s", "asked for", "back s"];
  const more = ["server MB before / most", "asked for"];
  return table(
    [...head, ...more],
    all.map((one) => [
      one.title,
      whole(one.rows),
      tenth(one.bytes / 1e6),
      ...ASKED_FOR.map((name) => tenth(secondsOf(one, [name]))),
      tenth(secondsOf(one, ASKED_FOR)),
      `≤ ${one.target.seconds}`,
      tenth(secondsOf(one, ["take back"])),
      `${whole(one.memoryMb.before)} / ${whole(one.memoryMb.most)}`,
      `≤ ${whole(one.target.memoryMb)}`,
    ]),
  );
}

/** What scans waited: alone, while each sheet went in, and phase by phase. */
export function waitsTable(alone: Waits, aloneStored: string, all: readonly Measured[]): string {
  const rows = [["Alone", ...figuresOf(alone.waitMs), aloneStored, ""]];
  for (const { title, phases, scans, isStored } of all) {
    const asked = phases.filter(({ name }) => ASKED_FOR.includes(name));
    const during = asked.flatMap((phase) => waitsIn(scans, phase));
    rows.push([`While: ${title}`, ...figuresOf(during), isStored, "p99 ≤ 40 ms"]);
    for (const phase of phases) rows.push([`- ${phase.name}`, ...figuresOf(waitsIn(scans, phase)), "", ""]);
  }
  return table(["Scans", "answered", "p50 ms", "p99 ms", "longest ms", "acknowledged = stored", "asked for"], rows);
}

function secondsOf({ phases }: Measured, names: readonly Phase["name"][]): number {
  return phases.filter(({ name }) => names.includes(name)).reduce((sum, { from, to }) => sum + (to - from) / 1_000, 0);
}

const waitsIn = ({ dueAt, waitMs }: Waits, { from, to }: Phase): number[] =>
  waitMs.filter((_, place) => dueAt[place]! >= from && dueAt[place]! < to);

function figuresOf(waits: readonly number[]): string[] {
  const sorted = Float64Array.from(waits).sort();
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return [whole(sorted.length), tenth(at(0.5)), tenth(at(0.99)), tenth(at(1))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, place) => place === 0 ? "---" : "---:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const whole = (number: number): string => Math.round(number).toLocaleString("en");
const tenth = (number: number): string => number.toFixed(1);
