/** What the pages where people scan have in common: counter, field, buttons and list. */
import { raw } from "hono/html";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { ScanItem, type ScanLine } from "./scan_line.tsx";

interface CounterProps {
  readonly id: string;
  readonly countId: string;
  readonly name: string;
  readonly look: string;
  /** Null: nothing is counted yet, and `prompt` says what to do. */
  readonly of: { readonly count: number; readonly capacity: number } | null;
  readonly prompt: string;
  /** The newest cell is ringed: the last scan filled it. */
  readonly ringLast: boolean;
  /** Of which moment it is, where the live stream draws it as well. */
  readonly at?: Date | undefined;
}

/** The biggest thing on the screen: `7 / 30`, and a cell for each. The frame shows the look of one's own last scan. */
export const Counter = (props: CounterProps) => (
  <section class={`card counter look--${props.look}`} id={props.id} aria-label={props.name}>
    {props.at === undefined ? <Counted {...props} /> : <LiveCounter {...props} at={props.at} />}
  </section>
);

/** What is inside the frame, as a fragment of its own: others' scans change the count and not one's own outcome. */
export const LiveCounter = (props: Omit<CounterProps, "look" | "name"> & { readonly at: Date }) => (
  <div class="counter-inside" id={`${props.id}-inside`} data-at={props.at.getTime()}>
    <Counted {...props} />
  </div>
);

const Counted = ({ countId, of, prompt, ringLast }: Omit<CounterProps, "look" | "name">) =>
  of
    ? (
      <>
        <output class="counter-value" id={countId} aria-live="off">
          {of.count}
          <span class="of">{` / ${of.capacity}`}</span>
        </output>
        {cells(of.count, of.capacity, ringLast)}
      </>
    )
    : (
      <>
        <output class="counter-value counter-value--text" id={countId} aria-live="off">{prompt}</output>
        <div class="pips" aria-hidden="true"></div>
      </>
    );

/** More cells than this cannot be told apart. */
const CELLS_MAX = 60;

/** Text instead of elements: a reply draws thirty of them, thousands of times a second. Only numbers go in. */
function cells(count: number, capacity: number, ringLast: boolean) {
  if (capacity > CELLS_MAX) {
    return raw(`<progress class="bar" max="${capacity}" value="${count}" aria-hidden="true"></progress>`);
  }
  const ringed = ringLast && count > 0 ? 1 : 0;
  const inside = `<i class="on"></i>`.repeat(Math.max(count - ringed, 0)) + `<i class="on last"></i>`.repeat(ringed) +
    "<i></i>".repeat(Math.max(capacity - count, 0));
  return raw(`<div class="pips${count >= capacity ? " pips--full" : ""}" aria-hidden="true">${inside}</div>`);
}

interface CodeForm {
  readonly kind: string;
  readonly prefix: string;
  readonly digits: number;
  readonly capacity: number;
}

/** What the page's script is told of kinds: enough to read a code, and to show how much goes into a sack. */
export const kindForms = (kinds: readonly CodeForm[]): CodeForm[] =>
  kinds.map(({ kind, prefix, digits, capacity }) => ({ kind, prefix, digits, capacity }));

interface FormProps {
  readonly context: PageContext;
  readonly action: string;
  /** Which page this is: the script treats a code accordingly. */
  readonly page: "scan" | "station" | "bill";
  /** The bill that sacks go on. */
  readonly bill?: string;
  /** Fresh for each page, for browsers without script. */
  readonly scanId: string;
  readonly station: string | null;
  readonly parent: string;
  readonly label: string;
  readonly placeholder: string;
  /** The script reads by them which sack is open, without waiting for an answer. */
  readonly kinds: readonly CodeForm[];
  /** The bag that is moved here when it is scanned once more; empty: none. */
  readonly again?: string;
}

