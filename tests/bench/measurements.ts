/** What is measured: who does what, and what DESIGN.md, section 12, asks of it. */
import { codeOf } from "./made_up.ts";
import type { Work } from "./plan.ts";

export interface Measurement {
  readonly name: string;
  readonly title: string;
  readonly workers: number;
  readonly target: string;
  readonly work: (state: State) => Work;
}

/** What the database holds before a measurement begins. */
export interface State {
  readonly databaseUrl: string;
  readonly bags: { readonly sacks: number; readonly children: number };
  /** The first number of each range that no sack has yet, or that still has room. */
  readonly free: { readonly own: number; readonly hot: number; readonly plain: number; readonly child: number };
}

/** Sacks' numbers, by who fills them. The made-up warehouse uses those below. */
export const RANGES = {
  hot: { first: 50_000, count: 20_000 },
  own: { first: 70_000, count: 20_000 },
  plain: { first: 90_000, count: 10_000 },
} as const;

const SCANNERS = 100;
const LOOKERS = 50;
const PLAIN_CONNECTIONS = 8;
const SCAN_EVERY_MS = 500;
const RANDOM_PATHS = 100_000;
const HOT_PATHS = 1_000;

/** By the clock comes first: the closed loops leave more new bags behind than a shift does, and the search index feeds on them. */
export const MEASUREMENTS: readonly Measurement[] = [
  {
    name: "floor",
    title: "The generator's own floor: 100 × 2 a second on /api/health",
    workers: SCANNERS,
    target: "",
    work: () => ({ kind: "get_by_clock", everyMs: SCAN_EVERY_MS, paths: ["/api/health"] }),
  },
  {
    name: "open-loop",
    title: "100 scanners × 2 scans a second, open loop",
    workers: SCANNERS,
    target: "p50 ≤ 4 ms, p99 ≤ 20 ms",
    work: ({ free }) => ({ kind: "scan_by_clock", everyMs: SCAN_EVERY_MS, ...range("own", free) }),
  },
  {
    name: "baseline",
    title: "Baseline: one transaction a scan, straight on the database, 8 connections",
    workers: PLAIN_CONNECTIONS,
    target: "",
    work: ({ databaseUrl, free }) => ({ kind: "transactions", databaseUrl, ...range("plain", free) }),
  },
  {
    name: "scan",
    title: "100 scanners, each its own open sack, closed loop",
    workers: SCANNERS,
    target: "≥ 5,000/s, p99 ≤ 50 ms, ≥ 4 × baseline",
    work: ({ free }) => ({ kind: "scan", ...range("own", free) }),
  },
  {
    name: "hot-bill",
    title: "100 scanners, all sacks on one bill, closed loop",
    workers: SCANNERS,
    target: "≥ 5,000/s, p99 ≤ 50 ms, ≥ 4 × baseline",
    work: ({ free }) => ({ kind: "scan", ...range("hot", free) }),
  },
  {
    name: "bag-random",
    title: "/api/bag/<code>, 50 connections, random over all bags",
    workers: LOOKERS,
    target: "≥ 6,000/s",
    work: ({ bags }) => ({ kind: "get", paths: bagPaths(bags, RANDOM_PATHS) }),
  },
  {
    name: "bag-hot",
    title: "/api/bag/<code>, 50 connections, 1,000 hot codes",
    workers: LOOKERS,
    target: "≥ 12,000/s",
    work: ({ bags }) => ({ kind: "get", paths: bagPaths(bags, HOT_PATHS) }),
  },
];

function range(name: keyof typeof RANGES, free: State["free"]) {
  const { first, count } = RANGES[name];
  return { firstSack: free[name], sacks: first + count - free[name], firstChild: free.child };
}

/** Sacks and children as often as there are of each. */
function bagPaths({ sacks, children }: State["bags"], count: number): string[] {
  return Array.from({ length: count }, () => {
    const number = Math.floor(Math.random() * (sacks + children));
    const code = number < sacks ? codeOf({ prefix: "SB" }, number) : String(number - sacks + 1).padStart(7, "0");
    return `/api/bag/${code}`;
  });
}
