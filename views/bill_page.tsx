/** `/bills/<number>`: what is on a bill, and what can be done with it. `#bill` is drawn anew whole: its version moves. */
import type { Child } from "hono/jsx";
import type { BillDetail, BillParent, LifeEvent, Page } from "../domain/shapes.ts";
import { BillChanges } from "./bill_changes.tsx";
import type { PageContext } from "./context.ts";
import { BillChip, Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Life } from "./life.tsx";
import { Notice } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

export interface BillPageProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  readonly life: Page<LifeEvent>;
  /** What was just done or refused. */
  readonly shown: Shown | null;
  /** Who scans on it now, by username. */
  readonly people?: readonly string[];
  /** The card of `as_it_was.tsx`. Beside `#bill`, which is drawn anew without it. */
  readonly asItWas?: Child;
}

export const BillPage = (props: BillPageProps) => (
  <DeskPage context={props.context} title={`${props.context.words.bills.bill} ${props.bill.number}`}>
    <BillBody {...props} />
    {props.asItWas}
  </DeskPage>
);

export const BillBody = ({ context, bill, life, shown, people = [] }: BillPageProps) => (
  <div class="stack" id="bill">
    <Head context={context} bill={bill} people={people} />
    {shown && <Notice shown={shown} />}
    <Totals context={context} bill={bill} />
    <BillChanges context={context} bill={bill} />
    <SacksCard context={context} bill={bill} />
    <LifeCard context={context} bill={bill} life={life} />
  </div>
);

interface BillProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
}

const isOpen = ({ status }: BillDetail): boolean => status === "new" || status === "processing";

const Head = ({ context, bill, people }: BillProps & { readonly people: readonly string[] }) => {
  const { words } = context;
  return (
    <div class="page-head">
      <div>
        <nav aria-label={words.frame.where}>
          <ol class="crumbs">
            <li>
              <a href="/bills">{words.bills.title}</a>
            </li>
            <li>
              <span aria-current="page">{bill.number}</span>
            </li>
          </ol>
        </nav>
        <h1>
          {bill.number}{" "}
          <BillChip status={bill.status} names={words.billStatuses} isShort={bill.short} short={words.bill.short} />
        </h1>
        <p>{aboutIt(context, bill)}</p>
        {people.length > 0 && <p>{words.bill.onItNow(people)}</p>}
        {bill.description && <p>{bill.description}</p>}
        {bill.shortReason && <p>{words.bill.shortBecause(bill.shortReason)}</p>}
      </div>
      {isOpen(bill) && (
        <span class="row push">
          <a class="btn btn--primary" href={`${billPath(bill.number)}/scan`}>
            <Icon name="scan" />
            {words.bill.scan}
          </a>
        </span>
      )}
    </div>
  );
};

function aboutIt({ words: { bill: words }, show }: PageContext, bill: BillDetail): string {
  const where = [bill.destination && words.to(bill.destination), bill.vehicle && words.truck(bill.vehicle)]
    .filter((part) => part).join(", ");
  const madeAt = show.dayTime(bill.createdAt);
  const made = bill.createdBy ? words.made(bill.createdBy, madeAt) : words.madeAt(madeAt);
  const completed = bill.completedAt
    ? words.completed(bill.completedBy ?? words.somebody, show.dayTime(bill.completedAt))
    : "";
  return [where && `${where}.`, made, completed].filter((part) => part !== "").join(" ");
}

export const Totals = ({ context: { words: { bill: words }, show }, bill }: BillProps) => {
  const shortSacks = bill.parents.filter((parent) => parent.childCount < parent.capacity).length;
  return (
    <section class="card stats" id="bill-totals" aria-label={words.totals}>
      <div>
        <span class="stat-name">{words.sacks}</span>
        <span class="stat-value" id="bill-count">{bill.linkedCount} / {bill.capacity}</span>
        <progress class="bar" max={bill.capacity} value={bill.linkedCount} aria-label={words.sacksOnIt} />
      </div>
      <div>
        <span class="stat-name">{words.bags}</span>
        <span class="stat-value">{show.count(bill.childCount)}</span>
      </div>
      <div>
        <span class="stat-name">{words.weight}</span>
        <span class="stat-value" id="bill-weight">{show.kg(bill.weightKg)}</span>
        <span class="stat-note">{words.expected(show.kg(bill.expectedWeightKg))}</span>
      </div>
      <div>
        <span class="stat-name">{words.missing}</span>
        <span class="stat-value">{show.kg(bill.weightKg - bill.expectedWeightKg)}</span>
        <span class="stat-note">{words.shortSacks(shortSacks)}</span>
      </div>
    </section>
  );
};

