/** What is measured of commands and of the batches they go in: how many, how large, how long, and what went wrong. */
import type { Reply } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused } from "../domain/outcomes.ts";
import type { Histogram } from "./histogram.ts";
import type { Metrics } from "./metrics.ts";
import { aroundBatch, noteInSpan } from "./traces.ts";

/** What has come to it since this process began. */
export interface CommitCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly replayed: number;
  readonly batchesRetried: number;
  readonly batchesHalved: number;
  readonly ack: Histogram;
  readonly batchSize: Histogram;
  readonly lock: Histogram;
  readonly decide: Histogram;
  readonly write: Histogram;
}

export interface CommitsWatched {
  readonly counts: () => CommitCounts;
  readonly aroundBatch: typeof aroundBatch;
  readonly now: () => number;
  readonly onTimes: (times: { readonly lockMs: number; readonly decideMs: number; readonly writeMs: number }) => void;
  readonly onBatch: (batch: { readonly size: number; readonly ms: number }) => void;
  readonly onFault: (fault: unknown, size: number, then: "retried" | "halved" | "given_up") => void;
  /** `ms` null: it was not let in. */
  readonly onReply: (command: Command, reply: Reply, ms: number | null) => void;
}

/** Up to `LIMITS.commitCommandsMax`. */
const SIZES = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100];

/** Adds them to the metrics and returns what the floor and its lanes are to call. `log` is told of what is slow or failed. */
export function watchCommits(
  metrics: Metrics,
  log: (message: string, fields: Readonly<Record<string, unknown>>) => void,
): CommitsWatched {
  const told = metrics.tally("tracetrack_commands_total", "Commands answered for the first time.", ["kind", "outcome"]);
  const histograms = histogramsIn(metrics);
  const batchSeconds = metrics.histogram("tracetrack_batch_seconds", "A batch, from its first try to its last answer.");
  const failed = metrics.tally("tracetrack_batch_faults_total", "Batches that failed, by what became of them.", [
    "then",
  ]);
  const sums = { accepted: 0, refused: 0, replayed: 0, batchesRetried: 0, batchesHalved: 0 };
  metrics.measure(
    "tracetrack_command_replays_total",
    "Commands that somebody sent again, and was told again.",
    () => sums.replayed,
    "counter",
  );
  return {
    counts: () => ({ ...sums, ...histograms }),
    aroundBatch,
    now: () => performance.now(),
    onTimes: ({ lockMs, decideMs, writeMs }) => {
      histograms.lock.observe(lockMs / 1_000);
      histograms.decide.observe(decideMs / 1_000);
      histograms.write.observe(writeMs / 1_000);
      noteInSpan("committed", { lock_ms: lockMs, decide_ms: decideMs, write_ms: writeMs });
    },
    onBatch: ({ size, ms }) => {
      histograms.batchSize.observe(size);
      batchSeconds.observe(ms / 1_000);
      if (ms > LIMITS.slowMs) log("A batch took long", { size, ms: Math.round(ms) });
    },
    onFault: (fault, size, then) => {
      failed(then);
      if (then === "retried") sums.batchesRetried++;
      if (then === "halved") sums.batchesHalved++;
      noteInSpan("failed", { then, fault: (fault as Error).name });
      log("A batch failed", { fault, size, then });
    },
    onReply: ({ kind }, reply, ms) => {
      if (ms !== null) histograms.ack.observe(ms / 1_000);
      if ("answer" in reply && reply.answer.replayed) return void sums.replayed++;
      told(kind, wordOf(reply));
      if ("answer" in reply && !isRefused(reply.answer.outcome)) sums.accepted++;
      else sums.refused++;
    },
  };
}

const histogramsIn = (metrics: Metrics) => ({
  ack: metrics.histogram("tracetrack_command_ack_seconds", "From a command's arrival to its answer."),
  batchSize: metrics.histogram("tracetrack_batch_commands", "Commands that went in one batch.", SIZES),
  lock: metrics.histogram("tracetrack_batch_lock_seconds", "Until all that a batch needs was locked and read."),
  decide: metrics.histogram("tracetrack_batch_decide_seconds", "Deciding a batch."),
  write: metrics.histogram("tracetrack_batch_write_seconds", "Writing a batch, until PostgreSQL answered COMMIT."),
});

/** From our catalogue in each case: an outcome, or why there was none. */
function wordOf(reply: Reply): string {
  if ("answer" in reply) return reply.answer.outcome;
  return reply.refused === "busy" ? reply.why : reply.refused;
}
