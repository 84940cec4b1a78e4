/** `/scan`: a sack, then its bags. Page and reply draw the same fragments. */
import type { Answer } from "../domain/answer.ts";
import { isRefused, type Refusal, REFUSALS } from "../domain/outcomes.ts";
import type { ParentTotals } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { withQuery } from "./paths.ts";
import { productOf } from "./products.ts";
import { type Look, lookOfAnswer } from "./look.ts";
import { Outcome, type Shown, shownAnswer, shownRefusal } from "./outcome.tsx";
import { DoorAnswer, ScanAnswer } from "./scan_answer.tsx";
import { lineOfAnswer, ScanItem, type ScanLine, UndoneMark } from "./scan_line.tsx";
import { ScanFrame } from "./scan_frame.tsx";
import { Counter, FinishSack, lastUndoable, ScanForm, ScanList, UndoLast } from "./scan_parts.tsx";
import type { Told } from "./words/told.ts";

/** A kind of sack, as far as the page needs it. */
export interface KindForm {
  readonly kind: string;
  readonly prefix: string;
  readonly digits: number;
  readonly product: string;
  readonly capacity: number;
}

export interface ScanPageProps {
  readonly context: PageContext;
  readonly kinds: readonly KindForm[];
  readonly station: string | null;
  /** A fresh key for a browser without script. */
  readonly scanId: string;
  /** The sack that the address names; null: none is open. */
  readonly parent: ParentTotals | null;
  /** What the last scan came to, where the address names it. */
  readonly shown: Shown | null;
  readonly lines: readonly ScanLine[];
}

export const ScanPage = ({ context, kinds, station, scanId, parent, shown, lines }: ScanPageProps) => {
  const { words } = context;
  return (
    <ScanFrame
      context={context}
      title={words.scan.title}
      back={{ href: "/", name: words.frame.dashboard }}
      station={station}
    >
      <div class="scan-main">
        <h1 class="visually-hidden">{words.scan.title}</h1>
        <ScanHead context={context} parent={parent} kinds={kinds} />
        <ParentCounter context={context} parent={parent} look={shown?.look ?? null} />
        <Outcome shown={shown} idle={idleOf(context, parent)} />
        <ScanForm
          context={context}
          action="/scan"
          scanId={scanId}
          station={station}
          parent={parent?.code ?? ""}
          label={words.scan.label}
          placeholder={parent ? words.scan.scanBag : words.scan.scanSack}
          page="scan"
          kinds={kinds}
          again={shown?.movable ?? ""}
        />
        <div class="scan-acts">
          <UndoLast scanId={lastUndoable(lines)} context={context} />
          <FinishSack word={words.scan.finish} href={withQuery("/scan", { station })} />
        </div>
      </div>
      <ScanList context={context} lines={lines} station={station} title={words.scan.list} bill={null} />
      <NoSack context={context} kinds={kinds} />
    </ScanFrame>
  );
};

/** What the script shows when a sack is finished: the page as it is before one is opened. */
export const NoSack = ({ context, kinds }: { context: PageContext; kinds: readonly KindForm[] }) => (
  <template id="no-sack">
    <ScanHead context={context} parent={null} kinds={kinds} />
    <ParentCounter context={context} parent={null} look={null} />
  </template>
);

/** What the outcome box says before the first scan. */
export const idleOf = ({ words }: PageContext, parent: ParentTotals | null = null) => ({
  word: words.scan.ready,
  says: parent ? words.scan.openSays(parent.code) : words.scan.readySays,
});

interface HeadProps {
  readonly context: PageContext;
  readonly parent: ParentTotals | null;
  readonly kinds: readonly KindForm[];
}

/** Which sack is open: `#parent-code` is its code alone, or empty. */
export const ScanHead = ({ context: { words, show }, parent, kinds }: HeadProps) => (
  <div class="scan-head" id="scan-head">
    <p class="scan-code" id="parent-code">{parent?.code ?? ""}</p>
    {parent
      ? (
        <p class="row">
          <span>{productOf(parent.kind, kinds, words)}</span>
          <span>{show.kg(parent.weightKg)}</span>
          <span>{parent.bill ? words.scan.onBill(parent.bill) : words.scan.onNoBill}</span>
        </p>
      )
      : <p class="scan-code">{words.scan.noSack}</p>}
  </div>
);

interface ParentCounterProps {
  readonly context: PageContext;
  readonly parent: ParentTotals | null;
  readonly look: Look | null;
}

export const ParentCounter = ({ context: { words }, parent, look }: ParentCounterProps) => (
  <Counter
    id="parent-counter"
    countId="parent-count"
    name={words.scan.counterName}
    look={look ?? "idle"}
    of={parent && { count: parent.childCount, capacity: parent.capacity }}
    prompt={words.scan.scanSack}
    ringLast={look === "stored" || look === "full"}
  />
);

