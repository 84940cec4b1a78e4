/** What the routes need of badges, PINs and shared stations; part of `Deps`. */
import type { BadgeHolder, OwnPinSetting, PinSetting, SwitchAttempt, SwitchResult } from "../domain/badge.ts";
import type { Doer } from "../domain/people.ts";

export interface BadgeDeps {
  readonly badges: Badges;
  /** Goes on at a station in another's place. */
  readonly switchTo: (attempt: SwitchAttempt) => Promise<SwitchResult>;
  readonly sessionTime: SessionTime;
}

export interface SessionTime {
  /** How long the session of this token still stands; to ask is not to use it. Null: it does not stand. */
  left(token: string): Promise<SessionLeft | null>;
  /** Uses a session, and nothing else. */
  stay(sessionId: string): Promise<void>;
}

export interface SessionLeft {
  readonly seconds: number;
  /** No use puts this end off. */
  readonly isFinal: boolean;
}

export interface Badges {
  /** By name in any case. */
  holder(username: string): Promise<BadgeHolder | null>;
  /** Returns the code of a new badge, which nobody can ask for again. The one before is void. */
  make(holder: BadgeHolder, doer: Doer): Promise<string>;
  revoke(holder: BadgeHolder, doer: Doer): Promise<void>;
  setPin(holder: BadgeHolder, pin: string, doer: Doer): Promise<PinSetting>;
  /** The doer's own, by his password. */
  setOwnPin(doer: Doer, password: string, pin: string): Promise<OwnPinSetting>;
}
