/**
 * `/bills/<number>`: what is on a bill, and what can be done with it. `#bill` is drawn anew whole after a step; each of its
 * parts is a fragment of its own, for pages that follow along.
 */
import type { Child } from "hono/jsx";
import type { LifeEvent, Page } from "../domain/shapes.ts";
import { type Attempt, BillSteps } from "./bill_changes.tsx";
import { BillConflict, type Conflict } from "./bill_conflict.tsx";
import { BillLife } from "./bill_life.tsx";
import { BillParents, parentsList, parentsParts } from "./bill_parents.tsx";
import { BillHead, BillPeople, type BillProps, BillTotals } from "./bill_parts.tsx";
import { BillSaid, type Done } from "./bill_said.tsx";
import { BillSum, sumLists, sumParts } from "./bill_sum.tsx";
import { DeskPage } from "./layout.tsx";
import { LiveMark, livePart, Picture, RowMemory } from "./live.tsx";
import { Notice, Warning } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import { billPath } from "./paths.ts";
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
  /** The card of `as_it_was.tsx`. */
  readonly asItWas?: Child;
}

export const BillPage = (props: BillPageProps) => {
  const { context, bill } = props;
  return (
    <DeskPage context={context} title={`${context.words.bills.bill} ${bill.number}`} scriptUrl={context.liveUrl}>
      <LiveMark context={context} url={`${billPath(bill.number)}/live`} />
      <BillBody {...props} />
      {props.asItWas}
    </DeskPage>
  );
};

/** All of the page that others change. Rows alone are sent where a sack's own numbers moved. */
export function billPicture(
  props: Pick<BillPageProps, "context" | "bill" | "kinds" | "people">,
  memory: RowMemory = new RowMemory(),
): Picture {
  const { context, bill, kinds, people } = props;
  const shown = { context, bill, kinds };
  const lists = [...sumLists(shown, memory), parentsList(shown, memory)];
  memory.turn();
  return new Picture([
    livePart("bill-head", <BillHead context={context} bill={bill} />),
    livePart("bill-people", <BillPeople context={context} people={people} />),
    livePart("bill-totals", <BillTotals context={context} bill={bill} />),
    livePart("bill-steps", <BillSteps context={context} bill={bill} />),
    ...sumParts(shown),
    ...parentsParts(shown),
  ], lists);
}

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
