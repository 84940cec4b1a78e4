/** What callers were told in a run, and everything about it that does not agree with what is stored. */
import type { Answer, Reply } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import { contentHash } from "../../domain/content.ts";
import { OUTCOMES } from "../../domain/outcomes.ts";
import { SMALL_KINDS } from "./heart.ts";
import type { MemoryStore, Stored, StoredEvent } from "./memory_store.ts";
import { type Opinion, Oracle } from "./oracle.ts";

export interface Asked {
  readonly commands: readonly Command[];
  readonly replies: readonly Reply[];
}

/**
 * Everything that callers were told and that is not so. Empty: nobody was told a lie. `fatesKnown`: no connection was lost
 * in mid commit. Where one was, two who sent the same key may both take what is stored for their own doing.
 */
export function lies(store: Pick<MemoryStore, "events">, log: readonly Asked[], fatesKnown: boolean): string[] {
  const told = new Map<string, Reply[]>();
  for (const { commands, replies } of log) {
    for (const [place, command] of commands.entries()) {
      told.set(command.key, [...told.get(command.key) ?? [], replies[place]!]);
    }
  }
  return [
    ...log.flatMap(({ commands, replies }) =>
      commands.flatMap((command, place) => lieIn(store, command, replies[place]))
    ),
    ...log.flatMap(({ replies }) => afterBusy(replies)),
    ...[...told].flatMap(([key, replies]) => untruthfulSilence(store.events.get(key), key, replies, fatesKnown)),
  ];
}

function lieIn({ events }: Pick<MemoryStore, "events">, command: Command, reply: Reply | undefined): string[] {
  const event = events.get(command.key);
  if (!reply) return [`${command.key} was never answered`];
  if ("answer" in reply) {
    if (!event) return [`${command.key} was answered ${reply.answer.outcome} and is not stored`];
    const isSame = event.outcome === reply.answer.outcome &&
      (event.child ?? null) === (reply.answer.child?.code ?? null);
    return isSame ? [] : [`${command.key} was answered ${reply.answer.outcome} and is stored as ${event.outcome}`];
  }
  if (reply.refused === "busy") return [];
  const isOther = event && event.contentHash !== contentHash(command, SMALL_KINDS);
  return isOther ? [] : [`${command.key} was called reused, and is not`];
}

/** After the first 503 of a request the rest are 503. */
function afterBusy(replies: readonly Reply[]): string[] {
  const first = replies.findIndex((reply) => "refused" in reply && reply.refused === "busy");
  const rest = first === -1 ? [] : replies.slice(first);
  return rest.every((reply) => "refused" in reply && reply.refused === "busy")
    ? []
    : ["Something was done after a 503"];
}

/** What is stored was answered so, or its caller was told "busy"; and at most one answer calls itself the first. */
function untruthfulSilence(
  event: StoredEvent | undefined,
  key: string,
  replies: readonly Reply[],
  fatesKnown: boolean,
): string[] {
  const answers = replies.flatMap((reply) => "answer" in reply ? [reply.answer] : []);
  const isBusy = replies.some((reply) => "refused" in reply && reply.refused === "busy");
  const firsts = answers.filter(({ replayed }) => !replayed).length;
  return [
    ...(event && !isBusy && firsts === 0 ? [`${key} is stored, and nobody was told`] : []),
    ...(firsts > 1 && fatesKnown ? [`${key} was answered as new ${firsts} times`] : []),
  ];
}

/** Decides every stored command again, in order of commits, by the second opinion. Empty: it agrees with all. */
export function disagreements(commits: readonly Stored[], log: readonly Asked[]): string[] {
  const commands = new Map<string, Command[]>();
  const answers = new Map<string, Answer | null>();
  for (const { commands: asked, replies } of log) {
    for (const [place, command] of asked.entries()) {
      commands.set(command.key, [...commands.get(command.key) ?? [], command]);
      const reply = replies[place]!;
      // Of two that both call themselves the first, one shows the totals of a later moment.
      if ("answer" in reply && !reply.answer.replayed) {
        answers.set(command.key, answers.has(command.key) ? null : reply.answer);
      }
    }
  }
  const oracle = new Oracle();
  const states = [oracle.state.copy()];
  return commits.flatMap((stored) => {
    const wrong = judge(stored, oracle, new Oracle(states[stored.readAt]!.copy()), commands, answers);
    states.push(oracle.state.copy());
    return wrong;
  });
}

/**
 * `earlier` stands where the batch read. What does not exist cannot be locked, so a refusal may rest on an absence that
 * ended before the commit: it was true when it was decided, and that is all that can be asked.
 */
function judge(
  stored: Stored,
  oracle: Oracle,
  earlier: Oracle,
  commands: ReadonlyMap<string, readonly Command[]>,
  answers: ReadonlyMap<string, Answer | null>,
): string[] {
  return stored.events.flatMap((event) => {
    const command = commands.get(event.key)?.find((asked) => contentHash(asked, SMALL_KINDS) === event.contentHash);
    if (!command) return [`${event.key} is stored, and nobody asked for it`];
    const number = event.outcome === "bill_created" ? event.bill ?? null : null;
    const trial = new Oracle(oracle.state.copy());
    const opinion = trial.judge(command, stored.at, event.outcome, number);
    const before = earlier.judge(command, stored.at, event.outcome, number);
    if (opinion.outcome === event.outcome) oracle.state = trial.state;
    else {
      // It was refused, whatever would come of it now: only its key is remembered.
      oracle.state.past.set(command.key, { ...trial.state.past.get(command.key)!, outcome: event.outcome });
      const wasTrue = !OUTCOMES[event.outcome].accepted && before.outcome === event.outcome;
      return wasTrue ? [] : [`${JSON.stringify(command)}: ${event.outcome}, should be ${opinion.outcome}`];
    }
    const answer = answers.get(event.key);
    return answer && stored.isConfirmed ? wrongTotals(oracle, opinion, answer) : [];
  });
}

function wrongTotals({ state }: Oracle, opinion: Opinion, { key, parent, bill }: Answer): string[] {
  const found: [unknown, unknown][] = [];
  if (parent && opinion.sack && state.sacks.has(opinion.sack)) {
    found.push([pick(parent, state.sackTotals(opinion.sack)), state.sackTotals(opinion.sack)]);
  }
  if (bill && opinion.bill) found.push([pick(bill, state.billTotals(opinion.bill)), state.billTotals(opinion.bill)]);
  return found.map(([said, is]) => [JSON.stringify(said), JSON.stringify(is)]).filter(([said, is]) => said !== is)
    .map(([said, is]) => `${key} was told ${said}, and it is ${is}`);
}

const pick = (from: object, like: object): object =>
  Object.fromEntries(Object.keys(like).map((name) => [name, (from as Record<string, unknown>)[name]]));

/** New commands of one request are committed in its order. Of a key that was sent twice nobody knows which one it was. */
export function overtakings(commits: readonly Stored[], log: readonly Asked[]): string[] {
  const places = new Map(commits.flatMap(({ events }) => events).map(({ key }, place) => [key, place]));
  const sent = log.flatMap((asked) => asked.commands.map(({ key }) => key));
  const twice = new Set(sent.filter((key, place) => sent.indexOf(key) !== place));
  return log.flatMap(({ commands, replies }) => {
    const order = commands.filter(({ key }, place) => {
      const reply = replies[place]!;
      return "answer" in reply && !reply.answer.replayed && !twice.has(key);
    }).map(({ key }) => places.get(key) ?? -1);
    return String(order) === String([...order].sort((a, b) => a - b)) ? [] : [`Overtaken: ${order}`];
  });
}
