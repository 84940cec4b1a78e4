/** The tables of a printed bill: by kind, and sack by sack. Their heads stand again on every sheet. */
import type { BillParent } from "../domain/shapes.ts";
import { differenceKg } from "./bill_parts.tsx";
import type { BillPrintProps } from "./bill_print.tsx";
import { sumLines } from "./bill_sum.tsx";
import { productOf } from "./products.ts";

export const KindsTable = ({ context: { words, show }, bill, kinds }: BillPrintProps) => {
  const { billPrint: print } = words;
  return (
    <>
      <h2>{print.byKind}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{print.kind}</th>
            <th scope="col" class="num">{print.sacks}</th>
            <th scope="col" class="num">{print.bags}</th>
            <th scope="col" class="num screen-wide">{print.each}</th>
            <th scope="col" class="num">{print.weight}</th>
            <th scope="col" class="num screen-wide">{print.expected}</th>
            <th scope="col" class="num">{print.missing}</th>
          </tr>
        </thead>
        <tbody>
          {sumLines(bill.parents).map((line) => (
            <tr>
              <th scope="row">{productOf(line.kind, kinds, words)}</th>
              <td class="num">{show.count(line.sacks.length)}</td>
              <td class="num">{show.count(line.bags)}</td>
              <td class="num screen-wide">{show.kg(line.childWeightKg)}</td>
              <td class="num">{show.kg(line.weightKg)}</td>
              <td class="num screen-wide">{show.kg(line.expectedWeightKg)}</td>
              <td class="num">{show.kg(differenceKg(line.expectedWeightKg, line.weightKg))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

export const SacksTable = (props: BillPrintProps) => {
  const { context: { words: { billPrint: print } }, bill } = props;
  return (
    <>
      <h2>{print.sacks}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">{print.place}</th>
            <th scope="col">{print.sack}</th>
            <th scope="col">{print.kind}</th>
            <th scope="col" class="num">{print.bags}</th>
            <th scope="col" class="num">{print.weight}</th>
            <th scope="col" class="num screen-wide">{print.expected}</th>
            <th scope="col">{print.remark}</th>
            <th scope="col" class="num">{print.loaded}</th>
          </tr>
        </thead>
        <tbody>{bill.parents.map((sack, at) => <SackRow {...props} sack={sack} place={at + 1} />)}</tbody>
      </table>
    </>
  );
};

type SackProps = BillPrintProps & { readonly sack: BillParent; readonly place: number };

const SackRow = ({ context: { words, show }, kinds, sack, place }: SackProps) => {
  const missing = sack.capacity - sack.childCount;
  return (
    <tr>
      <td class="num">{place}</td>
      <th scope="row">{sack.code}</th>
      <td>{productOf(sack.kind, kinds, words)}</td>
      <td class="num">{sack.childCount}</td>
      <td class="num">{show.kg(sack.weightKg)}</td>
      <td class="num screen-wide">{show.kg(sack.expectedWeightKg)}</td>
      <td>{missing > 0 && <b>{words.bills.short(missing)}</b>}</td>
      <td class="num">
        <span class="tick" role="img" aria-label={words.billPrint.tick}></span>
      </td>
    </tr>
  );
};
