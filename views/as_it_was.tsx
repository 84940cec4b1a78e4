/** `#as-it-was`: a bag or a bill as it was at a moment that has passed, and the form that names the moment. */
import type { BagAsOf, BillAsOf, ChildAsOf, ParentAsOf } from "../domain/history.ts";
import type { BillParent } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { BillChip, Icon } from "./icons.tsx";
import { bagPath, billPath } from "./paths.ts";

export interface AsItWasProps {
  readonly context: PageContext;
  /** The page that the card stands on. */
  readonly path: string;
  /** Null: no moment was named. */
  readonly then: BagAsOf | BillAsOf | null;
  /** What the field shows at first, and the latest that it takes: `2026-11-22T10:41`. */
  readonly moment: string;
  readonly latest: string;
  /** What was named is no moment. */
  readonly isUnread: boolean;
}

/** Closed until a moment is named; works without script. */
export const AsItWas = (props: AsItWasProps) => {
  const { context, then, isUnread } = props;
  const { words: { asItWas: words }, show } = context;
  return (
    <details class={`card fold as-it-was ${then ? "as-it-was--then" : ""}`} id="as-it-was" open={!!then || isUnread}>
      <summary class="card-head">
        <Icon name="clock" />
        <h2>{then ? words.title(show.dayTime(then.at)) : words.open}</h2>
        <Icon name="down" />
      </summary>
      <div class="card-body stack">
        <Moment {...props} />
        {then && <Then context={context} then={then} />}
      </div>
    </details>
  );
};

const Moment = ({ context: { words: { asItWas: words } }, path, then, moment, latest, isUnread }: AsItWasProps) => (
  <form class="as-it-was-form" action={`${path}#as-it-was`}>
    <p class="field">
      <label for="as-it-was-at">{words.when}</label>
      <input
        class="input"
        id="as-it-was-at"
        name="at"
        type="datetime-local"
        value={moment}
        max={latest}
        aria-describedby="as-it-was-hint"
        required
      />
    </p>
    <button class="btn" type="submit">{words.show}</button>
    {then && <a class="btn btn--quiet" href={path}>{words.back}</a>}
    <p class={isUnread ? "field-error" : "hint"} id="as-it-was-hint">{isUnread ? words.unread : words.hint}</p>
  </form>
);

const Then = ({ context, then }: { context: PageContext; then: BagAsOf | BillAsOf }) => {
  const { words: { asItWas: words }, show } = context;
  if (!then.existed) return <p class="notice">{words.notYet(show.dayTime(then.createdAt))}</p>;
  if ("number" in then) return <BillThen context={context} bill={then} />;
  return then.role === "parent"
    ? <ParentThen context={context} parent={then} />
    : <ChildThen context={context} child={then} />;
};

const ParentThen = ({ context, parent }: { context: PageContext; parent: ParentAsOf }) => {
  const { words, show } = context;
  return (
    <>
      <dl class="facts">
        {parent.voided && <Fact name={words.asItWas.state} value={words.bag.void} />}
        <dt>{words.bag.children}</dt>
        <dd>{words.bag.bagCount(parent.childCount, parent.capacity)}</dd>
        <Fact name={words.bag.weight} value={show.kg(parent.weightKg)} />
        <dt>{words.bag.bill}</dt>
        <dd>{parent.bill === null ? words.bag.notOnBill : <a href={billPath(parent.bill)}>{parent.bill}</a>}</dd>
      </dl>
      {parent.children.length === 0 ? <p class="muted">{words.asItWas.nothingIn}</p> : (
        <ul class="lines as-it-was-list">
          {parent.children.map((child) => (
            <li>
              <a href={bagPath(child.code)}>
                <span>
                  <b class="code">{child.code}</b>
                  <br />
                  <small>{child.packedBy}</small>
                </span>
                <span class="num muted">{child.packedAt && show.when(child.packedAt, parent.at)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const ChildThen = ({ context, child }: { context: PageContext; child: ChildAsOf }) => {
  const { words, show } = context;
  const packed = [child.packedAt && words.bag.since(show.when(child.packedAt, child.at)), child.packedBy];
  return (
    <dl class="facts">
      {child.voided && <Fact name={words.asItWas.state} value={words.bag.void} />}
      <dt>{words.bag.sack}</dt>
      <dd>
        {child.parent === null ? words.bag.notInSack : <a class="code" href={bagPath(child.parent)}>{child.parent}</a>}
        {child.parent !== null && ` ${packed.filter((part) => part).join(", ")}`}
      </dd>
      <dt>{words.bag.bill}</dt>
      <dd>{child.bill === null ? words.bag.notOnBill : <a href={billPath(child.bill)}>{child.bill}</a>}</dd>
    </dl>
  );
};

const BillThen = ({ context, bill }: { context: PageContext; bill: BillAsOf }) => {
  const { words, show } = context;
  return (
    <>
      <p>
        <BillChip status={bill.status} names={words.billStatuses} isShort={bill.short} short={words.bill.short} />
      </p>
      <dl class="facts">
        <Fact name={words.bill.sacks} value={`${bill.linkedCount} / ${bill.capacity}`} />
        <Fact name={words.bill.bags} value={show.count(bill.childCount)} />
        <Fact
          name={words.bill.weight}
          value={`${show.kg(bill.weightKg)}, ${words.bill.expected(show.kg(bill.expectedWeightKg))}`}
        />
        {bill.completedAt && (
          <Fact
            name={words.billStatuses.completed}
            value={`${show.dayTime(bill.completedAt)}, ${bill.completedBy ?? words.bill.somebody}`}
          />
        )}
        {bill.shortReason && <Fact name={words.bill.short} value={bill.shortReason} />}
        {bill.description && <Fact name={words.bill.description} value={bill.description} />}
        {bill.destination && <Fact name={words.bill.destination} value={bill.destination} />}
        {bill.vehicle && <Fact name={words.bill.vehicle} value={bill.vehicle} />}
      </dl>
      {bill.parents.length === 0 ? <p class="muted">{words.asItWas.nothingOn}</p> : (
        <table class="table">
          <caption class="visually-hidden">{words.asItWas.title(show.dayTime(bill.at))}</caption>
          <thead>
            <tr>
              <th scope="col">{words.bill.sack}</th>
              <th scope="col">{words.bill.bags}</th>
              <th scope="col" class="num">{words.bill.weight}</th>
              <th scope="col" class="num only-wide">{words.bill.putOn}</th>
              <th scope="col" class="only-wide">{words.bill.by}</th>
            </tr>
          </thead>
          <tbody>{bill.parents.map((parent) => <SackThen context={context} parent={parent} at={bill.at} />)}</tbody>
        </table>
      )}
    </>
  );
};

const SackThen = ({ context: { show }, parent, at }: { context: PageContext; parent: BillParent; at: Date }) => (
  <tr>
    <th scope="row">
      <a class="code" href={bagPath(parent.code)}>{parent.code}</a>
    </th>
    <td>{parent.childCount} / {parent.capacity}</td>
    <td class="num">{show.kg(parent.weightKg)}</td>
    <td class="num only-wide">{parent.linkedAt && show.when(parent.linkedAt, at)}</td>
    <td class="only-wide">{parent.linkedBy}</td>
  </tr>
);

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);
