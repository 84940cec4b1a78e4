/** The pages for when something is not possible: whose it is, what to do, and the number to say. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { EmptySack, Icon, signOf } from "./icons.tsx";
import { DeskPage, Document } from "./layout.tsx";

export type FaultStatus = 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

interface FaultPageProps {
  readonly context: PageContext;
  readonly status: FaultStatus;
}

/** Says what is so in people's words; the status itself is for machines. */
export const FaultPage = ({ context, status }: FaultPageProps) => {
  const fault = faultOf(context, status);
  const body = (
    <section class={`card empty ${status === 503 ? "look--waiting" : ""}`}>
      {fault.sign}
      <h1>{fault.told.says}</h1>
      <p>{fault.told.todo}</p>
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

function faultOf(context: PageContext, status: FaultStatus) {
  const { faults } = context.words;
  switch (status) {
    case 403:
      return { told: faults.forbidden, sign: <Icon name="lock" />, ways: [home(context, true), otherName(context)] };
    case 404:
      return { told: faults.notFound, sign: <EmptySack />, ways: [search(context), home(context, false)] };
    case 409:
      return { told: faults.conflict, sign: <Icon name="warning" />, ways: [again(context), home(context, false)] };
    case 429:
    case 503:
      return { told: faults.busy, sign: signOf("waiting"), ways: [again(context), scan(context)] };
    case 500:
      return { told: faults.internal, sign: <Icon name="warning" />, ways: [home(context, true)] };
    default:
      return { told: faults.malformed, sign: <Icon name="warning" />, ways: [home(context, true)] };
  }
}

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

const again = ({ words, path }: PageContext): Child => (
  <a class="btn btn--primary" href={path}>
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
