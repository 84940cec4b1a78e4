/** `/bills/<number>/moves`: where the chosen sacks go. One field has the focus; a scanned or typed number and Enter is all. */
import { Crumbs } from "./crumbs.tsx";
import { LIMITS } from "../domain/limits.ts";
import type { BillDetail, BillLine, BillParent } from "../domain/shapes.ts";
import { type FieldFault, FormField } from "./bill_form.tsx";
import { BillSaid, type Done } from "./bill_said.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Warning } from "./notice.tsx";
import { billPath } from "./paths.ts";
import type { Told } from "./words/told.ts";

export interface BillMovePageProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  readonly sacks: readonly BillParent[];
  /** Other bills that take more. */
  readonly others: readonly BillLine[];
  /** The number as typed. */
  readonly target: string;
  readonly fault?: FieldFault | undefined;
  readonly warning?: Told | null;
  readonly done?: Done | null;
}

const OTHERS = "bills-with-room";

export const BillMovePage = (props: BillMovePageProps) => {
  const { context, bill, sacks, warning } = props;
  const { words: { billMove: words } } = context;
  const title = words.title(sacks.length, sacks[0]?.code ?? "");
  return (
    <DeskPage context={context} title={title}>
      <div class="page-head">
        <div>
          <BillCrumbs context={context} bill={bill} />
          <h1>{title}</h1>
          <p>{words.from(bill.number)}</p>
        </div>
      </div>
      {warning && <Warning told={warning} />}
      <form class="stack" method="post" action={`${billPath(bill.number)}/moves`} autocomplete="off">
        <TargetCard {...props} />
        <OthersCard {...props} />
        <SacksCard {...props} />
      </form>
      <BillSaid context={context} done={props.done ?? null} />
    </DeskPage>
  );
};

const BillCrumbs = ({ context: { words }, bill }: Pick<BillMovePageProps, "context" | "bill">) => (
  <Crumbs
    label={words.frame.where}
    above={[{ href: "/bills", name: words.bills.title }, { href: billPath(bill.number), name: bill.number }]}
    here={words.billDesk.move}
  />
);

const TargetCard = ({ context: { words }, bill, others, target, fault }: BillMovePageProps) => (
  <div class="card card-body form-grid">
    <FormField
      {...{ words, id: "move-target", name: "target", value: target, fault, list: OTHERS }}
      label={words.billMove.target}
      hint={words.billMove.targetHint}
      charsMax={LIMITS.billNumberCharsMax}
      isRequired
      hasFocus
    />
    <datalist id={OTHERS}>{others.map(({ number }) => <option value={number} />)}</datalist>
    <p class="whole row">
      <button class="btn btn--primary" type="submit">
        <Icon name="arrow" />
        {words.billMove.move}
      </button>
      <a class="btn btn--quiet" href={billPath(bill.number)}>{words.billMove.cancel}</a>
    </p>
  </div>
);

/** Each bill is a button of the same form: its number counts, whatever stands in the field. */
const OthersCard = ({ context: { words, show }, others }: BillMovePageProps) => (
  <section class="card" aria-labelledby="others-name">
    <div class="card-head">
      <h2 id="others-name">{words.billMove.open}</h2>
    </div>
    {others.length === 0
      ? (
        <p class="card-body row">
          {words.billMove.none} <a href="/bills?new=1#new">{words.billMove.makeOne}</a>
        </p>
      )
      : (
        <ul class="bill-choices">
          {others.map((other) => (
            <li>
              <button
                class="bill-choice"
                type="submit"
                name="chosen"
                value={other.number}
                formnovalidate
              >
                <b class="code">
                  <span class="visually-hidden">{words.billMove.choose}</span> {other.number}
                </b>
                <span>{other.destination ?? words.bills.noDestination}</span>
                <span class="num">{other.linkedCount} / {other.capacity}</span>
                <span class="num only-wide">{show.kg(other.weightKg)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
  </section>
);

const SacksCard = ({ context: { words }, sacks }: BillMovePageProps) => (
  <section class="card" aria-labelledby="moving-name">
    <div class="card-head">
      <h2 id="moving-name">{words.billMove.sacks}</h2>
      <p>{sacks.length}</p>
    </div>
    <ul class="sum-sacks card-body">
      {sacks.map(({ code, childCount, capacity }) => (
        <li>
          <input type="hidden" name="parent" value={code} />
          <b class="code">{code}</b>
          <span>{words.search.bagCount(childCount, capacity)}</span>
        </li>
      ))}
    </ul>
  </section>
);
