/** How a bill's weight adds up: kind by kind, and within a kind sack by sack. It owns `#bill-sum`. */
import type { BillParent } from "../domain/shapes.ts";
import { type BillProps, differenceKg, sumKg } from "./bill_parts.tsx";
import { Chip, Icon } from "./icons.tsx";
import { type LiveList, type LivePart, livePart, type RowMemory } from "./live.tsx";
import { productOf } from "./products.ts";

/** Sacks of one kind whose bags weigh the same each. */
export interface SumLine {
  readonly kind: string;
  readonly childWeightKg: number;
  readonly sacks: readonly BillParent[];
  readonly bags: number;
  readonly weightKg: number;
  readonly expectedWeightKg: number;
}

/** By kind. A kind whose weight was changed since has a line for each of its weights, so that every product is true. */
export function sumLines(parents: readonly BillParent[]): SumLine[] {
  const groups = Map.groupBy(parents, ({ kind, childWeightKg }) => `${kind} ${childWeightKg}`);
  return [...groups].sort(([one], [other]) => one < other ? -1 : 1).map(([, sacks]) => lineOf(sacks));
}

function lineOf(sacks: readonly BillParent[]): SumLine {
  const { kind, childWeightKg } = sacks[0]!;
  const bags = sacks.reduce((sum, { childCount }) => sum + childCount, 0);
  return {
    ...{ kind, childWeightKg, sacks, bags },
    weightKg: Math.round(bags * childWeightKg * 1_000) / 1_000,
    expectedWeightKg: sumKg(sacks.map((sack) => sack.expectedWeightKg)),
  };
}

export const BillSum = (props: BillProps) => {
  const { words: { billDesk } } = props.context;
  const lines = sumLines(props.bill.parents);
  return (
    <details class="card fold" id="bill-sum" hidden={lines.length === 0}>
      <summary class="card-head">
        <h2>{billDesk.sum}</h2>
        <Icon name="down" />
      </summary>
      <SumTable {...props} />
      {lines.map((line) => <OneByOne {...props} line={line} />)}
    </details>
  );
};

/** For a live page: the sums … */
export const sumParts = (props: BillProps): LivePart[] => [livePart("bill-sum-table", <SumTable {...props} />)];

/** … and the sacks of each line. Another line is another card. */
export function sumLists(props: BillProps, memory: RowMemory): LiveList[] {
  const lines = sumLines(props.bill.parents);
  const card = { id: "bill-sum", draw: () => <BillSum {...props} /> };
  const frame = lines.map(idOf).join(" ");
  return lines.map((line) => ({
    id: `${idOf(line)}-sacks`,
    rows: line.sacks.map((sack) =>
      memory.row(`sum-${sack.code}`, sack, () => <SackSum context={props.context} sack={sack} />)
    ),
    ...{ card, frame },
  }));
}

const SumTable = ({ context, bill, kinds }: BillProps) => {
  const { words: { bill: words, billDesk } } = context;
  return (
    <table class="table" id="bill-sum-table">
      <caption class="visually-hidden">{billDesk.sum}</caption>
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          <th scope="col" class="num">{words.sacks}</th>
          <th scope="col" class="num">{words.bags}</th>
          <th scope="col" class="num only-wide">{billDesk.each}</th>
          <th scope="col" class="num">{words.weight}</th>
          <th scope="col" class="num only-wide">{words.expectedHead}</th>
          <th scope="col" class="num">{words.missing}</th>
        </tr>
      </thead>
      <tbody>{sumLines(bill.parents).map((line) => <LineRow context={context} line={line} kinds={kinds} />)}</tbody>
      <Together context={context} bill={bill} />
    </table>
  );
};

const Together = ({ context: { words: { billDesk }, show }, bill }: Omit<BillProps, "kinds">) => (
  <tfoot>
    <tr>
      <th scope="row">{billDesk.together}</th>
      <td class="num">{show.count(bill.linkedCount)}</td>
      <td class="num">{show.count(bill.childCount)}</td>
      <td class="num only-wide"></td>
      <td class="num">{show.kg(bill.weightKg)}</td>
      <td class="num only-wide">{show.kg(bill.expectedWeightKg)}</td>
      <td class="num">{show.kg(differenceKg(bill.weightKg, bill.expectedWeightKg))}</td>
    </tr>
  </tfoot>
);

type LineProps = Omit<BillProps, "bill"> & { readonly line: SumLine };

const LineRow = ({ context: { words, show }, line, kinds }: LineProps) => (
  <tr>
    <th scope="row">{productOf(line.kind, kinds, words)}</th>
    <td class="num">{show.count(line.sacks.length)}</td>
    <td class="num">{show.count(line.bags)}</td>
    <td class="num only-wide">× {show.kg(line.childWeightKg)}</td>
    <td class="num">{show.kg(line.weightKg)}</td>
    <td class="num only-wide">{show.kg(line.expectedWeightKg)}</td>
    <td class="num">{show.kg(differenceKg(line.weightKg, line.expectedWeightKg))}</td>
  </tr>
);

const OneByOne = ({ context, line, kinds }: LineProps) => (
  <details class="sum-open" id={idOf(line)}>
    <summary>{context.words.billDesk.oneByOne(productOf(line.kind, kinds, context.words))}</summary>
    <ul class="sum-sacks" id={`${idOf(line)}-sacks`}>
      {line.sacks.map((sack) => <SackSum context={context} sack={sack} />)}
    </ul>
  </details>
);

const idOf = ({ kind, childWeightKg }: SumLine): string => `sum-${kind}-${Math.round(childWeightKg * 1_000)}`;

const SackSum = ({ context: { words, show }, sack }: Pick<BillProps, "context"> & { readonly sack: BillParent }) => {
  const missing = sack.capacity - sack.childCount;
  return (
    <li id={`sum-${sack.code}`}>
      <b class="code">{sack.code}</b>
      <span>{sack.childCount} × {show.kg(sack.childWeightKg)} = {show.kg(sack.weightKg)}</span>
      {missing > 0 && <Chip look="warn" text={words.bills.short(missing)} />}
    </li>
  );
};
