/** `/bags/<code>`: where a bag is, what is in it, and its life. */
import type { Child } from "hono/jsx";
import type { BagDetail, LifeEvent, PackedChild, Page } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
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
  /** What was just done, after coming back to the page. */
  readonly shown: Shown | null;
  /** The card of `as_it_was.tsx`, for those who may look back. */
  readonly asItWas?: Child;
}

export const BagPage = ({ context, bag, life, shown, asItWas }: BagPageProps) => {
  const { words } = context;
  const title = bag.role === "parent" ? words.bag.sackTitle(bag.code) : words.bag.bagTitle(bag.code);
  return (
    <DeskPage context={context} title={title}>
      <div class="page-head">
        <div>
          <nav aria-label={words.frame.where}>
            <ol class="crumbs">
              <li>
                <a href="/bags">{words.bags.title}</a>
              </li>
              <li>
                <span aria-current="page">{bag.code}</span>
              </li>
            </ol>
          </nav>
          <h1>
            {title} <BagChip context={context} bag={bag} />
          </h1>
        </div>
        {bag.role === "parent" && !bag.voided && (
          <span class="row push">
            <a class="btn btn--primary" href={withQuery("/scan", { parent: bag.code })}>
              <Icon name="scan" />
              {words.scan.scanBag}
            </a>
          </span>
        )}
      </div>
      {shown && <Notice shown={shown} />}
      <section aria-labelledby="where-name" class="stack">
        <h2 id="where-name">{words.bag.where}</h2>
        <Chain context={context} bag={bag} />
      </section>
      {asItWas}
      <div class="grid grid--2-1">
        <LifeCard context={context} life={life} code={bag.code} />
        <div class="stack">
          <Facts context={context} bag={bag} />
          {bag.role === "parent" && <Children context={context} packed={bag.children} />}
        </div>
      </div>
    </DeskPage>
  );
};

export const BagChip = ({ context: { words }, bag }: { context: PageContext; bag: BagDetail }) => {
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
        <small>{words.bag.bill}</small>
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
const BillLink = ({ context: { words, person }, number }: { context: PageContext; number: string | null }) => {
  if (number === null) return <b class="nothing">{words.bag.notOnBill}</b>;
  return person?.role === "dispatcher"
    ? <b class="code">{number}</b>
    : <a class="code" href={billPath(number)}>{number}</a>;
};

function sinceBy({ words, show, now }: PageContext, at: Date | null, by: string | null): string {
  if (!at) return by ?? "";
  return by ? `${words.bag.since(show.when(at, now))}, ${by}` : words.bag.since(show.when(at, now));
}

const LifeCard = ({ context, life, code }: { context: PageContext; life: Page<LifeEvent>; code: string }) => {
  const { words } = context;
  return (
    <section class="card" aria-labelledby="life-name">
      <div class="card-head">
        <h2 id="life-name">{words.bag.life}</h2>
        <p>{life.items.length > 0 && words.bag.lifeCount(life.items.length)}</p>
      </div>
      {life.items.length > 0
        ? <Life context={context} events={life.items} />
        : <p class="card-body muted">{words.bag.noLife}</p>}
      {life.nextCursor && (
        <p class="pager">
          <a class="btn" href={withQuery(bagPath(code), { cursor: life.nextCursor })}>{words.bag.older}</a>
        </p>
      )}
    </section>
  );
};

const Facts = ({ context, bag }: ChainProps) => {
  const { words, show } = context;
  return (
    <section class="card" aria-labelledby="facts-name">
      <div class="card-head">
        <h2 id="facts-name">{words.bag.facts}</h2>
      </div>
      <dl class="facts card-body">
        <dt>{words.bag.code}</dt>
        <dd class="code">{bag.code}</dd>
        {bag.kind && <Fact name={words.bag.kind} value={bag.kind} />}
        <Fact name={words.bag.weight} value={show.kg(bag.weightKg)} />
        {bag.area && <Fact name={words.bag.area} value={areaName(bag.area, words)} />}
        {bag.packedAt && <Fact name={words.bag.packedAt} value={byLine(context, bag.packedAt, bag.packedBy)} />}
        {bag.billedAt && <Fact name={words.bag.billedAt} value={byLine(context, bag.billedAt, bag.billedBy)} />}
        <Fact name={words.bag.firstSeen} value={byLine(context, bag.createdAt, bag.createdBy)} />
      </dl>
    </section>
  );
};

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

const byLine = ({ show }: PageContext, at: Date, by: string | null): string =>
  by ? `${show.dayTime(at)}, ${by}` : show.dayTime(at);

const Children = ({ context, packed }: { context: PageContext; packed: readonly PackedChild[] }) => {
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
