/** All that one instance told of its last seconds, in groups. */
import type { Figures, Instance } from "../domain/instances.ts";
import { LIMITS } from "../domain/limits.ts";
import type { PageContext } from "./context.ts";
import { sayBytes, sayCount, sayPart, sayRate, sayTime } from "./measures.ts";

interface FactsProps {
  readonly context: PageContext;
  readonly instance: Instance;
  /** What it told last. */
  readonly last: Figures;
}

type Fact = readonly [what: string, value: string];

export const Facts = ({ context, instance, last }: FactsProps) => {
  const { facts: words } = context.words.system;
  return (
    <div class="system-facts">
      <Group name={words.answers} facts={answersOf(context, last)} />
      <Group name={words.batches} facts={batchesOf(context, last)} />
      <Group name={words.now} facts={nowOf(context, last)} />
      <Group name={words.reads} facts={readsOf(context, last)} />
      <Group name={words.process} facts={processOf(context, last)} />
      <Group name={words.release} facts={[[words.migration, String(instance.migration)], ["Deno", instance.deno]]} />
    </div>
  );
};

const Group = ({ name, facts }: { name: string; facts: readonly Fact[] }) => (
  <section>
    <h4>{name}</h4>
    <dl>
      {facts.map(([what, value]) => (
        <div>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
);

function answersOf(context: PageContext, last: Figures): Fact[] {
  const { facts: words } = context.words.system;
  return [
    [words.stored, sayRate(last.accepted / last.seconds, context)],
    [words.refused, sayRate(last.refused / last.seconds, context)],
    [words.again, sayRate(last.replayed / last.seconds, context)],
    [words.half, sayTime(last.ackP50Ms, context)],
    [words.slowest, sayTime(last.ackP99Ms, context)],
  ];
}

function batchesOf(context: PageContext, last: Figures): Fact[] {
  const { facts: words } = context.words.system;
  return [
    [words.inOne, sayCount(last.batchSize, context)],
    [words.locking, sayTime(last.lockMs, context)],
    [words.deciding, sayTime(last.decideMs, context)],
    [words.writing, sayTime(last.writeMs, context)],
    [words.retried, sayCount(last.batchesRetried, context)],
    [words.halved, sayCount(last.batchesHalved, context)],
  ];
}

function nowOf(context: PageContext, last: Figures): Fact[] {
  const { measures, system: { facts: words } } = context.words;
  const count = (value: number) => sayCount(value, context);
  return [
    [words.waiting, count(last.waiting)],
    [words.oldest, sayTime(last.waiting === 0 ? null : last.oldestMs, context)],
    [words.actors, count(last.actors)],
    [words.livePages, count(last.liveReaders)],
    [words.connections, measures.outOf(count(last.poolOpen), count(LIMITS.readConnectionsMax))],
    [words.waitFor, count(last.poolWaiting)],
  ];
}

function readsOf(context: PageContext, last: Figures): Fact[] {
  const { facts: words } = context.words.system;
  const all = last.cacheNear + last.cacheShared + last.cacheLoaded;
  const part = (found: number) => sayPart(all === 0 ? null : found / all, context);
  return [
    [words.asked, sayRate(all / last.seconds, context)],
    [words.near, part(last.cacheNear)],
    [words.shared, part(last.cacheShared)],
    [words.loaded, part(last.cacheLoaded)],
    [words.hears, last.bus === "ok" ? words.yes : words.no],
  ];
}

function processOf(context: PageContext, last: Figures): Fact[] {
  const { facts: words, late } = context.words.system;
  return [
    [words.memory, sayBytes(last.memoryBytes, context)],
    [words.heap, sayBytes(last.heapBytes, context)],
    [late, sayTime(last.loopDelayP99Ms, context)],
    [words.requests, sayRate(last.requests / last.seconds, context)],
    [words.request, sayTime(last.requestP99Ms, context)],
    [words.imports, sayRate(last.importRows / last.seconds, context)],
  ];
}
