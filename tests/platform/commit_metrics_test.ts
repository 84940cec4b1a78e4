import { deepStrictEqual as same, doesNotMatch, match } from "node:assert/strict";
import type { Reply } from "../../domain/answer.ts";
import { LIMITS } from "../../domain/limits.ts";
import { link, open } from "../support/heart.ts";
import { makeAnswer } from "../support/made_shapes.ts";
import { countersOn } from "../support/quiet_parts.ts";

const linked: Reply = { answer: makeAnswer({ outcome: "child_linked" }) };

Deno.test("a command is counted by its kind and by what it came to, and timed unless it was turned away", () => {
  const { metrics, commits } = countersOn();
  commits.onReply(link("SB00001", "C001"), linked, 4);
  commits.onReply(link("SB00001", "C002"), linked, 40);
  commits.onReply(link("SB00001", "C003"), { answer: makeAnswer({ outcome: "parent_full" }) }, 4);
  commits.onReply(open("SB00001"), { refused: "busy", why: "overloaded" }, null);
  commits.onReply(open("SB00001"), { refused: "scan_id_reused" }, 4);
  const text = metrics.text();
  match(text, /^tracetrack_commands_total\{kind="link_child",outcome="child_linked"\} 2$/m);
  match(text, /^tracetrack_commands_total\{kind="link_child",outcome="parent_full"\} 1$/m);
  match(text, /^tracetrack_commands_total\{kind="open_parent",outcome="overloaded"\} 1$/m);
  match(text, /^tracetrack_commands_total\{kind="open_parent",outcome="scan_id_reused"\} 1$/m);
  match(text, /^tracetrack_command_ack_seconds_bucket\{le="0.004"\} 3$/m);
  match(text, /^tracetrack_command_ack_seconds_count 4$/m);
  const { accepted, refused, replayed } = commits.counts();
  same([accepted, refused, replayed], [2, 3, 0]);
});

Deno.test("what somebody was told again is a replay, and no second scan", () => {
  const { metrics, commits } = countersOn();
  commits.onReply(open("SB00001"), { answer: makeAnswer({ outcome: "parent_created", replayed: true }) }, 2);
  const text = metrics.text();
  match(text, /^tracetrack_command_replays_total 1$/m);
  doesNotMatch(text, /^tracetrack_commands_total\{/m);
  const { accepted, refused, replayed } = commits.counts();
  same([accepted, refused, replayed], [0, 0, 1]);
});

Deno.test("a batch is counted by its size and by where its time went", () => {
  const { metrics, commits } = countersOn();
  commits.onTimes({ lockMs: 2, decideMs: 0.4, writeMs: 30 });
  commits.onBatch({ size: 7, ms: 33 });
  const text = metrics.text();
  match(text, /^tracetrack_batch_commands_bucket\{le="5"\} 0$/m);
  match(text, /^tracetrack_batch_commands_bucket\{le="7"\} 1$/m);
  match(text, /^tracetrack_batch_seconds_sum 0.033$/m);
  match(text, /^tracetrack_batch_lock_seconds_sum 0.002$/m);
  match(text, /^tracetrack_batch_decide_seconds_sum 0.0004$/m);
  match(text, /^tracetrack_batch_write_seconds_sum 0.03$/m);
});

Deno.test("a batch that failed or took long is logged; one that did neither is not", () => {
  const { metrics, commits, logged } = countersOn();
  commits.onBatch({ size: 1, ms: LIMITS.slowMs });
  same(logged, []);
  const fault = new Error("away");
  commits.onFault(fault, 3, "retried");
  commits.onFault(fault, 3, "halved");
  commits.onFault(fault, 1, "given_up");
  commits.onBatch({ size: 3, ms: LIMITS.slowMs + 1 });
  same(logged, [
    ["A batch failed", { fault, size: 3, then: "retried" }],
    ["A batch failed", { fault, size: 3, then: "halved" }],
    ["A batch failed", { fault, size: 1, then: "given_up" }],
    ["A batch took long", { size: 3, ms: LIMITS.slowMs + 1 }],
  ]);
  const { batchesRetried, batchesHalved } = commits.counts();
  same([batchesRetried, batchesHalved], [1, 1]);
  match(metrics.text(), /^tracetrack_batch_faults_total\{then="given_up"\} 1$/m);
});
