/**
 * What can be done with a bill: complete, edit, open again, make void. Each opens in its place and carries the bill as its
 * reader sees it. The whole owns `#bill-steps`. Drawn anew by a morph it keeps what was typed; the form of the fields is
 * left alone altogether, since what it carries is what its reader started from.
 */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { BillField, FieldTexts } from "../domain/seen_bill.ts";
import type { BillDetail } from "../domain/shapes.ts";
import { FieldChoice } from "./bill_conflict.tsx";
import { BillFieldset, type FieldFaults, FormField } from "./bill_form.tsx";
import { isOpenBill } from "./bill_parts.tsx";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { billPath } from "./paths.ts";

/** A step that was refused: its form opens again with all that was typed. */
export interface Attempt {
  readonly step: Step;
  readonly reason: string;
  /** Of an edit. */
  readonly texts: FieldTexts | null;
  /** Fields that somebody else has changed too, in another way. */
  readonly undecided: readonly BillField[];
  readonly faults: FieldFaults;
}

export type Step = "edit" | "complete" | "reopen" | "void";

export interface BillStepsProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  readonly attempt?: Attempt | null;
}

export const BillSteps = (props: BillStepsProps) => {
  const { context, bill } = props;
  const isOpen = isOpenBill(bill);
  return (
    <div class="folds" id="bill-steps">
      {isOpen && bill.linkedCount > 0 && <Complete {...props} />}
      {isOpen && <Edit {...props} />}
      {bill.status === "completed" && <Reopen {...props} />}
      {isOpen && mayHere(context, "void_things") && <MakeVoid {...props} />}
    </div>
  );
};

interface FoldProps extends BillStepsProps {
  readonly step: Step;
  readonly icon: IconName;
  readonly title: string;
  readonly action: string;
  readonly children?: Child;
}

const Fold = ({ bill, attempt, step, icon, title, action, children }: FoldProps) => (
  <details class="card fold" id={step} open={attempt?.step === step}>
    <summary class="card-head">
      <Icon name={icon} />
      <h2>{title}</h2>
      <Icon name="down" />
    </summary>
    <form
      class="card-body form-grid"
      id={`${step}-form`}
      method="post"
      action={billPath(bill.number) + action}
      autocomplete="off"
      hx-morph-skip={step === "edit" ? "" : undefined}
    >
      <Seen bill={bill} />
      {children}
    </form>
  </details>
);

/** The bill as the reader of this form sees it: what has changed since is told to him before anything is done. */
const Seen = ({ bill }: { bill: BillDetail }) => {
  const last = bill.parents.reduce((newest, { linkedAt }) => Math.max(newest, linkedAt?.getTime() ?? 0), 0);
  return (
    <>
      <input type="hidden" name="version" value={bill.version} />
      <input type="hidden" name="seen_status" value={bill.status} />
      <input type="hidden" name="seen_linked" value={bill.linkedCount} />
      <input type="hidden" name="seen_last" value={last === 0 ? "" : new Date(last).toISOString()} />
      <input type="hidden" name="seen_capacity" value={bill.capacity} />
      <input type="hidden" name="seen_destination" value={bill.destination ?? ""} />
      <input type="hidden" name="seen_vehicle" value={bill.vehicle ?? ""} />
      <input type="hidden" name="seen_description" value={bill.description ?? ""} />
    </>
  );
};

const Complete = (props: BillStepsProps) => {
  const { context: { words: { bill: words } }, bill } = props;
  const left = bill.capacity - bill.linkedCount;
  return (
    <Fold {...props} step="complete" icon="check" title={words.completeTitle} action="/completion">
      <p class="whole">{left > 0 ? words.completeShort(left) : words.completeFull}</p>
      {left > 0 && <input type="hidden" name="accept_short" value="true" />}
      {left > 0 && <Reason {...props} step="complete" />}
      <p class="whole">
        <button class="btn btn--primary" type="submit">
          <Icon name="check" />
          {left > 0 ? words.completeShortly : words.complete}
        </button>
      </p>
    </Fold>
  );
};

const Edit = (props: BillStepsProps) => {
  const { context, bill, attempt } = props;
  const { words } = context;
  const mine = attempt?.step === "edit" ? attempt : null;
  const now = textsOf(bill);
  const undecided = mine?.undecided ?? [];
  return (
    <Fold {...props} step="edit" icon="pencil" title={words.bill.edit} action="">
      {undecided.map((field) => (
        <FieldChoice context={context} field={field} mine={mine?.texts?.[field] ?? ""} theirs={now[field]} />
      ))}
      <BillFieldset words={words} texts={mine?.texts ?? now} faults={mine?.faults ?? {}} idPrefix="edit" />
      <p class="whole row">
        <button class="btn btn--primary" type="submit">
          {undecided.length > 0 ? words.billConflict.save : words.bill.save}
        </button>
        {mine && <a class="btn btn--quiet" href={billPath(bill.number)}>{words.billConflict.takeAll}</a>}
      </p>
    </Fold>
  );
};

const textsOf = ({ capacity, destination, vehicle, description }: BillDetail): FieldTexts => ({
  capacity: String(capacity),
  destination: destination ?? "",
  vehicle: vehicle ?? "",
  description: description ?? "",
});

const Reopen = (props: BillStepsProps) => {
  const { context: { words: { bill: words } } } = props;
  return (
    <Fold {...props} step="reopen" icon="undo" title={words.reopenTitle} action="/reopening">
      <Reason {...props} step="reopen" />
      <p class="whole">
        <button class="btn btn--primary" type="submit">{words.reopen}</button>
      </p>
    </Fold>
  );
};

const MakeVoid = (props: BillStepsProps) => {
  const { context: { words: { bill: words } } } = props;
  return (
    <Fold {...props} step="void" icon="cross" title={words.voidTitle} action="/void">
      <p class="whole">{words.voidSays}</p>
      <Reason {...props} step="void" />
      <p class="whole">
        <button class="btn btn--danger" type="submit">{words.void}</button>
      </p>
    </Fold>
  );
};

const Reason = ({ context: { words }, attempt, step }: BillStepsProps & { step: Step }) => {
  const mine = attempt?.step === step ? attempt : null;
  return (
    <FormField
      words={words}
      id={`${step}-reason`}
      name="reason"
      label={words.bill.reason}
      value={mine?.reason ?? ""}
      fault={mine?.faults.reason}
      charsMax={LIMITS.reasonCharsMax}
      isWhole
      isRequired
    />
  );
};
