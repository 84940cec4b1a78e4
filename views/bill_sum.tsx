/** How a bill's weight adds up: kind by kind, and within a kind sack by sack. It owns `#bill-sum`. */
import type { BillParent } from "../domain/shapes.ts";
import { type BillProps, differenceKg, sumKg } from "./bill_parts.tsx";
import { Chip, Icon } from "./icons.tsx";
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

export const BillSum = ({ context, bill, kinds }: BillProps) => {
  const { words: { bill: words, billDesk } } = context;
  const lines = sumLines(bill.parents);
  return (
    <details class="card fold" id="bill-sum" hidden={lines.length === 0}>
      <summary class="card-head">
        <h2>{billDesk.sum}</h2>
        <Icon name="down" />
      </summary>
      <table class="table">
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
        {lines.map((line) => <LineRows context={context} line={line} kinds={kinds} />)}
        <Together context={context} bill={bill} />
      </table>
    </details>
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

const LineRows = ({ context, line, kinds }: LineProps) => {
  const { words, show } = context;
  const product = productOf(line.kind, kinds, words);
  return (
    <tbody>
      <tr>
        <th scope="row">{product}</th>
        <td class="num">{show.count(line.sacks.length)}</td>
        <td class="num">{show.count(line.bags)}</td>
        <td class="num only-wide">× {show.kg(line.childWeightKg)}</td>
        <td class="num">{show.kg(line.weightKg)}</td>
        <td class="num only-wide">{show.kg(line.expectedWeightKg)}</td>
        <td class="num">{show.kg(differenceKg(line.weightKg, line.expectedWeightKg))}</td>
      </tr>
      <tr class="sum-open">
        <td colspan={7}>
          <details id={`sum-${line.kind}-${line.childWeightKg * 1_000}`}>
            <summary>{words.billDesk.oneByOne(product)}</summary>
            <ul class="sum-sacks">
              {line.sacks.map((sack) => <SackSum context={context} sack={sack} />)}
            </ul>
          </details>
        </td>
      </tr>
    </tbody>
  );
};

const SackSum = ({ context: { words, show }, sack }: Pick<BillProps, "context"> & { readonly sack: BillParent }) => {
  const missing = sack.capacity - sack.childCount;
  return (
    <li>
      <b class="code">{sack.code}</b>
      <span>{sack.childCount} × {show.kg(sack.childWeightKg)} = {show.kg(sack.weightKg)}</span>
      {missing > 0 && <Chip look="warn" text={words.bills.short(missing)} />}
    </li>
  );
};
