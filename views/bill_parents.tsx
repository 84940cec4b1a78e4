/** The sacks on a bill, newest first. The card owns `#bill-parents`, each row `#sack-<code>`. */
import type { BillParent } from "../domain/shapes.ts";
import { type BillProps, isOpenBill } from "./bill_parts.tsx";
import { Chip, Icon } from "./icons.tsx";
import { type LiveList, type LivePart, livePart, type RowMemory } from "./live.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";
import { productOf } from "./products.ts";

/** The rows' boxes belong to this form, wherever they stand. */
const MOVE_FORM = "bill-move";
const ROWS = "bill-rows";

export const BillParents = (props: BillProps) => {
  const { context: { words: { bill: words } }, bill } = props;
  const isOpen = isOpenBill(bill);
  return (
    <section class="card bill-sacks" id="bill-parents" aria-labelledby="sacks-name">
      <CardHead {...props} />
      {bill.parents.length === 0
        ? <p class="card-body muted">{words.noSacks}</p>
        : isOpen
        ? <TakeOffForm {...props} />
        : <SacksTable {...props} />}
      {isOpen && bill.parents.length > 0 && <MoveForm {...props} />}
    </section>
  );
};

const CardHead = ({ context: { words: { bill: words, billDesk } }, bill }: BillProps) => {
  const shortSacks = bill.parents.filter(isShortSack).length;
  return (
    <div class="card-head" id="bill-parents-head">
      <h2 id="sacks-name">{words.sacksOnIt}</h2>
      <p>{bill.parents.length > 0 && words.newestFirst(bill.parents.length)}</p>
      {shortSacks > 0 && (
        <label class="choice push" for="short-only">
          <input type="checkbox" id="short-only" autocomplete="off" />
          {billDesk.shortOnly(shortSacks)}
        </label>
      )}
    </div>
  );
};

/** For a live page: what stands above the rows … */
export const parentsParts = (props: BillProps): LivePart[] => [
  livePart("bill-parents-head", <CardHead {...props} />),
];

/** … and the rows. Completed, open again, empty: what can be done changes with each, and with it the whole card. */
export const parentsList = (props: BillProps, memory: RowMemory): LiveList => ({
  id: ROWS,
  rows: props.bill.parents.map((parent) =>
    memory.row(
      `sack-${parent.code}`,
      [parent, isOpenBill(props.bill), props.context.show.day(props.context.now)],
      () => <BillParentRow {...props} parent={parent} />,
    )
  ),
  card: { id: "bill-parents", draw: () => <BillParents {...props} /> },
  frame: `${isOpenBill(props.bill)} ${props.bill.parents.length > 0}`,
});

const isShortSack = ({ childCount, capacity }: BillParent): boolean => childCount < capacity;

/** One form around the table: each button says which sack it takes off. */
const TakeOffForm = (props: BillProps) => {
  const action = `${billPath(props.bill.number)}/removals`;
  return (
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target="#bill"
      hx-swap="outerMorph"
      hx-sync="this:queue all"
    >
      <SacksTable {...props} />
    </form>
  );
};

const SacksTable = (props: BillProps) => (
  <table class="table table--sticky">
    <SacksHead {...props} />
    <tbody id={ROWS}>{props.bill.parents.map((parent) => <BillParentRow {...props} parent={parent} />)}</tbody>
  </table>
);

const SacksHead = ({ context: { words: { bill: words } }, bill }: BillProps) => (
  <thead>
    <tr>
      <th scope="col">{words.sack}</th>
      <th scope="col" class="only-wide">{words.kind}</th>
      <th scope="col">{words.bags}</th>
      <th scope="col" class="num">{words.weight}</th>
      <th scope="col" class="num only-wide">{words.expectedHead}</th>
      <th scope="col" class="num only-wide">{words.putOn}</th>
      <th scope="col" class="only-wide">{words.by}</th>
      {isOpenBill(bill) && (
        <th scope="col">
          <span class="visually-hidden">{words.actions}</span>
        </th>
      )}
    </tr>
  </thead>
);

interface RowProps extends BillProps {
  readonly parent: BillParent;
}

/** A row alone: what a live page draws anew when a bag is scanned into this sack. */
const BillParentRow = ({ context, bill, kinds, parent }: RowProps) => {
  const { words, show, now } = context;
  const missing = parent.capacity - parent.childCount;
  const isOpen = isOpenBill(bill);
  return (
    <tr id={`sack-${parent.code}`} data-short={missing > 0 ? "" : undefined}>
      <th scope="row">
        <span class="sack-name">
          {isOpen && <TickBox code={parent.code} label={words.billDesk.tick(parent.code)} />}
          <a class="code" href={bagPath(parent.code)}>{parent.code}</a>
        </span>
        <span class="table-note only-narrow">{productOf(parent.kind, kinds, words)}</span>
      </th>
      <td class="only-wide">{productOf(parent.kind, kinds, words)}</td>
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
      {isOpen && <Acts context={context} number={bill.number} code={parent.code} />}
    </tr>
  );
};

const TickBox = ({ code, label }: { code: string; label: string }) => (
  <label class="tick-box">
    <input type="checkbox" name="parent" value={code} form={MOVE_FORM} autocomplete="off" aria-label={label} />
  </label>
);

type ActsProps = Pick<BillProps, "context"> & { readonly number: string; readonly code: string };

const Acts = ({ context: { words }, number, code }: ActsProps) => (
  <td class="num">
    <a
      class="btn btn--quiet btn--row only-wide"
      href={withQuery(`${billPath(number)}/moves`, { parent: code })}
      aria-label={words.billDesk.moveSack(code)}
    >
      {words.billDesk.move}
    </a>
    <button
      class="btn btn--quiet btn--row"
      type="submit"
      name="parent"
      value={code}
      aria-label={words.bill.takeOffSack(code)}
    >
      <Icon name="cross" small />
      <span class="only-wide" aria-hidden="true">{words.bill.takeOff}</span>
    </button>
  </td>
);

/** Behind the table, and always in sight: the ticked sacks go on together. */
const MoveForm = ({ context: { words: { billDesk: words } }, bill }: BillProps) => {
  const action = `${billPath(bill.number)}/moves`;
  return (
    <form class="bill-acts" id={MOVE_FORM} action={action}>
      <button class="btn" type="submit">
        <Icon name="arrow" />
        {words.moveTicked}
      </button>
      <button class="btn btn--quiet" type="submit" name="all" value="true">{words.moveAll}</button>
    </form>
  );
};
