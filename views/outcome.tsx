/** The answer to a scan: a sign, a word, what is so, and what to do now. It owns `#scan-outcome`. */
import type { Child } from "hono/jsx";
import type { Answer } from "../domain/answer.ts";
import type { Refusal } from "../domain/outcomes.ts";
import { clockOf, mayHere, type PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { type Look, lookOfAnswer, lookOfRefusal } from "./look.ts";
import type { Told } from "./words/told.ts";

/** What the outcome box shows: an outcome or a refusal's code, or nothing yet. */
export interface Shown {
  readonly code: string;
  readonly look: Look;
  readonly word: string;
  readonly told: Told;
  /** Codes in the sentence, to be set off from it. */
  readonly codes: readonly string[];
  /** The bag that is elsewhere, where this person may move it here by scanning it once more. */
  readonly movable?: string;
}

/** `hint`: what the scanned text is, where the answer itself cannot know. */
export function shownAnswer(answer: Answer, context: PageContext, hint: Told | null = null): Shown {
  const { words } = context;
  const look = lookOfAnswer(answer);
  const movable = movableIn(answer, context);
  const told = hint ?? toldOf(answer, context, movable);
  return {
    code: answer.outcome,
    look,
    word: words.looks[look],
    told: answer.undone ? { ...told, says: `${told.says} ${words.scan.undoneSince}` } : told,
    codes: codesIn(answer),
    ...(movable === null ? {} : { movable }),
  };
}

const movableIn = ({ outcome, child }: Answer, context: PageContext): string | null =>
  outcome === "child_elsewhere" && mayHere(context, "move_bags") ? child?.code ?? null : null;

function toldOf(answer: Answer, context: PageContext, movable: string | null): Told {
  const told = context.words.outcomes[answer.outcome](answer, clockOf(context));
  return movable === null ? told : { ...told, todo: context.words.scan.scanAgainToMove };
}

export function shownRefusal(refusal: Refusal, { words }: PageContext): Shown {
  const look = lookOfRefusal(refusal);
  return { code: refusal, look, word: words.looks[look], told: words.refusals[refusal], codes: [] };
}

interface OutcomeProps {
  readonly shown: Shown | null;
  /** Before the first scan. */
  readonly idle: { readonly word: string; readonly says: string };
  readonly children?: Child;
}

/** The element stays, its content changes: a screen reader announces it. */
export const Outcome = ({ shown, idle, children }: OutcomeProps) =>
  shown ? <ToldBox shown={shown}>{children}</ToldBox> : (
    <section
      class="outcome outcome--idle"
      id="scan-outcome"
      data-outcome=""
      role="status"
      aria-live="assertive"
      aria-atomic="true"
    >
      <Icon name="scan" />
      <div>
        <p class="outcome-word">{idle.word}</p>
        <p class="outcome-says">{idle.says}</p>
      </div>
    </section>
  );

const ToldBox = (
  { shown: { code, look, word, told, codes, movable }, children }: { shown: Shown; children?: Child },
) => (
  <section
    class={`outcome outcome--new look--${look}`}
    id="scan-outcome"
    data-outcome={code}
    data-movable={movable}
    role="status"
    aria-live="assertive"
    aria-atomic="true"
  >
    {signOf(look)}
    <div>
      <p class="outcome-word">{word}</p>
      <p class="outcome-says">{withCodes(told.says, codes)}</p>
      {told.todo && (
        <p class="outcome-do">
          <Icon name="arrow" />
          <span>{told.todo}</span>
        </p>
      )}
      {children}
    </div>
  </section>
);

/**
 * A sentence with its codes set in bold, or leading to where `hrefOf` says. Codes are looked for as written; the rest is
 * plain text.
 */
export function withCodes(
  sentence: string,
  codes: readonly string[],
  hrefOf: (code: string) => string | null = () => null,
): Child[] {
  const parts: Child[] = [];
  for (let from = 0;;) {
    const { at, code } = nextCode(sentence, codes, from);
    parts.push(sentence.slice(from, at));
    if (code === "") return parts;
    const href = hrefOf(code);
    parts.push(href === null ? <b class="code">{code}</b> : <a class="code" href={href}>{code}</a>);
    from = at + code.length;
  }
}

/** The first code from there on; of two that begin together, the longer. Plain search: a pattern a scan would be dear. */
function nextCode(sentence: string, codes: readonly string[], from: number): { at: number; code: string } {
  let found = { at: sentence.length, code: "" };
  for (const code of codes) {
    const at = code === "" ? -1 : sentence.indexOf(code, from);
    if (at >= 0 && (at < found.at || at === found.at && code.length > found.code.length)) found = { at, code };
  }
  return found;
}

const codesIn = ({ child, parent, from, elsewhere, bill }: Answer): string[] =>
  [child?.code, parent?.code, from?.code, elsewhere?.parent, elsewhere?.bill, bill?.number]
    .filter((code) => typeof code === "string");
