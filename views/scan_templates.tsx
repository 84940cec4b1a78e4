/** What the script of a scan page shows by itself, ready to be copied: words in braces are filled in. */
import type { PageContext } from "./context.ts";
import { signOf } from "./icons.tsx";
import { Outcome, type Shown, shownRefusal } from "./outcome.tsx";
import type { Told } from "./words/told.ts";

export const ScanTemplates = ({ context }: { context: PageContext }) => {
  const { words: { scan, outcomes } } = context;
  const nothing = outcomes.scan_not_found(NOTHING, () => "");
  return (
    <>
      <OutcomeTemplate id="outcome-waiting" shown={waiting(context, scan.waitingSays("{count}"), scan.waitingTodo)} />
      <OutcomeTemplate id="outcome-offline" shown={waiting(context, scan.offlineSays("{count}"), scan.waitingTodo)} />
      <OutcomeTemplate id="outcome-failed" shown={shownRefusal("internal", context)} />
      <OutcomeTemplate id="outcome-nothing" shown={{ ...refused(context, nothing), code: "scan_not_found" }} />
      <IdleTemplate id="outcome-finished" word={scan.finishedWord} says={scan.finishedSays("{code}", "{count}")} />
      <IdleTemplate id="outcome-scanner" word={scan.scannerWord} says={scan.scannerSays} />
      <IdleTemplate id="outcome-ready" word={scan.ready} says={scan.readySays} />
      <IdleTemplate id="outcome-open" word={scan.ready} says={scan.openSays("{code}")} />
      <template id="waiting-line">
        <li class="look--waiting" data-outcome="waiting">
          {signOf("waiting")}
          <span>
            <b class="code"></b>
            <small data-undo={scan.waitingUndo}>{scan.waitingNote}</small>
          </span>
          <time></time>
        </li>
      </template>
    </>
  );
};

const waiting = ({ words }: PageContext, says: string, todo: string): Shown => ({
  code: "waiting",
  look: "waiting",
  word: words.looks.waiting,
  told: { says, todo },
  codes: [],
});

const refused = ({ words }: PageContext, told: Told): Shown => ({
  ...{ code: "", look: "refused", word: words.looks.refused, told, codes: [] },
});

const OutcomeTemplate = ({ id, shown }: { id: string; shown: Shown }) => (
  <template id={id}>
    <Outcome shown={shown} idle={NEVER} />
  </template>
);
const NEVER = { word: "", says: "" };

const IdleTemplate = ({ id, word, says }: { id: string; word: string; says: string }) => (
  <template id={id}>
    <Outcome shown={null} idle={{ word, says }} />
  </template>
);

/** No answer to speak of. */
const NOTHING = {
  outcome: "scan_not_found",
  replayed: false,
  undone: false,
  key: "",
  at: new Date(0),
  transaction: 0,
  parent: null,
  child: null,
  bill: null,
  elsewhere: null,
  from: null,
} as const;
