/** `/bags/<code>`: where a bag is, what is in it, and its life. `#bag` is drawn anew whole after each change. */
import { Crumbs } from "./crumbs.tsx";
import type { Child } from "hono/jsx";
import type { BagDetail, LifeEvent, LotSeen, PackedChild, Page } from "../domain/shapes.ts";
import { BagActions } from "./bag_actions.tsx";
import { Facts, LotsWarning } from "./bag_facts.tsx";
import { mayHere, type PageContext } from "./context.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Life } from "./life.tsx";
import { Notice } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

export interface BagPageProps {
  readonly context: PageContext;
  readonly bag: BagDetail;
  readonly life: Page<LifeEvent>;
  /** Whether `life` begins with the newest event. */
  readonly isNewest: boolean;
  /** The lots that its labels named, the latest first. */
  readonly lots: readonly LotSeen[];
  /** What was just done or refused. */
  readonly shown: Shown | null;
  /** The event by which it was done, where it can be undone at once. */
  readonly undoes: string | null;
}

/** `asItWas`: the card of `as_it_was.tsx`, for those who may look back. */
export const BagPage = (props: BagPageProps & { readonly asItWas?: Child }) => (
  <DeskPage context={props.context} title={titleOf(props.context, props.bag)}>
    <BagBody {...props} />
    {props.asItWas}
  </DeskPage>
);

export const BagBody = ({ context, bag, life, isNewest, lots, shown, undoes }: BagPageProps) => {
  const { words } = context;
  return (
    <div class="stack bag-body" id="bag">
      <BagHead context={context} bag={bag} />
      {shown && (
        <Notice shown={shown} takesFocus>
          {undoes !== null && <UndoAtOnce context={context} bag={bag} undoes={undoes} />}
        </Notice>
      )}
      <LotsWarning context={context} lots={lots} />
      <section aria-labelledby="where-name" class="stack">
        <h2 id="where-name">{words.bag.where}</h2>
        <Chain context={context} bag={bag} />
      </section>
      <BagActions context={context} bag={bag} />
      <div class="grid grid--2-1">
        <LifeCard context={context} life={life} isNewest={isNewest} code={bag.code} />
        <div class="stack">
          <Facts context={context} bag={bag} lots={lots} />
          {bag.role === "parent" && <Children context={context} packed={bag.children} />}
        </div>
      </div>
    </div>
  );
};

interface BagProps {
  readonly context: PageContext;
  readonly bag: BagDetail;
}

const titleOf = ({ words }: PageContext, { role, code }: BagDetail): string =>
  role === "parent" ? words.bag.sackTitle(code) : words.bag.bagTitle(code);

const BagHead = ({ context, bag }: BagProps) => {
  const { words } = context;
  return (
    <div class="page-head">
      <div>
        <Crumbs label={words.frame.where} above={[{ href: "/bags", name: words.bags.title }]} here={bag.code} />
        <h1>
          {titleOf(context, bag)} <BagChip context={context} bag={bag} />
        </h1>
      </div>
      <span class="row push">
        <a class="btn" href={`${bagPath(bag.code)}/label`}>
          <Icon name="label" />
          {words.bagFacts.printLabel}
        </a>
        {bag.role === "parent" && !bag.voided && bag.billStatus !== "completed" && (
          <a class="btn btn--primary" href={withQuery("/scan", { parent: bag.code })}>
            <Icon name="scan" />
            {words.scan.scanBag}
          </a>
        )}
      </span>
    </div>
  );
};

const UndoAtOnce = ({ context: { words }, bag, undoes }: BagProps & { readonly undoes: string }) => {
  const action = `${bagPath(bag.code)}/undos`;
  return (
    <form class="push" method="post" action={action} hx-post={action} hx-target="#bag" hx-swap="outerMorph">
      <button class="btn btn--row" type="submit" name="undoes" value={undoes}>
        <Icon name="undo" small />
        {words.bagActs.undoThis}
      </button>
    </form>
  );
};

const BagChip = ({ context: { words }, bag }: { context: PageContext; bag: BagDetail }) => {
  if (bag.voided) return <Chip look="bad" text={words.bag.void} />;
  if (bag.status === "linked") return <Chip look="done" text={words.bag.packed} />;
  if (bag.status === "full") return <Chip look="done" text={words.bag.full} />;
  return <Chip look="plain" text={bag.status === "open" ? words.bag.open : words.bag.loose} />;
};

interface ChainProps {
  readonly context: PageContext;
  readonly bag: BagDetail;
  /** On other pages the bag's own code leads to its page. */
  readonly linked?: boolean;
}

