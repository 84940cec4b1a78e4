/** What a live page is sent: the fragments of the page itself, whole at first, and then those that have changed. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";

/** A fragment that takes the place of the element with its id. */
export interface LivePart {
  readonly id: string;
  readonly html: string;
}

/** Drawn only when somebody needs it: most drawings send some rows. */
export interface LiveCard {
  readonly id: string;
  readonly draw: () => { toString(): unknown };
}

/** The rows of a list with this id, each with an id of its own: only rows that changed are sent. */
export interface LiveList {
  readonly id: string;
  readonly rows: readonly LivePart[];
  /** The fragment that the list stands in, and its rows with it: for newcomers, and whenever `frame` is another. */
  readonly card: LiveCard;
  /** What of the card is no row: whether there is a list at all, what can be done with it. */
  readonly frame: string;
}

/** All of a page that moves, at one moment. */
export class Picture {
  constructor(readonly parts: readonly LivePart[], readonly lists: readonly LiveList[] = []) {}

  whole(): string {
    return [...this.parts, ...cardsOf(this.lists)].map(replacing).join("");
  }

  /** What makes the picture before into this one; null when they are the same. */
  since(before: Picture): string | null {
    const known = new Map(before.parts.map(({ id, html }) => [id, html]));
    const changed = this.parts.filter(({ id, html }) => known.get(id) !== html);
    const earlier = new Map(before.lists.map((list) => [list.id, list]));
    const redrawn = cardsOf(this.lists.filter(({ id, frame }) => earlier.get(id)?.frame !== frame));
    const isRedrawn = ({ card }: LiveList) => redrawn.some(({ id }) => id === card.id);
    const moved = this.lists.filter((list) => !isRedrawn(list)).map((list) => listSince(list, earlier.get(list.id)!));
    return [...[...changed, ...redrawn].map(replacing), ...moved].join("") || null;
  }
}

/** Each card once, though several lists stand in it. */
const cardsOf = (lists: readonly LiveList[]): LivePart[] =>
  [...new Map(lists.map(({ card }) => [card.id, card])).values()].map(({ id, draw }) => livePart(id, draw()));

/** A fragment as a part of a picture: drawn now, once for everybody who looks. */
export const livePart = (id: string, fragment: { toString(): unknown }): LivePart => ({
  id,
  html: String(fragment.toString()),
});

/** Rows as they were drawn last: one whose data is the same is not drawn again. */
export class RowMemory {
  #rows = new Map<string, { readonly data: string; readonly part: LivePart }>();
  #next = new Map<string, { readonly data: string; readonly part: LivePart }>();

  /** `data`: all that the row shows. */
  row(id: string, data: unknown, draw: () => { toString(): unknown }): LivePart {
    const text = JSON.stringify(data);
    const known = this.#rows.get(id);
    const row = known?.data === text ? known : { data: text, part: livePart(id, draw()) };
    this.#next.set(id, row);
    return row.part;
  }

  /** A picture is whole: what was not in it is forgotten. */
  turn(): void {
    this.#rows = this.#next;
    this.#next = new Map();
  }
}

const partial = (id: string, swap: string, html: string): string =>
  `<hx-partial hx-target="#${id}" hx-swap="${swap}">${html}</hx-partial>`;

const replacing = ({ id, html }: LivePart): string => partial(id, "outerMorph", html);

/** New rows come on top; where the order is any other, the list is sent whole. */
function listSince({ id, rows }: LiveList, before: LiveList): string {
  const known = new Map(before.rows.map((row) => [row.id, row.html]));
  const left = new Set(rows.map((row) => row.id));
  const added = rows.findIndex((row) => known.has(row.id));
  const [top, rest] = added < 0 ? [rows, []] : [rows.slice(0, added), rows.slice(added)];
  const kept = [...known.keys()].filter((row) => left.has(row));
  const isInOrder = rest.length === kept.length && rest.every((row, place) => row.id === kept[place]);
  if (!isInOrder) return partial(id, "innerMorph", rows.map(({ html }) => html).join(""));
  const gone = [...known.keys()].filter((row) => !left.has(row)).map((row) => partial(row, "delete", ""));
  const changed = rest.filter((row) => known.get(row.id) !== row.html).map(replacing);
  const onTop = top.length > 0 ? [partial(id, "afterbegin", top.map(({ html }) => html).join(""))] : [];
  return [...gone, ...changed, ...onTop].join("");
}

interface LiveMarkProps {
  readonly context: PageContext;
  /** Where the stream comes from. */
  readonly url: string;
  readonly children?: Child;
}

/** Says whether the numbers on the page follow the floor. Without script it is not there: they are of when it was loaded. */
export const LiveMark = ({ context: { words: { live: words } }, url, children }: LiveMarkProps) => (
  <p class="live push" id="live" role="status" data-live={url} hidden>
    <span data-when="on">{words.on}</span>
    <span data-when="off">{words.off}</span>
    <span data-when="ended">{words.ended}</span>
    {children}
  </p>
);
