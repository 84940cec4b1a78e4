import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import parseText from "parse-prometheus-text-format";
import { startMetrics } from "../../platform/metrics.ts";
import { watchLoopDelay } from "../../platform/loop_delay.ts";
import { watchState } from "../../platform/state_metrics.ts";
import { link } from "../support/heart.ts";
import { makeAnswer } from "../support/made_shapes.ts";
import { countersOn } from "../support/quiet_parts.ts";

interface Sample {
  readonly value?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly buckets?: Readonly<Record<string, string>>;
  readonly count?: string;
  readonly sum?: string;
}

/** Another's reader of that text; it has no types of its own. */
const parse: (text: string) => { name: string; help: string; type: string; metrics: Sample[] }[] = parseText;

Deno.test("requests are counted by method and status, and fall into growing buckets of seconds", () => {
  const metrics = startMetrics();
  metrics.requested("POST", 201, 0.004);
  metrics.requested("POST", 201, 0.03);
  metrics.requested("GET", 404, 99);
  metrics.requested('X"\n', 404, 0.004);
  const text = metrics.text();
  match(text, /^tracetrack_http_requests_total\{method="POST",status="201"\} 2$/m);
  match(text, /^tracetrack_http_requests_total\{method="other",status="404"\} 1$/m);
  match(text, /^tracetrack_http_request_seconds_bucket\{le="0.005"\} 2$/m);
  match(text, /^tracetrack_http_request_seconds_bucket\{le="0.05"\} 3$/m);
  match(text, /^tracetrack_http_request_seconds_bucket\{le="\+Inf"\} 4$/m);
  match(text, /^tracetrack_http_request_seconds_count 4$/m);
  ok(text.endsWith("\n"));
});

Deno.test("a measure is read whenever somebody looks", () => {
  const metrics = startMetrics();
  let waiting = 1;
  metrics.measure("tracetrack_scans_waiting", "Scans that wait for a commit.", () => waiting);
  match(metrics.text(), /# TYPE tracetrack_scans_waiting gauge\ntracetrack_scans_waiting 1\n/);
  waiting = 7;
  match(metrics.text(), /^tracetrack_scans_waiting 7$/m);
});

Deno.test("what stands in a label cannot break out of it", () => {
  const metrics = startMetrics();
  const odd = 'a"b\\c\nd';
  metrics.measure("tracetrack_odd", "Odd.", () => [[{ name: odd, other: "plain" }, 1]]);
  same(parse(metrics.text()).find(({ name }) => name === "tracetrack_odd")?.metrics, [
    { value: "1", labels: { name: odd, other: "plain" } },
  ]);
});

/** Everything that a server measures, with something in each. */
function everything(): string {
  const { metrics, commits, parts } = countersOn();
  const loop = watchLoopDelay(metrics);
  loop.stop();
  watchState(metrics, parts, { migration: 25, deno: "2.9.6" });
  metrics.requested("POST", 201, 0.004);
  commits.onReply(link("SB00001", "C001"), { answer: makeAnswer({ outcome: "child_linked" }) }, 4);
  commits.onBatch({ size: 1, ms: 4 });
  commits.onTimes({ lockMs: 1, decideMs: 1, writeMs: 2 });
  commits.onFault(new Error("away"), 1, "retried");
  return metrics.text();
}

Deno.test("all that a server measures is text that another reader understands, and named as Prometheus asks", () => {
  const text = everything();
  const families = parse(text);
  const names = families.map(({ name }) => name);
  ok(names.length >= 30 && new Set(names).size === names.length, names.join(" "));
  for (const { name, help, type, metrics } of families) {
    for (const word of ["HELP", "TYPE"]) same(text.split(`# ${word} ${name} `).length, 2, `${word} of ${name}, once`);
    match(name, /^(tracetrack|process)_[a-z][a-z_]*$/);
    match(help, /^[A-Z].*\.$/, name);
    same(name.endsWith("_total"), type === "COUNTER", `${name} is a ${type}`);
    ok(!/_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/.test(name), `${name}: seconds, bytes, ratios`);
    ok(metrics.length > 0, `${name} has no sample`);
    if (type === "HISTOGRAM") { for (const each of metrics) assertHistogram(name, each); }
  }
});

function assertHistogram(name: string, { buckets = {}, count, sum }: Sample) {
  const ends = Object.keys(buckets).sort((one, other) => endOf(one) - endOf(other));
  const counts = ends.map((end) => Number(buckets[end]));
  same(ends.at(-1), "+Inf", name);
  same([...counts].sort((a, b) => a - b), counts, `${name} accumulates`);
  same([counts.at(-1), Number(sum) >= 0], [Number(count), true], name);
}

const endOf = (text: string): number => text === "+Inf" ? Infinity : Number(text);
