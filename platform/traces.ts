/**
 * Spans of our own beside those that Deno makes of each request: one a batch, one a step of an import. With OTEL_DENO=true
 * Deno sends them; without, each costs a tenth of a microsecond and leaves nothing.
 */
import { type Attributes, type SpanContext, type SpanOptions, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Command } from "../domain/command.ts";

const tracer = trace.getTracer("tracetrack");

/** In which request's span a command was asked for. */
const askedIn = new WeakMap<Command, SpanContext>();

/** A batch serves many requests, so it is no part of any of their traces: it links to them. */
export const linked = <Result>(submit: (commands: readonly Command[]) => Result) => (commands: readonly Command[]) => {
  const context = trace.getActiveSpan()?.spanContext();
  if (context) { for (const command of commands) askedIn.set(command, context); }
  return submit(commands);
};

/** A span around all that becomes of a batch. */
export function aroundBatch(commands: readonly Command[], work: () => Promise<void>): Promise<void> {
  const links = commands.flatMap((command) => askedIn.get(command) ?? []).map((context) => ({ context }));
  const attributes = { "tracetrack.batch.size": commands.length };
  return inSpan("commit batch", { root: true, links, attributes }, work);
}

/** A span around one step of an import. */
export const aroundStep = <Result>(part: string, rows: number, work: () => Promise<Result>): Promise<Result> =>
  inSpan(`import ${part}`, { root: true, attributes: { "tracetrack.import.rows": rows } }, work);

/** Something that happened inside the span under way. */
export const noteInSpan = (name: string, attributes: Attributes): void =>
  void trace.getActiveSpan()?.addEvent(name, attributes);

const inSpan = <Result>(name: string, options: SpanOptions, work: () => Promise<Result>): Promise<Result> =>
  tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (fault) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (fault as Error).name });
      throw fault;
    } finally {
      span.end();
    }
  });