const SacksCard = ({ context, bill }: BillProps) => {
  const { words: { bill: words } } = context;
  return (
    <section class="card" id="bill-parents" aria-labelledby="sacks-name">
      <div class="card-head">
        <h2 id="sacks-name">{words.sacksOnIt}</h2>
        <p>{bill.parents.length > 0 && words.newestFirst(bill.parents.length)}</p>
      </div>
      {bill.parents.length === 0
        ? <p class="card-body muted">{words.noSacks}</p>
        : <SacksTable context={context} bill={bill} />}
    </section>
  );
};

/** One form around the table: each button says which sack it takes off. */
const SacksTable = ({ context, bill }: BillProps) => {
  const { words: { bill: words } } = context;
  const action = `${billPath(bill.number)}/removals`;
  return (
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target="#bill"
      hx-swap="outerMorph"
      hx-sync="this:queue all"
    >
      <table class="table table--sticky">
        <thead>
          <tr>
            <th scope="col">{words.sack}</th>
            <th scope="col" class="only-wide">{words.kind}</th>
            <th scope="col">{words.bags}</th>
            <th scope="col" class="num">{words.weight}</th>
            <th scope="col" class="num only-wide">{words.expectedHead}</th>
            <th scope="col" class="num only-wide">{words.putOn}</th>
            <th scope="col" class="only-wide">{words.by}</th>
            <th scope="col">
              <span class="visually-hidden">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bill.parents.map((parent) => <SackRow context={context} parent={parent} mayTakeOff={isOpen(bill)} />)}
        </tbody>
      </table>
    </form>
  );
};

interface SackRowProps {
  readonly context: PageContext;
  readonly parent: BillParent;
  readonly mayTakeOff: boolean;
}

const SackRow = ({ context: { words, show, now }, parent, mayTakeOff }: SackRowProps) => {
  const missing = parent.capacity - parent.childCount;
  return (
    <tr id={`sack-${parent.code}`}>
      <th scope="row">
        <a class="code" href={bagPath(parent.code)}>{parent.code}</a>
        <span class="table-note only-narrow">{parent.kind}</span>
      </th>
      <td class="only-wide">{parent.kind}</td>
      <td>
        <span class="row">
          <span class="nowrap">{parent.childCount} / {parent.capacity}</span>
          {missing > 0 && <Chip look="warn" text={words.bills.short(missing)} />}
        </span>
      </td>
      <td class="num">{show.kg(parent.weightKg)}</td>
      <td class="num only-wide muted">{show.kg(parent.expectedWeightKg)}</td>
      <td class="num only-wide">{parent.linkedAt && show.when(parent.linkedAt, now)}</td>
      <td class="only-wide">{parent.linkedBy}</td>
      <td class="num">
        {mayTakeOff && (
          <button class="btn btn--quiet btn--row" type="submit" name="parent" value={parent.code}>
            <Icon name="cross" small />
            <span class="only-wide" aria-hidden="true">{words.bill.takeOff}</span>
            <span class="visually-hidden">{words.bill.takeOffSack(parent.code)}</span>
          </button>
        )}
      </td>
    </tr>
  );
};

const LifeCard = ({ context, bill, life }: BillProps & { life: Page<LifeEvent> }) => (
  <section class="card" aria-labelledby="life-name">
    <div class="card-head">
      <h2 id="life-name">{context.words.bill.life}</h2>
      <p>{context.words.bill.lifeCount(life.items.length)}</p>
    </div>
    <Life context={context} events={life.items} />
    {life.nextCursor && (
      <p class="pager">
        <a class="btn" href={withQuery(billPath(bill.number), { cursor: life.nextCursor })}>
          {context.words.bag.older}
        </a>
      </p>
    )}
  </section>
);
