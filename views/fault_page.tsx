/** The pages for when something is not possible: whose it is, what to do, and the number to say. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { type Unknown, unknownThing } from "./unknown_thing.ts";
import type { Told } from "./words/told.ts";
import { EmptySack, Icon, signOf } from "./icons.tsx";
import { DeskPage, Document } from "./layout.tsx";

export type FaultStatus = 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

interface FaultPageProps {
  readonly context: PageContext;
  readonly status: FaultStatus;
  /** The address that leads nowhere, where somebody looked for it; a form's target is nothing that people look for. */
  readonly sought?: string | null;
  /** In place of what such a status is told by, where more is known. */
  readonly told?: Told | null;
}

/** Says what is so in people's words; the status itself is for machines. */
export const FaultPage = ({ context, status, sought = null, told = null }: FaultPageProps) => {
  const known = faultOf(context, status, sought);
  const fault = told ? { ...known, told } : known;
  const body = (
    <section class={`card empty ${status === 503 || status === 429 ? "look--waiting" : ""}`}>
      {fault.sign}
      <h1>{fault.told.says}</h1>
      <p>{fault.told.todo}</p>
      {fault.finds && <Find context={context} unknown={fault.finds} />}
      {status === 403 && context.person && <p class="hint">{loggedInAs(context)}</p>}
      <p class="row">{fault.ways}</p>
      <p class="hint">
        {context.words.faults.askNumber} <b class="code request-id">{context.requestId}</b>
      </p>
    </section>
  );
  // Without a person there is no menu to show.
  return context.person
    ? <DeskPage context={context} title={fault.told.says}>{body}</DeskPage>
    : (
      <Document context={context} title={fault.told.says}>
        <main class="page page--alone" id="main">{body}</main>
      </Document>
    );
};

function loggedInAs({ person, words }: PageContext): string {
  return person ? words.faults.loggedInAs(person.fullName ?? person.username, words.roles[person.role]) : "";
}

interface Fault {
  readonly told: Told;
  readonly sign: Child;
  /** Where people go on from here; the first is the best. */
  readonly ways: readonly Child[];
  /** What was looked for in vain: the search is at hand. */
  readonly finds?: Unknown;
}

function faultOf(context: PageContext, status: FaultStatus, sought: string | null): Fault {
  const { faults, faultWords } = context.words;
  const warning = <Icon name="warning" />;
  const backOrHome = [back(context), home(context, false)];
  switch (status) {
    case 403:
      return { told: faults.forbidden, sign: <Icon name="lock" />, ways: [home(context, true), otherName(context)] };
    case 404:
      return notFound(context, sought);
    case 409:
      return { told: faults.conflict, sign: warning, ways: [again(context), home(context, false)] };
    case 413:
      return { told: faultWords.tooLarge, sign: warning, ways: backOrHome };
    case 415:
      return { told: faultWords.wrongKind, sign: warning, ways: backOrHome };
    case 422:
      return { told: faultWords.refused, sign: warning, ways: backOrHome };
    case 429:
      return { told: faultWords.tooFast, sign: signOf("waiting"), ways: [again(context), home(context, false)] };
    case 503:
      return { told: faults.busy, sign: signOf("waiting"), ways: [again(context), scan(context)] };
    case 500:
      return { told: faults.internal, sign: warning, ways: [home(context, true), again(context, false)] };
    default:
      return { told: faults.malformed, sign: warning, ways: backOrHome };
  }
}

/** A code that nobody knows is no missing page: its reader scanned or typed it. */
function notFound(context: PageContext, sought: string | null): Fault {
  const { faults, faultWords, search: words } = context.words;
  const unknown = sought === null || !context.person ? null : unknownThing(sought);
  const sign = <EmptySack />;
  if (!unknown) return { told: faults.notFound, sign, ways: [search(context), home(context, false)] };
  const told = unknown.is === "bill"
    ? { says: faultWords.unknownBill(unknown.name), todo: faultWords.unknownBillSays }
    : { says: words.unknownTitle(unknown.name), todo: words.unknownSays };
  return { told, sign, finds: unknown, ways: [listOf(context, unknown), home(context, false)] };
}

const Find = ({ context: { words }, unknown }: { context: PageContext; unknown: Unknown }) => (
  <form class="row fault-find" role="search" action="/search" aria-label={words.faultWords.query}>
    <label class="visually-hidden" for="fault-find">{words.faultWords.query}</label>
    <input
      class="input"
      id="fault-find"
      name="q"
      type="search"
      value={unknown.name}
      autocomplete="off"
      spellcheck={false}
    />
    <button class="btn btn--primary" type="submit">
      <Icon name="search" />
      {words.frame.search}
    </button>
  </form>
);

const listOf = ({ words }: PageContext, { is }: Unknown): Child => (
  <a class="btn" href={is === "bill" ? "/bills" : "/bags"}>{is === "bill" ? words.frame.bills : words.frame.bags}</a>
);

/** To the page whose form was sent, as it is now. */
const back = ({ words, path }: PageContext): Child => (
  <a class="btn btn--primary" href={path}>{words.faultWords.back}</a>
);

const home = ({ words }: PageContext, isPrimary: boolean): Child => (
  <a class={isPrimary ? "btn btn--primary" : "btn"} href="/">
    <Icon name="home" />
    {words.frame.dashboard}
  </a>
);

const search = ({ words }: PageContext): Child => (
  <a class="btn btn--primary" href="/search">
    <Icon name="search" />
    {words.frame.search}
  </a>
);

const again = ({ words, path }: PageContext, isPrimary = true): Child => (
  <a class={isPrimary ? "btn btn--primary" : "btn"} href={path}>
    <Icon name="again" />
    {words.faults.again}
  </a>
);

const scan = ({ words }: PageContext): Child => (
  <a class="btn" href="/scan">
    <Icon name="scan" />
    {words.faults.backToScan}
  </a>
);

const otherName = ({ words }: PageContext): Child => <a class="btn" href="/login">{words.faults.anotherName}</a>;
