import { match, ok } from "node:assert/strict";
import { startMetrics } from "../../platform/metrics.ts";

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
