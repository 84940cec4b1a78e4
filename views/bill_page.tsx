/**
 * `/bills/<number>`: what is on a bill, and what can be done with it. `#bill` is drawn anew whole after a step; each of its
 * parts is a fragment of its own, for pages that follow along.
 */
import type { LifeEvent, Page } from "../domain/shapes.ts";
import { type Attempt, BillSteps } from "./bill_changes.tsx";
import { BillConflict, type Conflict } from "./bill_conflict.tsx";
import { BillLife } from "./bill_life.tsx";
import { BillParents } from "./bill_parents.tsx";
import { BillHead, BillPeople, type BillProps, BillTotals } from "./bill_parts.tsx";
import { BillSaid, type Done } from "./bill_said.tsx";
import { BillSum } from "./bill_sum.tsx";
import { DeskPage } from "./layout.tsx";
import { Notice, Warning } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import type { Told } from "./words/told.ts";

export interface BillPageProps extends BillProps {
  readonly life: Page<LifeEvent>;
  /** Who scans on it now, by username. */
  readonly people: readonly string[];
  /** What was just done or refused. */
  readonly shown?: Shown | null;
  /** What keeps a form from being taken, where no outcome says it. */
  readonly warning?: Told | null;
  /** What was just done with sacks. */
  readonly done?: Done | null;
  readonly attempt?: Attempt | null;
  readonly conflict?: Conflict | null;
}

export const BillPage = (props: BillPageProps) => {
  const { context, bill } = props;
  return (
    <DeskPage context={context} title={`${context.words.bills.bill} ${bill.number}`}>
      <BillBody {...props} />
    </DeskPage>
  );
};

export const BillBody = (props: BillPageProps) => {
  const { context, bill, kinds, shown, warning, conflict } = props;
  return (
    <div class="stack" id="bill">
      <BillHead context={context} bill={bill} />
      <BillPeople context={context} people={props.people} />
      {conflict && <BillConflict context={context} bill={bill} conflict={conflict} />}
      {shown && !conflict && <Notice shown={shown} />}
      {warning && <Warning told={warning} />}
      <BillTotals context={context} bill={bill} />
      <BillSteps context={context} bill={bill} attempt={props.attempt ?? null} />
      <BillSum context={context} bill={bill} kinds={kinds} />
      <BillParents context={context} bill={bill} kinds={kinds} />
      <BillLife context={context} bill={bill} life={props.life} />
      <BillSaid context={context} done={props.done ?? null} />
    </div>
  );
};
