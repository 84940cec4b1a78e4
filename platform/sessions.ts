/** Who a request's token stands for: verified once, remembered, and looked up again in the background of its use. */
import type { Doer, Ended, SessionKind, SignedIn } from "../domain/people.ts";
import { isApiToken } from "../domain/tokens.ts";
import { createHash } from "node:crypto";
import type { ApiTokenReading } from "./api_tokens.ts";
import type { IdleLimits, LiveSession, Opening, SessionLeft, SessionRows } from "./session_rows.ts";
import type { Tokens } from "./tokens.ts";

export interface SessionSettings {
  readonly rows: SessionRows;
  readonly tokens: Tokens;
  /** Scripts' tokens, which are read here too; without it there are none. */
  readonly apiTokens?: ApiTokenReading;
  /** By which its uses are noted; the rows judge by the same. */
  readonly idleMs: IdleLimits;
  readonly lengthMaxMs: IdleLimits;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
  /** Whether word of what other instances end arrives here. */
  readonly isHearing?: () => boolean;
  /** Told when a look-up behind somebody's back failed. The session stays valid for `STALE_MS` at most. */
  readonly onFault: (fault: unknown) => void;
}

/** Where somebody came from. */
interface From {
  readonly userAgent: string | null;
  readonly address: string | null;
}

interface Opened {
  readonly token: string;
  readonly expiresAt: Date;
}

const AT_A_DESK: SessionKind = { way: "password", isStation: false };

interface Known extends SignedIn {
  readonly endsAt: number;
  checkedAt: number;
  touchedAt: number;
  isChecking: boolean;
}

type Found = LiveSession & Pick<SignedIn, "sessionId">;
type Address = () => string | null;

const nowhere: Address = () => null;

/** A session younger than this in memory is believed as it is. */
const FRESH_MS = 5_000;
/** Until here it is believed while the row is looked up in the background; beyond, the request waits for the look-up. */
const STALE_MS = 15_000;
/** The same while nobody would be heard who ended it. */
const UNHEARD_MS = 1_000;
/** `last_seen_at` is written no more often than this, and at least four times in an idle limit. */
const TOUCH_MS = 60_000;
/** About 1 KB each. */
const KNOWN_MAX = 10_000;

