/** What is measured of a running instance, in the text form that Prometheus reads. */

export interface Metrics {
  requested(method: string, status: number, seconds: number): void;
  /** `read` is asked whenever somebody looks. `kind`: whether the number only ever grows. */
  measure(name: string, help: string, read: () => number, kind?: "gauge" | "counter"): void;
  text(): string;
}

/** Upper ends in seconds: answers take milliseconds, and 50 ms is the promise. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function startMetrics(): Metrics {
  const requests = new Map<string, number>();
  const buckets = new Array<number>(BUCKETS.length + 1).fill(0);
  const measures: { name: string; help: string; kind: string; read: () => number }[] = [];
  let secondsSum = 0;

  return {
    requested(method, status, seconds) {
      // Methods come from outside: an invented one must not make a series of its own.
      const labels = `method="${METHODS.has(method) ? method : "other"}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const place = BUCKETS.findIndex((end) => seconds <= end);
      buckets[place < 0 ? BUCKETS.length : place]! += 1;
      secondsSum += seconds;
    },
    measure: (name, help, read, kind = "gauge") => void measures.push({ name, help, read, kind }),
    text: () =>
      [
        ...headOf("tracetrack_http_requests_total", "Requests answered.", "counter"),
        ...[...requests].map(([labels, count]) => `tracetrack_http_requests_total{${labels}} ${count}`),
        ...histogramOf(buckets, secondsSum),
        ...measures.flatMap(({ name, help, kind, read }) => [...headOf(name, help, kind), `${name} ${read()}`]),
        "",
      ].join("\n"),
  };
}

function histogramOf(buckets: readonly number[], sum: number): string[] {
  const name = "tracetrack_http_request_seconds";
  let below = 0;
  const ends = buckets.map((count, place) => {
    below += count;
    return `${name}_bucket{le="${BUCKETS[place] ?? "+Inf"}"} ${below}`;
  });
  return [
    ...headOf(name, "From the request's arrival to its answer.", "histogram"),
    ...ends,
    `${name}_sum ${sum}`,
    `${name}_count ${below}`,
  ];
}

const headOf = (name: string, help: string, kind: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${kind}`,
];
