/** Tells a scanner's keys from a hand's where both may type: a scanner leaves no time between two keys. */
import { isScannerSpeed, SCANNER_MS_PER_KEY } from "./keys.ts";

/** A key this soon after another may belong to the same code: some scanners falter. */
const SAME_CODE_MS = 100;
/** Some scanners send two Enters, the second a little later. */
const DOUBLE_ENTER_MS = 300;

export interface KeyBurst {
  /** Takes a character in that was typed at `at` (ms). True: keys come faster than a hand's, so it is no shortcut. */
  take(text: string, at: number): boolean;
  /**
   * Enter or Tab at `at`. `code`: what a scanner has typed whole, or null. `isHand`: a hand pressed it, and it means what it
   * always means.
   */
  end(at: number): { readonly code: string | null; readonly isHand: boolean };
  /** What a scanner has typed so far that sends no key at the end; null when too little or by hand. */
  soFar(): string | null;
  /** Whether keys came a moment ago that were faster than a hand's. */
  isScanner(at: number): boolean;
  forget(): void;
}

export function createKeyBurst(): KeyBurst {
  let text = "";
  let times: number[] = [];
  let isFast = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  const sinceKey = (at: number) => at - (times.at(-1) ?? Number.NEGATIVE_INFINITY);
  const forget = () => {
    text = "";
    times = [];
    isFast = false;
  };
  const whole = () => isScannerSpeed(times) ? text : null;
  return {
    take(more, at) {
      if (sinceKey(at) > SAME_CODE_MS) forget();
      isFast ||= sinceKey(at) <= SCANNER_MS_PER_KEY;
      text += more;
      times.push(at);
      return isFast;
    },
    end(at) {
      const isScanner = isFast && sinceKey(at) <= SAME_CODE_MS;
      const isSecond = at - endedAt <= DOUBLE_ENTER_MS;
      const code = isScanner ? whole() : null;
      if (isScanner) endedAt = at;
      forget();
      return { code, isHand: !isScanner && !isSecond };
    },
    soFar: whole,
    isScanner: (at) => isFast && sinceKey(at) <= SAME_CODE_MS,
    forget,
  };
}
