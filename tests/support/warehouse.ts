/** A warehouse that decides and stores at once: for tests of the rules alone, with nobody else about. */
import type { Answer, Reply } from "../../domain/answer.ts";
import { Books, Gap } from "../../domain/books.ts";
import { type Change, changeOf } from "../../domain/change.ts";
import type { Command } from "../../domain/command.ts";
import { decideAll } from "../../domain/decide.ts";
import type { Terms } from "../../domain/decision.ts";
import { needsOf } from "../../domain/needs.ts";
import type { Outcome } from "../../domain/outcomes.ts";
import { FakeClock } from "./fake_clock.ts";
import { SMALL_TERMS } from "./heart.ts";
import { MemoryDatabase } from "./memory_ledger.ts";

export class Warehouse {
  readonly clock = new FakeClock();
  readonly database = new MemoryDatabase(this.clock);
  /** What the last batch stored. */
  lastChange: Change | null = null;

  constructor(readonly terms: Terms = SMALL_TERMS) {}

  /** Each command as a batch of its own. */
  do(...commands: readonly Command[]): Reply[] {
    return commands.map((command) => this.together([command])[0]!);
  }

  /** All commands as one batch. */
  together(commands: readonly Command[]): Reply[] {
    const needs = needsOf(commands, this.terms.kinds);
    for (const code of this.database.guess(needs)) needs.codes.add(code);
    for (;;) {
      const books = new Books(needs, this.database.read(needs));
      try {
        const { replies, events } = decideAll(books, commands, this.terms);
        this.lastChange = changeOf(books, events);
        if (events.length > 0) this.database.store.store(this.lastChange, books.now, 0, true);
        return replies;
      } catch (fault) {
        if (!(fault instanceof Gap)) throw fault;
        fault.widen(needs);
      }
    }
  }

  /** The one answer to one command. */
  ask(command: Command): Answer {
    return answerIn(this.together([command])[0]!);
  }

  parent(code: string) {
    const bag = this.database.store.bags.get(code);
    return bag?.role === "parent" ? bag : null;
  }

  bill(number: string) {
    return [...this.database.store.bills.values()].find((bill) => bill.number === number) ?? null;
  }
}

export function answerIn(reply: Reply): Answer {
  if ("answer" in reply) return reply.answer;
  throw new Error(`Refused: ${reply.refused}`);
}

/** In one word each: what a caller was told. */
export const told = (replies: readonly Reply[]): (Outcome | "scan_id_reused" | "busy")[] =>
  replies.map((reply) => "answer" in reply ? reply.answer.outcome : reply.refused);