interface ReplyProps {
  readonly context: PageContext;
  readonly kinds: readonly KindForm[];
  readonly answer: Answer;
  /** The text as it came. */
  readonly scanned?: string;
  /** What the text is, where the answer alone cannot know: a bill's number, a command code. */
  readonly hint?: Told | null;
}

/** The answer to a scan sent by script: every part of the page that it changes. */
export const ScanReply = ({ context, kinds, answer, scanned, hint }: ReplyProps) => {
  const shown = shownAnswer(answer, context, hint);
  return (
    <ScanAnswer answer={answer} shown={shown}>
      <OpenSack context={context} kinds={kinds} parent={answer.parent} look={lookOfAnswer(answer)} />
      <OutcomeAndLine context={context} answer={answer} shown={shown} scanned={scanned} />
    </ScanAnswer>
  );
};

const OpenSack = ({ look, ...head }: HeadProps & { look: Look }) => (
  <>
    <hx-partial hx-target="#scan-head" hx-swap="outerSync">
      <ScanHead {...head} />
    </hx-partial>
    <hx-partial hx-target="#parent-counter" hx-swap="outerSync">
      <ParentCounter context={head.context} parent={head.parent} look={look} />
    </hx-partial>
  </>
);

interface OutcomeAndLineProps {
  readonly context: PageContext;
  readonly answer: Answer;
  readonly shown: Shown;
  readonly scanned?: string | undefined;
}

/** The parts of a reply that every scan page takes. */
export const OutcomeAndLine = ({ context, answer, shown, scanned }: OutcomeAndLineProps) => (
  <>
    <OutcomePart context={context} shown={shown} />
    <hx-partial hx-target="#scan-list" hx-swap="afterbegin">
      <ScanItem line={lineOfAnswer(answer, context.words, scanned)} context={context} />
    </hx-partial>
  </>
);

interface UndoReplyProps extends ReplyProps {
  /** The scan that was to be undone. */
  readonly undoes: string;
  /** The sack that is open on the page: only that one's counter follows. */
  readonly openParent: string;
}

/** The answer to an undo: outcome, the mark on the line that it took back, and the open sack if it was that one. */
export const UndoReply = ({ context, kinds, answer, undoes, openParent }: UndoReplyProps) => {
  const open = [answer.parent, answer.from].find((parent) => parent?.code === openParent) ?? null;
  const shown = shownAnswer(answer, context);
  return (
    <ScanAnswer answer={{ ...answer, parent: open }} shown={shown}>
      {open && <OpenSack context={context} kinds={kinds} parent={open} look="opened" />}
      <OutcomeAndLine context={context} answer={answer} shown={shown} />
      <UndoneLine context={context} answer={answer} undoes={undoes} />
    </ScanAnswer>
  );
};

interface UndoneLineProps {
  readonly context: PageContext;
  readonly answer: Answer;
  readonly undoes: string;
}

/** Takes the button off a scan that is undone, now or before. */
export const UndoneLine = ({ context, answer, undoes }: UndoneLineProps) =>
  answer.outcome === "already_undone" || !isRefused(answer.outcome)
    ? (
      <hx-partial hx-target={`#undo-${undoes}`} hx-swap="outerHTML">
        <UndoneMark scanId={undoes} words={context.words} />
      </hx-partial>
    )
    : null;

/** The outcome box alone. */
const OutcomePart = ({ context, shown }: { context: PageContext; shown: Shown }) => (
  <hx-partial hx-target="#scan-outcome" hx-swap="outerSync">
    <Outcome shown={shown} idle={idleOf(context)} />
  </hx-partial>
);

interface RefusalProps {
  readonly context: PageContext;
  readonly refusal: Refusal;
  /** The scan that was refused, where it is known. */
  readonly scanId: string;
}

/** The door's own refusal, where there is no answer. */
export const RefusalReply = ({ context, refusal, scanId }: RefusalProps) => {
  const shown = shownRefusal(refusal, context);
  return (
    <DoorAnswer scanId={scanId} status={REFUSALS[refusal]} shown={shown}>
      <OutcomePart context={context} shown={shown} />
    </DoorAnswer>
  );
};

interface OutcomeReplyProps {
  readonly context: PageContext;
  readonly shown: Shown;
  readonly scanId: string;
  readonly status: number;
}

/** An outcome of which no event tells, such as an undo of nothing. */
export const OutcomeReply = ({ context, shown, scanId, status }: OutcomeReplyProps) => (
  <DoorAnswer scanId={scanId} status={status} shown={shown}>
    <OutcomePart context={context} shown={shown} />
  </DoorAnswer>
);
