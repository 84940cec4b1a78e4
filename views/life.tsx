/** A life, newest first, day by day: what happened, refused and undone things included. */
import { limitOf } from "../domain/abilities.ts";
import { LIMITS } from "../domain/limits.ts";
import type { LifeEvent } from "../domain/shapes.ts";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { lookOf } from "./look.ts";
import { withCodes } from "./outcome.tsx";
import { bagPath, billPath } from "./paths.ts";
import { isUndoable } from "./scan_line.tsx";

export interface LifeProps {
  readonly context: PageContext;
  readonly events: readonly LifeEvent[];
  /** A page that can be drawn anew by itself takes undos at this address, and is answered with `#bag`. */
  readonly undoPath?: string;
  /** The code whose page this is: it does not lead to itself. */
  readonly about?: string;
}

/** One form around it all: each button says what it takes back. */
export const Life = ({ context, events, undoPath, about }: LifeProps) => {
  const days = daysOf(context, events).map(([day, those]) => (
    <Day context={context} day={day} events={those} about={about} />
  ));
  if (!events.some((event) => mayUndo(context, event))) return <>{days}</>;
  return undoPath === undefined
    ? (
      <form method="post" action="/undos">
        <input type="hidden" name="next" value={context.path} />
        {days}
      </form>
    )
    : (
      <form
        method="post"
        action={undoPath}
        hx-post={undoPath}
        hx-target="#bag"
        hx-swap="outerMorph"
        hx-sync="this:queue all"
      >
        {days}
      </form>
    );
};

/** What stands may be taken back: by billers and admins, and for an hour by the dispatcher who did it. */
export function mayUndo({ person, now }: PageContext, event: LifeEvent): boolean {
  if (!person || !isUndoable(event.outcome) || event.undoneBy !== null || event.standing !== "stands") return false;
  if (limitOf(person.role, "undo") === null) return true;
  return event.user === person.username && now.getTime() - event.at.getTime() <= LIMITS.undoOwnMs;
}

type DayOfLife = readonly [day: string, events: LifeEvent[]];

/** Business days, each with its events, in the order in which they come. */
function daysOf({ show }: PageContext, events: readonly LifeEvent[]): DayOfLife[] {
  const days: DayOfLife[] = [];
  for (const event of events) {
    const day = show.day(event.at);
    const last = days.at(-1);
    if (last && last[0] === day) last[1].push(event);
    else days.push([day, [event]]);
  }
  return days;
}

interface LineProps {
  readonly context: PageContext;
  readonly event: LifeEvent;
  readonly about: string | undefined;
}

interface DayProps {
  readonly context: PageContext;
  readonly day: string;
  readonly events: readonly LifeEvent[];
  readonly about: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

const Day = ({ context, day, events, about }: DayProps) => {
  const { words, show, now } = context;
  const named = day === show.day(now)
    ? words.timeline.today
    : day === show.day(new Date(now.getTime() - DAY_MS))
    ? words.timeline.yesterday
    : "";
  return (
    <>
      <h3 class="life-day">{named === "" ? day : `${named}, ${day}`}</h3>
      <ol class="timeline">{events.map((event) => <LifeLine context={context} event={event} about={about} />)}</ol>
    </>
  );
};

const LifeLine = ({ context, event, about }: LineProps) => {
  const { words, show } = context;
  const codes = [event.parent, event.fromParent, event.child, event.bill, event.elsewhere]
    .filter((code) => code !== null);
  const hrefOf = (code: string) => code === about ? null : pathOf(context, event, code);
  return (
    <li
      id={`event-${event.scanId}`}
      class={`look--${lookOf(event.outcome)}${event.undoneBy === null ? "" : " undone"}`}
      data-outcome={event.outcome}
    >
      {signOf(lookOf(event.outcome))}
      <span class="life-says">{withCodes(words.life(event), codes, hrefOf)}</span>
      <time datetime={event.at.toISOString()}>{show.seconds(event.at)}</time>
      <small>{whoAndWhere(context, event)}</small>
      {labelOf(event) !== null && <small class="life-raw">{words.timeline.label(labelOf(event) ?? "")}</small>}
      {mayUndo(context, event) && (
        <button class="btn btn--quiet btn--row" type="submit" name="undoes" value={event.scanId}>
          <Icon name="undo" small />
          {words.bag.undo}
          <span class="visually-hidden">: {words.life(event)}</span>
        </button>
      )}
    </li>
  );
};

/** Bills are the billers'. */
function pathOf(context: PageContext, event: LifeEvent, code: string): string | null {
  const isBill = code === event.bill || (event.outcome === "bag_on_other_bill" && code === event.elsewhere);
  if (!isBill) return bagPath(code);
  return mayHere(context, "see_bills") ? billPath(code) : null;
}

/** What was on the label, where it said more than the code. */
function labelOf({ raw, child, parent }: LifeEvent): string | null {
  const text = raw?.trim() ?? "";
  return text === "" || [child, parent].includes(text.toUpperCase()) ? null : text;
}

/** A scan that waited for the network was done earlier than it was stored: worth a word after this long. */
const WAITED_MS = 60_000;

function whoAndWhere({ words, show, now }: PageContext, event: LifeEvent): string {
  const parts = [
    event.user,
    event.station && words.bag.station(event.station),
    event.lot && words.timeline.lot(event.lot),
  ];
  if (event.scannedAt && Math.abs(event.at.getTime() - event.scannedAt.getTime()) > WAITED_MS) {
    parts.push(words.bag.scannedAt(show.when(event.scannedAt, now)));
  }
  const line = parts.filter((part) => typeof part === "string" && part !== "").join(", ");
  const more = [event.reason, event.undoneBy && words.bag.undoneBy(event.undoneBy)].filter((part) => part);
  return [line, ...more].filter((part) => part !== "").join(". ");
}
