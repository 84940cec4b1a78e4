/**
 * What is measured of a running instance, in the text form that Prometheus reads. Our own, since it is this short: a histogram
 * of `prom-client` takes twenty times as long for a value, and tells its buckets only as a promise of text.
 */
import { countOf, Histogram, SECONDS } from "./histogram.ts";

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number];

export interface Metrics {
  requested(method: string, status: number, seconds: number): void;
  /** How long requests took. */
  readonly requests: Histogram;
  /** `read` is asked whenever somebody looks. `kind`: whether the number only ever grows. */
  measure(name: string, help: string, read: () => number | readonly Sample[], kind?: "gauge" | "counter"): void;
  /** Counts by labels, in the order of their names. Their values must be few: each combination is a series of its own. */
  tally(name: string, help: string, labels: readonly string[]): (...values: string[]) => void;
  histogram(name: string, help: string, ends?: readonly number[]): Histogram;
  /** Prometheus text. */
  text(): string;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function startMetrics(): Metrics {
  const families: (() => string[])[] = [];
  const add = (name: string, help: string, kind: string, lines: () => string[]) => {
    families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines()]);
  };
  const measure: Metrics["measure"] = (name, help, read, kind = "gauge") =>
    add(name, help, kind, () => {
      const value = read();
      return typeof value === "number" ? [`${name} ${value}`] : value.map((sample) => lineOf(name, ...sample));
    });
  const tally: Metrics["tally"] = (name, help, labels) => {
    const counts = new Map<string, number>();
    const sampleOf = ([key, count]: [string, number]): Sample => [named(labels, key.split(" ")), count];
    measure(name, help, () => [...counts].map(sampleOf), "counter");
    return (...values) => {
      const key = values.join(" ");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
  };
  const histogram: Metrics["histogram"] = (name, help, ends = SECONDS) => {
    const made = new Histogram(ends);
    add(name, help, "histogram", () => linesOf(name, made));
    return made;
  };
  const request = tally("tracetrack_http_requests_total", "Requests answered.", ["method", "status"]);
  const requests = histogram("tracetrack_http_request_seconds", "From the request's arrival to its answer.");
  return {
    requested(method, status, seconds) {
      // Methods come from outside: an invented one must not make a series of its own.
      request(METHODS.has(method) ? method : "other", String(status));
      requests.observe(seconds);
    },
    requests,
    measure,
    tally,
    histogram,
    text: () => families.flatMap((lines) => lines()).join("\n") + "\n",
  };
}

const named = (labels: readonly string[], values: readonly string[]): Labels =>
  Object.fromEntries(labels.map((label, place) => [label, values[place] ?? ""]));

function linesOf(name: string, histogram: Histogram): string[] {
  const counted = histogram.read();
  let below = 0;
  const buckets = counted.counts.map((count, place) => {
    below += count;
    return lineOf(`${name}_bucket`, { le: String(counted.ends[place] ?? "+Inf") }, below);
  });
  return [...buckets, `${name}_sum ${counted.sum}`, `${name}_count ${countOf(counted)}`];
}

function lineOf(name: string, labels: Labels, value: number): string {
  const told = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}{${told.join(",")}} ${value}`;
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
