/** A life, newest first: what happened, refused and undone things included. */
import type { LifeEvent } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { lookOf } from "./look.ts";
import { withCodes } from "./outcome.tsx";
import { isUndoable } from "./scan_line.tsx";

export interface LifeProps {
  readonly context: PageContext;
  readonly events: readonly LifeEvent[];
}

/** Billers and admins may take back what stands; a dispatcher does it where he scans. */
export const Life = ({ context, events }: LifeProps) => {
  const mayUndo = context.person?.role !== "dispatcher";
  return (
    <ol class="timeline">
      {events.map((event) => <LifeLine context={context} event={event} mayUndo={mayUndo} />)}
    </ol>
  );
};

interface LineProps {
  readonly context: PageContext;
  readonly event: LifeEvent;
  readonly mayUndo: boolean;
}

const LifeLine = ({ context, event, mayUndo }: LineProps) => {
  const { words, show, now } = context;
  const codes = [event.parent, event.fromParent, event.child, event.bill].filter((code) => code !== null);
  return (
    <li
      id={`event-${event.scanId}`}
      class={`look--${lookOf(event.outcome)}${event.undoneBy === null ? "" : " undone"}`}
      data-outcome={event.outcome}
    >
      {signOf(lookOf(event.outcome))}
      <span>{withCodes(words.life(event), codes)}</span>
      <time datetime={event.at.toISOString()}>{show.when(event.at, now)}</time>
      <small>{whoAndWhere(context, event)}</small>
      {mayUndo && event.undoneBy === null && isUndoable(event.outcome) && (
        <form method="post" action="/undos">
          <input type="hidden" name="next" value={context.path} />
          <button class="btn btn--quiet btn--row" type="submit" name="undoes" value={event.scanId}>
            <Icon name="undo" small />
            {words.bag.undo}
          </button>
        </form>
      )}
    </li>
  );
};

/** A scan that waited for the network was done earlier than it was stored: worth a word after this long. */
const WAITED_MS = 60_000;

function whoAndWhere({ words, show, now }: PageContext, event: LifeEvent): string {
  const parts = [event.user, event.station && words.bag.station(event.station)];
  if (event.scannedAt && Math.abs(event.at.getTime() - event.scannedAt.getTime()) > WAITED_MS) {
    parts.push(words.bag.scannedAt(show.when(event.scannedAt, now)));
  }
  const line = parts.filter((part) => typeof part === "string" && part !== "").join(", ");
  const more = [event.reason, event.undoneBy && words.bag.undoneBy(event.undoneBy)].filter((part) => part);
  return [line, ...more].filter((part) => part !== "").join(". ");
}
