/**
 * Signing in: name and password, and the code of whoever has set up a second step. Slowed down per account and place, bounded
 * for strangers, and silent about which names exist.
 */
import { LIMITS } from "../domain/limits.ts";
import type { CodeAttempt, SignInAttempt, SignInResult, Visit } from "../domain/people.ts";
import { networkOf } from "./addresses.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import type { RateLimits } from "./rate_limits.ts";
import type { Sessions } from "./sessions.ts";
import { LineFull, RETRY_AFTER_SECONDS, SignInLine } from "./sign_in_line.ts";
import { accountOf, signInRows, wasHere } from "./sign_in_rows.ts";
import { type NotYet, StrangersQueue } from "./strangers_queue.ts";
import type { Device, Tickets } from "./tickets.ts";
import type { TwoSteps } from "./two_steps.ts";
import { type Credentials, maySignIn, userRows } from "./user_rows.ts";

export interface SignInSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "openIf">;
  readonly tickets: Tickets;
  readonly twoSteps: TwoSteps;
  /** How much strangers may do, known to all instances. */
  readonly rates: RateLimits;
  /** How long a stranger waits at an address where much was guessed. */
  readonly strangerWaitMs?: number;
}

/** Somebody who wants to come in. */
interface Visitor {
  readonly account: string;
  readonly network: string;
  /** Where his failures are counted: at a browser of his own nobody else can use them up. */
  readonly place: string;
  /** Has signed in from this browser or this address before. */
  readonly isKnown: boolean;
  readonly device: Device | null;
  readonly found: Credentials | null;
}

type Throttled = Extract<SignInResult, { is: "throttled" }>;
/** What a password comes to. */
type Judged = "right" | "wrong" | Throttled;

export class SignIns {
  readonly #settings: SignInSettings;
  readonly #users: ReturnType<typeof userRows>;
  readonly #failures: ReturnType<typeof signInRows>;
  readonly #line = new SignInLine();
  readonly #strangers: StrangersQueue;

  constructor(settings: SignInSettings) {
    this.#settings = settings;
    this.#strangers = new StrangersQueue(settings.strangerWaitMs);
    this.#users = userRows(settings.db);
    this.#failures = signInRows(settings.db);
  }

  close(): void {
    this.#line.close();
    this.#strangers.close();
  }