export class Sessions {
  readonly #settings: SessionSettings;
  readonly #now: () => number;
  readonly #isHearing: () => boolean;
  /** By the hash of their token: a dump of memory holds no token that could be used. */
  readonly #known = new Map<string, Known>();
  readonly #onEnd = new Set<(ended: Ended) => void>();
  readonly #lookUps = new Map<string, Promise<SignedIn | null>>();
  readonly #inBackground = new Set<Promise<void>>();
  /** Moves whenever something ends, so that a look-up begun before cannot bring it back. */
  #endings = 0;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#now = settings.now ?? (() => performance.now());
    this.#isHearing = settings.isHearing ?? (() => true);
  }

  /** Opens a session and returns its token. */
  async open(userId: number, from: From, kind: SessionKind = AT_A_DESK): Promise<Opened> {
    const session = this.#newSession(userId, from, kind);
    const expiresAt = await this.#settings.rows.open(session);
    return { token: await this.#settings.tokens.issue(session.id, expiresAt), expiresAt };
  }

  /** The same where `opening` allows it, in one transaction with what it judges. Null: it does not. */
  async openIf(userId: number, from: From, kind: SessionKind, opening: Opening): Promise<Opened | null> {
    const session = this.#newSession(userId, from, kind);
    return await this.#issue(session.id, await this.#settings.rows.openIf(session, opening));
  }

  /** The same in place of one that ends with it. */
  async exchange(
    old: string,
    userId: number,
    from: From,
    kind: SessionKind,
    opening: Opening,
  ): Promise<Opened | null> {
    const session = this.#newSession(userId, from, kind);
    const opened = await this.#issue(session.id, await this.#settings.rows.exchange(old, session, opening));
    if (opened) this.ended({ sessionId: old });
    return opened;
  }

  async #issue(sessionId: string, expiresAt: Date | null): Promise<Opened | null> {
    return expiresAt && { token: await this.#settings.tokens.issue(sessionId, expiresAt), expiresAt };
  }

  #newSession(userId: number, { userAgent, address }: From, { way, isStation }: SessionKind) {
    const { desk, station } = this.#settings.lengthMaxMs;
    const lengthMs = isStation ? station : desk;
    return { id: crypto.randomUUID(), userId, lengthMs, userAgent, address, way, isStation };
  }

  /** How long the session of this token still stands; to ask is not to use it. Null: it does not stand. */
  async left(token: string): Promise<SessionLeft | null> {
    const sessionId = await this.#settings.tokens.read(token);
    return sessionId === null ? null : await this.#settings.rows.left(sessionId);
  }

  /**
   * At once when the token was verified a moment ago. Rejects when the database has to be asked and does not answer.
   * `address`: where it came from this time, asked for when that is to be noted.
   */
  read(token: string, address: Address = nowhere): SignedIn | null | Promise<SignedIn | null> {
    const hash = createHash("sha256").update(token).digest("base64");
    const known = this.#known.get(hash);
    const now = this.#now();
    if (!known || known.endsAt <= now || now - known.checkedAt > STALE_MS) return this.#lookUp(token, hash, address);
    if (now - known.checkedAt > UNHEARD_MS && !this.#isHearing()) {
      return this.#lookUpIfPossible(token, hash, known, address);
    }
    if (now - known.checkedAt > FRESH_MS) this.#checkAgain(token, hash, known, address);
    this.#touch(known, now, address);
    return known;
  }

  /** A use of it that does nothing else. */
  stay(sessionId: string): Promise<void> {
    return this.#settings.rows.touch(sessionId);
  }

  async revoke(sessionId: string, doer?: Doer): Promise<void> {
    await this.#settings.rows.revoke(sessionId, doer);
    this.ended({ sessionId });
  }

  async revokeAllOf(userId: number, but?: string): Promise<void> {
    await this.#settings.rows.revokeAllOf(userId, but ?? null);
    this.ended({ userId });
  }

  /** Tells what ends here: live pages close, other instances `forget`. */
  onEnd(tell: (ended: Ended) => void): void {
    this.#onEnd.add(tell);
  }

  /** Those of them that stand, asked of the database; none of them is used by it. */
  standing(sessionIds: readonly string[]): ReturnType<SessionRows["standing"]> {
    return this.#settings.rows.standing(sessionIds);
  }

  /** Drops what is remembered, so that the next request looks again: another instance ended it, or the person changed. */
  forget(ended: Ended): void {
    this.#endings++;
    for (const [hash, { sessionId, person }] of this.#known) {
      if ("sessionId" in ended ? sessionId === ended.sessionId : person.id === ended.userId) this.#known.delete(hash);
    }
  }

  /** As `forget` for all of them: what other instances ended may have been missed. */
  forgetAll(): void {
    this.#endings++;
    for (const known of this.#known.values()) known.checkedAt = -Infinity;
  }

  /** Resolves when no look-up runs in the background any more: before the database is closed. */
  async settled(): Promise<void> {
    while (this.#inBackground.size > 0) await Promise.allSettled(this.#inBackground);
  }

  /** Somebody's rows have been ended, or changed: here and on every instance they are looked up again. */
  ended(ended: Ended): void {
    this.forget(ended);
    for (const tell of this.#onEnd) tell(ended);
  }

  /** One at a time for each token: when an instance wakes up, or looks again at all, many of its requests are there at once. */
  #lookUp(token: string, hash: string, address: Address): Promise<SignedIn | null> {
    const underWay = this.#lookUps.get(hash);
    if (underWay) return underWay;
    const lookUp = this.#lookUpAlone(token, hash, address).finally(() => this.#lookUps.delete(hash));
    this.#lookUps.set(hash, lookUp);
    return lookUp;
  }

  async #lookUpAlone(token: string, hash: string, address: Address): Promise<SignedIn | null> {
    const find = await this.#finderOf(token);
    if (find === null) {
      this.#known.delete(hash);
      return null;
    }
    for (;;) {
      const endings = this.#endings;
      const live = await find();
      if (endings !== this.#endings) continue;
      return this.#remember(hash, live, address);
    }
  }

  /** What looks the row up that a token names; null when it names none. */
  async #finderOf(token: string): Promise<(() => Promise<Found | null>) | null> {
    const { apiTokens, tokens, rows } = this.#settings;
    if (isApiToken(token)) return apiTokens ? () => apiTokens.findLive(token) : null;
    const sessionId = await tokens.read(token);
    if (sessionId === null) return null;
    return async () => {
      const live = await rows.findLive(sessionId);
      return live && { ...live, sessionId };
    };
  }

  /** Without the database nothing can be stored or read by it either, and a scan waits longer for it than this look-up. */
  #lookUpIfPossible(token: string, hash: string, known: Known, address: Address): Promise<SignedIn | null> {
    return this.#lookUp(token, hash, address).catch((fault) => {
      this.#settings.onFault(fault);
      return known;
    });
  }

  #remember(hash: string, live: Found | null, address: Address): SignedIn | null {
    const before = this.#known.get(hash);
    this.#known.delete(hash);
    if (!live) return null;
    const now = this.#now();
    const known: Known = {
      sessionId: live.sessionId,
      person: live.person,
      mustChangePassword: live.mustChangePassword,
      way: live.way,
      isStation: live.isStation,
      expiresAt: live.expiresAt,
      endsAt: now + live.expiresAt.getTime() - Date.now(),
      checkedAt: now,
      touchedAt: before?.touchedAt ?? -Infinity,
      isChecking: false,
    };
    this.#makeRoom();
    this.#known.set(hash, known);
    this.#touch(known, now, address);
    return known;
  }

  /** The one that was looked up longest ago goes first. */
  #makeRoom(): void {
    if (this.#known.size < KNOWN_MAX) return;
    for (const hash of this.#known.keys()) return void this.#known.delete(hash);
  }

  #checkAgain(token: string, hash: string, known: Known, address: Address): void {
    if (known.isChecking) return;
    known.isChecking = true;
    this.#run(async () => {
      await this.#lookUp(token, hash, address).finally(() => known.isChecking = false);
    });
  }

  #touch(known: Known, now: number, address: Address): void {
    if (now - known.touchedAt < Math.min(TOUCH_MS, this.#idleMsOf(known) / 4)) return;
    known.touchedAt = now;
    const { rows, apiTokens } = this.#settings;
    const from = known.way === "token" ? address() : null;
    this.#run(async () => {
      await (known.way === "token" ? apiTokens?.touch(known.person.id, from) : rows.touch(known.sessionId));
    });
  }

  #idleMsOf({ isStation }: Known): number {
    const { desk, station } = this.#settings.idleMs;
    return isStation ? station : desk;
  }

  #run(work: () => Promise<void>): void {
    const running = work().catch(this.#settings.onFault).finally(() => this.#inBackground.delete(running));
    this.#inBackground.add(running);
  }
}
