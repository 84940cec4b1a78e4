/** A shift of several people on one server: they ask, together or one after the other, and the model follows. */
import assert from "node:assert/strict";
import pg from "pg";
import type { Command } from "../../../domain/command.ts";
import { below, type Chance, oneOf } from "../chance.ts";
import { up } from "../oracle_state.ts";
import { type Chores, choresOf, isAllowed } from "./chores.ts";
import type { Hand } from "./crew.ts";
import { differences } from "./differences.ts";
import { knock, knockWithBatch, type Told } from "./doors.ts";
import { Model, type StoredEvent } from "./model.ts";
import { billLineOf, billTotalsOf, sackTotalsOf } from "./recount.ts";
import type { Sight } from "./picks.ts";
import { knockInVain } from "./vain.ts";

interface Sent {
  readonly command: Command;
  readonly told: Told;
}

const MOVES_NUMBERS = [
  ...["child_linked", "child_moved", "child_unlinked", "bill_linked", "bill_unlinked"],
  ...["bill_closed", "bill_reopened", "bill_changed", "bag_made_void", "bill_made_void"],
];

const UNDOABLE = ["child_linked", "child_moved", "bill_linked"];

export class Shift {
  readonly model = new Model();
  /** Everything that was not as it should be, in words. */
  readonly problems: string[] = [];
  readonly #chores: Chores;
  #versions = new Map<string, number>();

  constructor(readonly base: string, readonly hands: readonly Hand[], readonly db: pg.Client, readonly chance: Chance) {
    this.#chores = choresOf(chance);
  }

  /** One person asks, sends a batch, or several ask at once. */
  async turn(): Promise<void> {
    this.#versions = await versionsIn(this.db);
    const hand = this.#somebody(), dice = this.chance();
    if (dice < 0.55) await this.#settle([await this.#send(hand, this.#next(hand))], true);
    else if (dice < 0.68) await this.#settle(await this.#sendBatch(hand), false);
    else if (dice < 0.88) await this.#settle(await this.#rush(), false);
    else if (dice < 0.96) await this.#repeat();
    else this.problems.push(...await knockInVain(this.base, hand, this.chance));
  }