/** Bag in sack on bill, as far as it goes. */
export const Chain = ({ context, bag, linked = false }: ChainProps) => {
  const { words, show } = context;
  const code = linked ? <a class="code" href={bagPath(bag.code)}>{bag.code}</a> : <b class="code">{bag.code}</b>;
  return (
    <ol class="chain">
      {bag.role === "child" && (
        <li>
          <Icon name="bag" />
          <small>{words.bag.bag}</small>
          {code}
          <small>{show.kg(bag.weightKg)}</small>
        </li>
      )}
      {bag.role === "parent" ? <SackLink context={context} bag={bag} code={code} /> : (
        <li data-join={words.bag.in}>
          <Icon name="sack" />
          <small>{words.bag.sack}</small>
          {bag.parent
            ? <a class="code" href={bagPath(bag.parent)}>{bag.parent}</a>
            : <b class="nothing">{words.bag.notInSack}</b>}
          <small>{sinceBy(context, bag.packedAt, bag.packedBy)}</small>
        </li>
      )}
      <li data-join={words.bag.on}>
        <Icon name="bill" />
        <small>
          {words.bag.bill}
          {bag.billStatus && `, ${words.billStatuses[bag.billStatus]}`}
        </small>
        <BillLink context={context} number={bag.bill} />
        <small>{sinceBy(context, bag.billedAt, bag.billedBy)}</small>
      </li>
    </ol>
  );
};

const SackLink = ({ context: { words, show }, bag, code }: ChainProps & { code: unknown }) => (
  <li>
    <Icon name="sack" />
    <small>{words.bag.sack}</small>
    {code}
    <small>
      {words.bag.bagCount(bag.childCount ?? 0, bag.capacity ?? 0)}, {show.kg(bag.weightKg)}
    </small>
  </li>
);

/** Dispatchers do not see bills, but may know the number. */
const BillLink = ({ context, number }: { context: PageContext; number: string | null }) => {
  if (number === null) return <b class="nothing">{context.words.bag.notOnBill}</b>;
  return mayHere(context, "see_bills")
    ? <a class="code" href={billPath(number)}>{number}</a>
    : <b class="code">{number}</b>;
};

function sinceBy({ words, show, now }: PageContext, at: Date | null, by: string | null): string {
  if (!at) return by ?? "";
  return by ? `${words.bag.since(show.when(at, now))}, ${by}` : words.bag.since(show.when(at, now));
}

interface LifeCardProps {
  readonly context: PageContext;
  readonly life: Page<LifeEvent>;
  readonly isNewest: boolean;
  readonly code: string;
}

export const LifeCard = ({ context, life, isNewest, code }: LifeCardProps) => {
  const { words } = context;
  return (
    <section class="card" aria-labelledby="life-name" id="life">
      <div class="card-head">
        <h2 id="life-name">{words.bag.life}</h2>
        <p>{life.items.length > 0 && (isNewest ? words.bag.lifeCount(life.items.length) : words.timeline.olderOnes)}</p>
      </div>
      {life.items.length > 0
        ? <Life context={context} events={life.items} undoPath={`${bagPath(code)}/undos`} about={code} />
        : <p class="card-body muted">{words.bag.noLife}</p>}
      {(!isNewest || life.nextCursor !== null) && (
        <nav class="pager" aria-label={words.bag.life}>
          {isNewest ? <span></span> : <a class="btn" href={`${bagPath(code)}#life`}>{words.timeline.newest}</a>}
          {life.nextCursor !== null && (
            <a class="btn" href={`${withQuery(bagPath(code), { cursor: life.nextCursor })}#life`}>{words.bag.older}</a>
          )}
        </nav>
      )}
    </section>
  );
};

export const Children = ({ context, packed }: { context: PageContext; packed: readonly PackedChild[] }) => {
  const { words, show, now } = context;
  return (
    <section class="card" aria-labelledby="children-name" id="children">
      <div class="card-head">
        <h2 id="children-name">{words.bag.children}</h2>
        <p>{show.count(packed.length)}</p>
      </div>
      {packed.length === 0 ? <p class="card-body muted">{words.bag.noChildren}</p> : (
        <ul class="lines">
          {packed.map((child) => (
            <li>
              <a href={bagPath(child.code)}>
                <span>
                  <b class="code">{child.code}</b>
                  <br />
                  <small>{child.packedBy}</small>
                </span>
                <span class="num muted">{child.packedAt && show.when(child.packedAt, now)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
