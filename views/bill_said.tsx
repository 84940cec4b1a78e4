/** What was just done with sacks of a bill, and the way to take it back. It owns `#bill-said` and stays until the next step. */
import type { Answer } from "../domain/answer.ts";
import { isRefused } from "../domain/outcomes.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { type Shown, shownAnswer, withCodes } from "./outcome.tsx";
import { billPath } from "./paths.ts";

export interface Done {
  readonly answers: readonly Answer[];
  readonly undo: Undo | null;
}

/** A form that does the opposite. */
export interface Undo {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** It changes the very bill that the page shows, so that its answer can be drawn in place. */
  readonly isHere: boolean;
}

/** The opposite of taking these off: they are put on again. */
export const undoTakingOff = (number: string, codes: readonly string[]): Undo => ({
  action: `${billPath(number)}/parents`,
  fields: codes.map((code) => ["parent", code] as const),
  isHere: true,
});

/** The opposite of a move. An undo of its event would leave the sacks on no bill. */
export const undoMove = (from: string, to: string, codes: readonly string[]): Undo => ({
  action: `${billPath(to)}/moves`,
  fields: [...codes.map((code) => ["parent", code] as const), ["target", from], ["back", from]],
  isHere: false,
});

export const BillSaid = ({ context, done }: { context: PageContext; done: Done | null }) => (
  <div class="bill-said" id="bill-said" role="status">
    {done && done.answers.length > 0 && <DoneBar context={context} done={done} />}
  </div>
);

const DoneBar = ({ context, done: { answers, undo } }: { context: PageContext; done: Done }) => {
  const refused = answers.filter(({ outcome }) => isRefused(outcome)).map((answer) => shownAnswer(answer, context));
  const accepted = answers.filter(({ outcome }) => !isRefused(outcome));
  const look = refused[0]?.look ?? shownAnswer(accepted[0]!, context).look;
  return (
    <div class={`toast look--${look}`} data-seen="" data-outcome={answers[0]!.outcome}>
      {signOf(look)}
      <div>
        {accepted.length > 0 && <p>{acceptedSays(accepted, context)}</p>}
        {answers.length > 1 && refused.length > 0 && <p>{context.words.billDesk.stayed(refused.length)}</p>}
        {refused.slice(0, TOLD_MAX).map((shown) => <Refusal shown={shown} />)}
      </div>
      {undo && accepted.length > 0 && <UndoForm context={context} undo={undo} />}
    </div>
  );
};

/** Refusals told one by one; the others are seen in the table. */
const TOLD_MAX = 5;

const Refusal = ({ shown: { told, codes } }: { shown: Shown }) => (
  <p>
    {withCodes(told.says, codes)} {told.todo}
  </p>
);

function acceptedSays(accepted: readonly Answer[], context: PageContext) {
  const { billDesk } = context.words;
  const [first] = accepted;
  if (accepted.length === 1) {
    const { told, codes } = shownAnswer(first!, context);
    return withCodes(told.says, codes);
  }
  return first!.outcome === "bill_unlinked"
    ? billDesk.tookOff(accepted.length)
    : billDesk.putOn(accepted.length, first!.bill?.number ?? "");
}

const UndoForm = ({ context: { words }, undo: { action, fields, isHere } }: { context: PageContext; undo: Undo }) => (
  <form
    method="post"
    action={action}
    hx-post={isHere ? action : undefined}
    hx-target={isHere ? "#bill" : undefined}
    hx-swap={isHere ? "outerMorph" : undefined}
  >
    {fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <button class="btn" type="submit" id="bill-undo">
      <Icon name="undo" small />
      {words.billDesk.undo}
    </button>
  </form>
);
