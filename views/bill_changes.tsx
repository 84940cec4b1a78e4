/** What can be done with a bill: complete, edit, open again, make void. Each opens in its place and names the version. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { BillDetail } from "../domain/shapes.ts";
import { BillFieldset } from "./bills_page.tsx";
import type { PageContext } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { billPath } from "./paths.ts";

interface BillProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
}

export const BillChanges = ({ context, bill }: BillProps) => {
  const isOpen = bill.status === "new" || bill.status === "processing";
  return (
    <div class="folds">
      {isOpen && bill.linkedCount > 0 && <Complete context={context} bill={bill} />}
      {isOpen && <Edit context={context} bill={bill} />}
      {bill.status === "completed" && <Reopen context={context} bill={bill} />}
      {isOpen && context.person?.role === "admin" && <MakeVoid context={context} bill={bill} />}
    </div>
  );
};

interface FoldProps {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly action: string;
  readonly version: number;
  readonly children?: Child;
}

const Fold = ({ id, icon, title, action, version, children }: FoldProps) => (
  <details class="card fold" id={id}>
    <summary class="card-head">
      <Icon name={icon} />
      <h2>{title}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" method="post" action={action} autocomplete="off">
      <input type="hidden" name="version" value={version} />
      {children}
    </form>
  </details>
);

const Complete = ({ context: { words: { bill: words } }, bill }: BillProps) => {
  const left = bill.capacity - bill.linkedCount;
  return (
    <Fold
      id="complete"
      icon="check"
      title={words.completeTitle}
      action={`${billPath(bill.number)}/completion`}
      version={bill.version}
    >
      <p class="whole">{left > 0 ? words.completeShort(left) : words.completeFull}</p>
      {left > 0 && <input type="hidden" name="accept_short" value="true" />}
      {left > 0 && <Reason id="complete-reason" label={words.reason} />}
      <p class="whole">
        <button class="btn btn--primary" type="submit">
          <Icon name="check" />
          {left > 0 ? words.completeShortly : words.complete}
        </button>
      </p>
    </Fold>
  );
};

const Edit = ({ context: { words }, bill }: BillProps) => (
  <Fold id="edit" icon="pencil" title={words.bill.edit} action={billPath(bill.number)} version={bill.version}>
    <BillFieldset words={words} values={bill} idPrefix="edit" />
    <p class="whole">
      <button class="btn btn--primary" type="submit">{words.bill.save}</button>
    </p>
  </Fold>
);

const Reopen = ({ context: { words: { bill: words } }, bill }: BillProps) => (
  <Fold
    id="reopen"
    icon="undo"
    title={words.reopenTitle}
    action={`${billPath(bill.number)}/reopening`}
    version={bill.version}
  >
    <Reason id="reopen-reason" label={words.reason} />
    <p class="whole">
      <button class="btn btn--primary" type="submit">{words.reopen}</button>
    </p>
  </Fold>
);

const MakeVoid = ({ context: { words: { bill: words } }, bill }: BillProps) => (
  <Fold id="void" icon="cross" title={words.voidTitle} action={`${billPath(bill.number)}/void`} version={bill.version}>
    <p class="whole">{words.voidSays}</p>
    <Reason id="void-reason" label={words.reason} />
    <p class="whole">
      <button class="btn btn--danger" type="submit">{words.void}</button>
    </p>
  </Fold>
);

const Reason = ({ id, label }: { id: string; label: string }) => (
  <p class="field whole">
    <label for={id}>{label}</label>
    <input class="input" id={id} name="reason" maxlength={LIMITS.reasonCharsMax} required />
  </p>
);
