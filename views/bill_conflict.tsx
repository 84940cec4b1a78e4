/** Two people on one bill: the later one sees what has changed since he opened it, and decides. */
import type { BillChanges, BillField, FieldChange, FieldTexts } from "../domain/seen_bill.ts";
import type { BillDetail, BillParent } from "../domain/shapes.ts";
import { isOpenBill } from "./bill_parts.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";

export interface Conflict {
  readonly changes: BillChanges;
  /** What was written into the form of its fields, of those that were touched; null: it was another form. */
  readonly mine: Partial<FieldTexts> | null;
}

interface ConflictProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  readonly conflict: Conflict;
}

export const BillConflict = ({ context, bill, conflict }: ConflictProps) => {
  const { words: { billConflict: words, billStatuses } } = context;
  const { changes: { fields, status, putOn, takenOff }, mine } = conflict;
  const isOpen = isOpenBill(bill);
  return (
    <section class="notice notice--warn" id="bill-conflict" role="alert">
      <Icon name="warning" />
      <div class="conflict">
        <h2>{isOpen ? words.title : words.titleFrozen}</h2>
        <ul>
          {status && <li>{words.status(billStatuses[status.was], billStatuses[status.now])}</li>}
          {fields.map((change) => <FieldLine context={context} change={change} mine={mine} />)}
          {!isOpen && <Written context={context} changes={fields} mine={mine} />}
          {putOn.length > 0 && <PutOn context={context} sacks={putOn} />}
          {takenOff > 0 && <li>{words.takenOff(takenOff)}</li>}
        </ul>
        {isOpen && <p>{mine ? words.says : words.again}</p>}
      </div>
    </section>
  );
};

const FieldLine = ({ context, change, mine }: {
  context: PageContext;
  change: FieldChange;
  mine: Conflict["mine"];
}) => {
  const { words: { billConflict: words }, show, now } = context;
  const { field, by, at } = change;
  const text = words.change(words.fields[field], change.was || words.nothing, change.now || words.nothing);
  const who = by && at ? ` ${words.by(by, show.when(at, now))}` : "";
  const written = mine?.[field];
  return (
    <li data-field={field}>
      {text}
      {who}. {mine && (written === undefined ? words.youLeft : words.youWrote(written || words.nothing))}
    </li>
  );
};

/** Where nothing can be saved any more: what was written, so that it is not lost. */
const Written = ({ context: { words: { billConflict: words } }, changes, mine }: {
  context: PageContext;
  changes: readonly FieldChange[];
  mine: Conflict["mine"];
}) => {
  const told = changes.map(({ field }) => field);
  const others = Object.entries(mine ?? {}).filter(([field]) => !told.includes(field as BillField));
  return (
    <>
      {others.map(([field, text]) => (
        <li data-field={field}>
          {words.fields[field as BillField]}: {words.youWrote(text || words.nothing)}
        </li>
      ))}
    </>
  );
};

/** Sacks named one by one; more of them are seen in the table. */
const NAMED_MAX = 10;

const PutOn = ({ context, sacks }: { context: PageContext; sacks: readonly BillParent[] }) => {
  const { words: { billConflict: words }, show, now } = context;
  return (
    <li>
      {words.putOn(sacks.length)} {sacks.slice(0, NAMED_MAX).map(({ code, linkedBy, linkedAt }, place) => (
        <>
          {place > 0 && ", "}
          <b class="code">{code}</b>
          {linkedBy && linkedAt && ` ${words.by(linkedBy, show.when(linkedAt, now))}`}
        </>
      ))}
      {sacks.length > NAMED_MAX ? ", …" : "."}
    </li>
  );
};

interface ChoiceProps {
  readonly context: PageContext;
  readonly field: BillField;
  readonly mine: string;
  readonly theirs: string;
}

/** A field that both have changed: nothing is chosen for them. */
export const FieldChoice = ({ context: { words: { billConflict: words } }, field, mine, theirs }: ChoiceProps) => (
  <fieldset class="whole choice-pair">
    <legend>{words.keep(words.fields[field])}</legend>
    <label class="choice">
      <input type="radio" name={`keep_${field}`} value="mine" required />
      {words.mine(mine || words.nothing)}
    </label>
    <label class="choice">
      <input type="radio" name={`keep_${field}`} value="theirs" />
      {words.theirs(theirs || words.nothing)}
    </label>
  </fieldset>
);
