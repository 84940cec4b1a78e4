/** What the pages where people scan have in common: frame, counter, field, list, and what the script needs. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { Icon, Logo, signOf } from "./icons.tsx";
import { AccountMenu, Document } from "./layout.tsx";
import { Outcome, shownRefusal } from "./outcome.tsx";
import { ScanItem, type ScanLine } from "./scan_line.tsx";

interface FrameProps {
  readonly context: PageContext;
  readonly title: string;
  /** Where the sign in the top bar leads. */
  readonly back: { readonly href: string; readonly name: string };
  readonly station: string | null;
  readonly children?: Child;
}

/** No menu at the side: the whole screen is for the scan. */
export const ScanFrame = ({ context, title, back, station, children }: FrameProps) => (
  <Document context={context} title={title} bodyClass="scanning">
    <a class="skip" href="#scan-input">{context.words.frame.skip}</a>
    <header class="topbar">
      <a class="brand" href={back.href}>
        <Logo />
        <span class="visually-hidden">{back.name}</span>
      </a>
      <b class="only-wide">{whoIsHere(context, station)}</b>
      <span class="push"></span>
      <p class="outbox" id="outbox">
        {signOf("stored")}
        {signOf("waiting")}
        <span>
          <output id="outbox-count" aria-live="off">0</output> {context.words.scan.waiting}
        </span>
      </p>
      <SoundButton context={context} />
      <AccountMenu context={context} />
    </header>
    <main class="scan" id="main">{children}</main>
    <SignIn context={context} />
    <WaitingOutcomes context={context} />
  </Document>
);

function whoIsHere({ person, words }: PageContext, station: string | null): string {
  const name = person?.fullName ?? person?.username ?? "";
  return station ? `${words.scan.station(station)} · ${name}` : name;
}

/** Only the script makes sound, so only the script shows the button. */
const SoundButton = ({ context: { words } }: { context: PageContext }) => (
  <button class="btn btn--quiet btn--icon" type="button" aria-label={words.frame.sound} hidden {...SOUND}>
    <Icon name="sound" />
  </button>
);
const SOUND = {
  "x-data": "sound",
  "x-bind:hidden": "false",
  "x-bind:aria-pressed": "pressed",
  "x-on:click": "toggle",
};

/** The session ends while scans wait: they stay, and the sign-in is asked for over the page. */
const SignIn = ({ context: { person, words } }: { context: PageContext }) => (
  <dialog class="card sign-in" id="sign-in" aria-labelledby="sign-in-name">
    <form class="stack" method="post" action="/login">
      <h2 id="sign-in-name">{words.scan.signInTitle}</h2>
      <p>{words.scan.signInSays}</p>
      <p class="field-error" id="sign-in-wrong" role="alert" hidden>{words.scan.signInWrong}</p>
      <p class="field">
        <label for="sign-in-username">{words.login.username}</label>
        <input
          class="input"
          id="sign-in-username"
          name="username"
          value={person?.username ?? ""}
          autocomplete="username"
          readonly
        />
      </p>
      <p class="field">
        <label for="sign-in-password">{words.login.password}</label>
        <input
          class="input"
          id="sign-in-password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus
        />
      </p>
      <button class="btn btn--primary" type="submit">{words.login.submit}</button>
    </form>
  </dialog>
);

/** What the script shows by itself: a scan that is not answered yet, and a reply that makes no sense. */
const WaitingOutcomes = ({ context }: { context: PageContext }) => {
  const { words } = context;
  const waiting = {
    code: "waiting",
    look: "waiting",
    word: words.looks.waiting,
    told: { says: words.scan.waitingSays, todo: words.scan.waitingTodo },
    codes: [],
  } as const;
  return (
    <>
      <template id="outcome-waiting">
        <Outcome shown={waiting} idle={NEVER} />
      </template>
      <template id="outcome-failed">
        <Outcome shown={shownRefusal("internal", context)} idle={NEVER} />
      </template>
    </>
  );
};
const NEVER = { word: "", says: "" };

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
}

/** The biggest thing on the screen: `7 / 30`, and a cell for each. */
export const Counter = ({ id, countId, name, look, of, prompt, ringLast }: CounterProps) => (
  <section class={`card counter look--${look}`} id={id} aria-label={name}>
    {of
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
      )}
  </section>
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

interface FormProps {
  readonly context: PageContext;
  readonly action: string;
  /** Fresh for each page, for browsers without script. */
  readonly scanId: string;
  readonly station: string | null;
  readonly parent: string;
  readonly label: string;
  readonly placeholder: string;
  /** Forms of parent codes: the script tells by them which sack is open, without waiting for an answer. */
  readonly parentForms: readonly { readonly prefix: string; readonly digits: number }[];
  readonly children?: Child;
}

/** Never disabled, never replaced. Requests wait for each other; each names its sack by itself. */
export const ScanForm = (props: FormProps) => (
  <div class="stack">
    <form
      id="scan-form"
      method="post"
      action={props.action}
      hx-post={props.action}
      hx-swap="none"
      hx-sync="this:queue all"
      hx-config="timeout:0"
      autocomplete="off"
      data-parent-forms={JSON.stringify(props.parentForms.map(({ prefix, digits }) => [prefix, digits]))}
    >
      <HiddenFields {...props} />
      <input type="hidden" name="parent" value={props.parent} />
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
    <div class="scan-acts">{props.children}</div>
  </div>
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

interface ListProps {
  readonly context: PageContext;
  readonly lines: readonly ScanLine[];
  readonly station: string | null;
  readonly title: string;
  /** On a bill's page: its number, so that the reply to an undo can show its counter. */
  readonly bill: string | null;
}

/** Undoing waits its turn behind the scans: it takes back what is the last one by then. */
export const ScanList = ({ context, lines, station, title, bill }: ListProps) => (
  <aside class="card scan-side" aria-labelledby="scan-list-name" tabindex={0}>
    <div class="card-head">
      <h2 id="scan-list-name">{title}</h2>
    </div>
    <form
      id="undo-form"
      method="post"
      action="/undos"
      hx-post="/undos"
      hx-swap="none"
      hx-sync="#scan-form:queue all"
      hx-config="timeout:0"
    >
      <HiddenFields scanId="" station={station} context={context} />
      <input type="hidden" name="next" value={context.path} />
      <input type="hidden" name="bill" value={bill ?? ""} />
      <input type="hidden" name="parent" value="" />
      <ol class="log" id="scan-list">{lines.map((line) => <ScanItem line={line} context={context} />)}</ol>
    </form>
  </aside>
);

/** The newest line that an undo can take back. */
export const lastUndoable = (lines: readonly ScanLine[]): string | null =>
  lines.find(({ undo }) => undo === "possible")?.scanId ?? null;