  async signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const visitor = await this.#visitorOf(attempt);
    const judged = await this.#isLocked(visitor) ?? await this.#atPace(attempt, visitor);
    if (typeof judged !== "string") return judged;
    if (judged === "wrong" || !visitor.found) {
      await this.#noteRefused(attempt, visitor.found, "sign_in_refused");
      return { is: "refused" };
    }
    return await this.#codeStep(attempt, visitor, visitor.found);
  }

  /** The second step, where a page has asked for it alone. */
  async signInByCode({ ticket, code, ...visit }: CodeAttempt): Promise<SignInResult> {
    const { tickets } = this.#settings;
    const step = await tickets.readCodeStep(ticket);
    const found = step && await this.#users.credentialsOfId(step.userId);
    if (!found || found.isDisabled || tickets.markOf(found.passwordHash) !== step.mark) return { is: "ticket_over" };
    const device = await this.#deviceOf(visit, found);
    return await this.#checkCode({ ...visit, code }, found, device);
  }

  async #visitorOf(attempt: SignInAttempt): Promise<Visitor> {
    const found = isPossibleName(attempt.username) ? await this.#users.credentialsOf(attempt.username) : null;
    const address = attempt.address ?? "unknown";
    const device = await this.#deviceOf(attempt, found);
    // Asked of nobody, too: an unknown name costs the same statements.
    const isFromHere = await wasHere(this.#settings.db, found?.person.id ?? NOBODY, address);
    const network = networkOf(address);
    return {
      account: accountOf(attempt.username),
      network,
      place: device ? `device ${device.id}` : network,
      isKnown: device !== null || isFromHere,
      device,
      found,
    };
  }

  /** Null: none that this person has signed in from. */
  async #deviceOf({ device }: Visit, found: Credentials | null): Promise<Device | null> {
    const known = device ? await this.#settings.tickets.readDevice(device) : null;
    return known && found && known.userIds.includes(found.person.id) ? known : null;
  }

  async #isLocked({ account, place }: Visitor): Promise<Throttled | null> {
    const seconds = await this.#failures.waitSeconds(account, place);
    return seconds > 0 ? { is: "throttled", retryAfterSeconds: seconds } : null;
  }

  /** Whether the strangers of his address have guessed so much that he has to wait. */
  async #isTooSoon({ network, isKnown }: Visitor): Promise<NotYet | null> {
    const seconds = isKnown ? 0 : await this.#settings.rates.waitSeconds(LIMITS.strangersRate, network, 0);
    return seconds > 0 ? { is: "not_yet", seconds } : null;
  }

  async #atPace(attempt: SignInAttempt, visitor: Visitor): Promise<Judged> {
    const inTurn = () => this.#line.run(visitor.isKnown, (rest) => this.#judge(attempt, visitor, rest));
    try {
      // Of one who is known it never is too soon: all that he asks for is his turn.
      const place = visitor.isKnown ? `known at ${visitor.place}` : visitor.network;
      return await this.#strangers.run(place, async () => await this.#isTooSoon(visitor) ?? await inTurn());
    } catch (fault) {
      if (fault instanceof LineFull) return { is: "throttled", retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw fault;
    }
  }

  /** One at a time on an instance: whoever sends a hundred guesses at once has no more of them than one by one. */
  async #judge(
    { password }: SignInAttempt,
    visitor: Visitor,
    rest: (ms: number) => void,
  ): Promise<Judged | NotYet> {
    const late = await this.#isLocked(visitor) ?? await this.#isTooSoon(visitor);
    if (late) return late;
    const { found, account, place, network, isKnown } = visitor;
    const startedAt = performance.now();
    // Asked even when nobody has that name, so that the answer takes as long.
    const isRight = await this.#settings.passwords.isRight(password, found?.passwordHash ?? null);
    if (found && isRight && !found.isDisabled) {
      await this.#failures.succeeded(account, place);
      return "right";
    }
    await this.#failures.failed(account, place);
    if (!isKnown) {
      await this.#settings.rates.waitSeconds(LIMITS.strangersRate, network, 1);
      rest(performance.now() - startedAt);
    }
    return "wrong";
  }

  async #codeStep(attempt: SignInAttempt, { device }: Visitor, found: Credentials): Promise<SignInResult> {
    const { twoSteps, tickets } = this.#settings;
    const code = attempt.code?.trim();
    if (code) return await this.#checkCode({ ...attempt, code }, found, device);
    if (!await twoSteps.isOn(found.person.id)) return await this.#open(attempt, found, device);
    return { is: "code_needed", ticket: await tickets.codeStep(found.person.id, found.passwordHash) };
  }

  async #checkCode(
    visit: Visit & { readonly code: string },
    found: Credentials,
    device: Device | null,
  ): Promise<SignInResult> {
    const { db, twoSteps } = this.#settings;
    const { person } = found;
    const account = accountOf(person.username);
    const asked = {
      userId: person.id,
      account,
      place: await this.#codePlace(visit, person.id, device),
      code: visit.code,
    };
    const checked = await db.transaction((inside) => twoSteps.check(inside, asked));
    if (checked.is === "throttled") return checked;
    if (checked.is === "wrong") {
      await this.#noteRefused(visit, found, "sign_in_code_refused");
      return { is: "code_refused" };
    }
    return await this.#open(visit, found, device, checked.is === "right" ? { by: checked.by } : null);
  }

  /**
   * Whoever is asked for a code has the password: all addresses that are strange to this person are one place, so that many
   * of them are no more guesses than one. Where he has been before he has a place of his own, which nobody uses up elsewhere.
   */
  async #codePlace({ address }: Visit, userId: number, device: Device | null): Promise<string> {
    if (device) return `code at device ${device.id}`;
    return address && await wasHere(this.#settings.db, userId, address) ? `code at ${networkOf(address)}` : "code";
  }

  async #open(
    visit: Visit,
    found: Credentials,
    device: Device | null,
    after: Record<string, string> | null = null,
  ): Promise<SignInResult> {
    const { sessions, tickets } = this.#settings;
    const { person, mustChangePassword, language } = found;
    const kind = { way: "password", isStation: visit.isStation ?? false } as const;
    const opened = await sessions.openIf(person.id, visit, kind, {
      may: (inside) => maySignIn(inside, found),
      write: (inside) => writeAudit(inside, { ...recordOf(visit, found, "signed_in"), userId: person.id, after }),
    });
    if (!opened) {
      await this.#noteRefused(visit, found, "sign_in_refused");
      return { is: "refused" };
    }
    const known = device ?? (visit.device ? await tickets.readDevice(visit.device) : null);
    const mark = await tickets.device(known, person.id);
    return { is: "signed_in", ...opened, person, mustChangePassword, language, device: mark };
  }

  async #noteRefused(visit: Visit, found: Credentials | null, action: string): Promise<void> {
    await this.#users.noteFailedSignIn(found?.person.id ?? NOBODY);
    await writeAudit(this.#settings.db, recordOf(visit, found, action));
  }
}

/** An id that no row has. */
const NOBODY = -1;

const isPossibleName = (username: string): boolean => /^[A-Za-z0-9._-]{3,64}$/.test(username);

const recordOf = ({ address, requestId }: Visit, found: Credentials | null, action: string) => ({
  userId: null,
  action,
  entityType: "user",
  entityId: found ? String(found.person.id) : null,
  address,
  requestId,
});
