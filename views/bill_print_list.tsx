/** The packing list: every sack with the codes of all that is in it, in columns, never torn from its head. */
import { raw } from "hono/html";
import type { BillPrintProps } from "./bill_print.tsx";
import { productOf } from "./products.ts";

export const PrintedList = (props: BillPrintProps) => {
  const { context: { words: { billPrint: words }, show }, bill } = props;
  return (
    <section class="sheet-break">
      <h2>{words.list}</h2>
      <p class="muted">{words.listSays(show.count(bill.parents.length), show.count(bill.childCount))}</p>
      {bill.parents.map((sack, at) => <PackedSack {...props} sack={sack} place={at + 1} />)}
    </section>
  );
};

type PackedProps = BillPrintProps & {
  readonly sack: BillPrintProps["bill"]["parents"][number];
  readonly place: number;
};

/** Beyond this a code needs more room than six columns leave it. */
const SHORT_CODE_CHARS_MAX = 9;

const PackedSack = ({ context: { words }, kinds, sack, place }: PackedProps) => {
  const { billPrint: print } = words;
  const missing = sack.capacity - sack.childCount;
  const isLong = sack.children.some(({ length }) => length > SHORT_CODE_CHARS_MAX);
  return (
    <section class="packed">
      <h3>
        {place}. <b>{sack.code}</b> {productOf(sack.kind, kinds, words)},{" "}
        {print.bagCount(sack.childCount, sack.capacity)}
        {missing > 0 && <b class="sheet-short">{words.bills.short(missing)}</b>}
      </h3>
      {sack.children.length === 0
        ? <p class="muted">{print.emptySack}</p>
        : <ul class={isLong ? "codes codes--long" : "codes"}>{codeItems(sack.children)}</ul>}
    </section>
  );
};

/** Ready-made text: a bill may hold 15,000 of them. Codes are letters, digits and a few signs that HTML leaves alone. */
function codeItems(codes: readonly string[]) {
  return raw(codes.map((code) => `<li>${escaped(code)}</li>`).join(""));
}

const escaped = (code: string): string =>
  /[<>&"']/.test(code) ? code.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`) : code;