  /** More often one of the few who may do everything than one of the many who scan. */
  #somebody(): Hand {
    const isScanner = this.chance() < 0.4;
    return oneOf(this.chance, this.hands.filter(({ person }) => (person.role === "dispatcher") === isScanner));
  }

  #next({ person }: Hand): Command {
    return this.#chores.next(person, this.#sight());
  }

  #sight(): Sight {
    const undoable = this.model.entries.filter(({ outcome }) => UNDOABLE.includes(outcome)).map(({ key }) => key);
    return { versionOf: (bill) => this.#versions.get(up(bill)) ?? 0, state: this.model.state, undoable };
  }

  async #send(hand: Hand, command: Command): Promise<Sent> {
    return { command, told: await knock(this.base, hand, command, this.chance) };
  }

  async #sendBatch(hand: Hand): Promise<Sent[]> {
    const scans = this.#chores.scans(hand.person, this.#sight(), 2 + below(this.chance, 8));
    const told = await knockWithBatch(hand, scans);
    return scans.map((command, place) => ({ command, told: told[place]! }));
  }

  /** Two to six at once; now and then one of them twice. */
  async #rush(): Promise<Sent[]> {
    const asked = Array.from({ length: 2 + below(this.chance, 5) }, () => {
      const hand = this.#somebody();
      return { hand, command: this.#next(hand) };
    });
    if (this.chance() < 0.3) asked.push(asked[0]!);
    return await Promise.all(asked.map(({ hand, command }) => this.#send(hand, command)));
  }

  /** What is known comes again: the same, or its key with something else. */
  async #repeat(): Promise<void> {
    const hand = oneOf(this.chance, this.hands);
    const stolen = this.chance() < 0.3 ? this.#chores.stolenKey(hand.person) : null;
    const command = stolen ?? this.#chores.again();
    if (!command || !this.model.knows(command.key)) return;
    const sender = stolen ? hand : this.hands.find(({ person }) => person.id === command.by.id)!;
    const { told } = await this.#send(sender, command);
    const { outcome } = this.model.entry(command.key)!;
    const expected = stolen ? "scan_id_reused" : outcome;
    this.#expect(told.outcome === null || told.outcome === expected, command, `again told ${told.outcome}`);
    if (told.json) this.#expect(stolen !== null || told.json.replayed === true, command, "is not called a replay");
  }

  /** Judges what is new in the order in which it was decided. `isAlone`: nothing else happened meanwhile. */
  async #settle(sent: readonly Sent[], isAlone: boolean): Promise<void> {
    const events = await eventsOf(this.db, sent.map(({ command }) => command.key));
    const stored = new Set(events.map(({ key }) => key));
    for (const event of events) {
      const these = sent.filter(({ command }) => command.key === event.key);
      const { command } = these[0]!;
      if (isAlone) this.#expectConflict(command, event.outcome);
      const fault = this.model.judge(command, event);
      if (fault) this.problems.push(fault);
      for (const { told } of these) this.#checkAnswer(command, event, told, isAlone);
      const firsts = these.filter(({ told }) => told.json?.replayed === false).length;
      this.#expect(firsts <= 1, command, `was answered as new ${firsts} times`);
    }
    for (const { command, told } of sent.filter(({ command: { key } }) => !stored.has(key))) {
      this.#expect(!isAllowed(command) && told.status === 403, command, `left nothing and was told ${told.status}`);
    }
  }

  #expectConflict(command: Command, outcome: string): void {
    if (!("version" in command) || outcome === "bill_not_found") return;
    const isStale = command.version !== this.#versions.get(up(command.bill));
    this.#expect(isStale === (outcome === "version_conflict"), command, `came to ${outcome} with a ${isStale} version`);
  }

  #checkAnswer(command: Command, event: StoredEvent, { status, outcome, json }: Told, isAlone: boolean): void {
    this.#expect(isAllowed(command), command, "is not this role's to ask");
    this.#expect(outcome === null || outcome === event.outcome, command, `told ${outcome}, stored ${event.outcome}`);
    this.#expect(status < 500, command, `was answered ${status}`);
    if (!json) return;
    this.#expect((json.error !== undefined) === (status >= 400), command, `of status ${status} ${json.error?.code}`);
    // Of a double the later answer shows what stands later.
    if (json.replayed) return;
    const { model } = this, of = `${command.kind} ${command.key}`;
    for (const sack of [json.parent, json.from]) {
      if (sack) this.problems.push(...differences(`${of} sack`, sack, sackTotalsOf(model, sack.code)));
    }
    if (json.bill) {
      this.problems.push(...differences(`${of} bill`, json.bill, billTotalsOf(model, up(json.bill.number))));
    }
    if (isAlone && json.linked_count !== undefined) {
      this.problems.push(...differences(`${of} bill`, json, billLineOf(model, up(json.number))));
    }
  }

  #expect(isSo: boolean, command: Command, otherwise: string): void {
    if (!isSo) this.problems.push(`${JSON.stringify(command)} ${otherwise}`);
  }

  /** A shift in which nothing happens proves nothing: goes on until everything that moves a number has come up. */
  async goOnUntilWorthTheName(turnsMax: number): Promise<void> {
    const isVoided = ({ voided }: { voided: boolean }) => voided;
    const missing = () => [
      ...MOVES_NUMBERS.filter((one) => !this.model.entries.some(({ outcome }) => outcome === one)),
      ...([...this.model.state.sacks.values()].some(isVoided) ? [] : ["a sack made void"]),
      ...([...this.model.state.bags.values()].some(isVoided) ? [] : ["a bag made void"]),
    ];
    for (let turn = 0; turn < turnsMax && missing().length > 0; turn++) await this.turn();
    assert.deepEqual(missing(), []);
    const outcomes = new Set(this.model.entries.map(({ outcome }) => outcome));
    assert.ok(outcomes.size >= 28, `Only ${outcomes.size} kinds of outcome`);
  }
}

/** In the order in which they were decided. */
async function eventsOf(db: pg.Client, keys: readonly string[]): Promise<StoredEvent[]> {
  const { rows } = await db.query(
    `select key, (extract(epoch from at) * 1000000)::bigint as at, place, outcome, number as bill
    from scan_events e left join bills b on b.id = e.bill_id
    where key = any ($1) order by e.at, e.place`,
    [keys],
  );
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}

async function versionsIn(db: pg.Client): Promise<Map<string, number>> {
  const { rows } = await db.query<{ number: string; version: number }>("select number, version from bills");
  return new Map(rows.map(({ number, version }) => [up(number), version]));
}