/** Never disabled, never replaced. Without script it is a plain form; with script its scans go through the outbox. */
export const ScanForm = (props: FormProps) => (
  <form
    id="scan-form"
    method="post"
    action={props.action}
    autocomplete="off"
    data-page={props.page}
    data-bill={props.bill}
    data-kinds={JSON.stringify(kindForms(props.kinds))}
    data-time-zone={props.context.show.timeZone}
  >
    <HiddenFields {...props} />
    <input type="hidden" name="parent" value={props.parent} />
    <input type="hidden" name="again" value={props.again ?? ""} />
    <input type="hidden" name="page" value={props.page} />
    <div class="scan-input" x-data="typing">
      <label class="visually-hidden" for="scan-input">{props.label}</label>
      <input
        class="input"
        id="scan-input"
        name="code"
        spellcheck={false}
        autocapitalize="off"
        autocorrect="off"
        autocomplete="off"
        enterkeyhint="send"
        placeholder={props.placeholder}
        data-scan-sack={props.context.words.scan.scanSack}
        data-scan-bag={props.context.words.scan.scanBag}
        autofocus
        {...INPUT_MODE}
      />
      <button class="btn btn--glove" type="button" aria-label={props.context.words.scan.type} hidden {...TYPE}>
        <Icon name="keyboard" />
      </button>
    </div>
  </form>
);

/** A scanner types without the keyboard on the screen; a person may ask for it. */
const INPUT_MODE = { "x-ref": "field", "x-bind:inputmode": "mode" };
const TYPE = { "x-bind:hidden": "false", "x-bind:aria-pressed": "pressed", "x-on:click": "toggle" };

const HiddenFields = (
  { scanId, station, context }: { scanId: string; station: string | null; context: PageContext },
) => (
  <>
    <input type="hidden" name="scan_id" value={scanId} />
    <input type="hidden" name="station" value={station ?? ""} />
    <input type="hidden" name="scanned_at" value="" />
    <input type="hidden" name="user" value={context.person?.username ?? ""} />
  </>
);

/** Takes back the newest scan that can be. With script, which one that is is read from the list when its turn comes. */
export const UndoLast = ({ scanId, context: { words } }: { scanId: string | null; context: PageContext }) => (
  <button
    class="btn btn--glove"
    type="submit"
    form="undo-form"
    id="undo-last"
    name="undoes"
    value={scanId ?? ""}
  >
    <Icon name="undo" />
    {words.scan.undoLast}
  </button>
);

/** Closes the sack on this page, not in the books: it can be opened again. A link, so that it works without script. */
export const FinishSack = ({ word, href }: { word: string; href: string }) => (
  <a class="btn btn--glove" id="finish-sack" href={href}>
    <Icon name="check" />
    {word}
  </a>
);

interface ListProps {
  readonly context: PageContext;
  readonly lines: readonly ScanLine[];
  readonly station: string | null;
  /** On a bill's page: its number, so that the reply to an undo can show its counter. */
  readonly bill: string | null;
}

export const ScanList = ({ title, ...lists }: ListProps & { title: string }) => (
  <aside class="card scan-side" aria-labelledby="scan-list-name" tabindex={0}>
    <div class="card-head">
      <h2 id="scan-list-name">{title}</h2>
    </div>
    <ScanLists {...lists} />
  </aside>
);

/** What waits stands above what is answered: the oldest of it is the next to go down. Undoing waits its turn, too. */
export const ScanLists = ({ context, lines, station, bill }: ListProps) => (
  <>
    <ol class="log" id="waiting-list" aria-label={context.words.scan.waitingList}></ol>
    <form id="undo-form" method="post" action="/undos">
      <HiddenFields scanId="" station={station} context={context} />
      <input type="hidden" name="next" value={context.path} />
      <input type="hidden" name="bill" value={bill ?? ""} />
      <input type="hidden" name="parent" value="" />
      <ol class="log" id="scan-list" aria-label={context.words.scan.list}>
        {lines.map((line) => <ScanItem line={line} context={context} />)}
      </ol>
    </form>
  </>
);

/** The newest line that an undo can take back. */
export const lastUndoable = (lines: readonly ScanLine[]): string | null =>
  lines.find(({ undo }) => undo === "possible")?.scanId ?? null;
