/** The form for a new bill: it opens in its place, and stands open when it was refused. It owns `#new`. */
import { BillFieldset, CHARS_MAX, FormField, NO_TEXTS } from "./bill_form.tsx";
import type { BillDraft } from "./bills_page.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";

export const NewBill = ({ context: { words }, draft }: { context: PageContext; draft: BillDraft | null }) => {
  const faults = draft?.faults ?? {};
  return (
    <details class="card fold" id="new" open={draft !== null}>
      <summary class="card-head">
        <Icon name="plus" />
        <h2>{words.bill.createTitle}</h2>
        <Icon name="down" />
      </summary>
      <form class="card-body form-grid" method="post" action="/bills" autocomplete="off">
        <FormField
          {...{ words, id: "bill-number", name: "number", charsMax: CHARS_MAX.number, fault: faults.number }}
          label={words.bill.number}
          value={draft?.texts.number ?? ""}
          hint={words.bill.numberHint}
          isScanned
          hasFocus={draft !== null}
        />
        <BillFieldset words={words} texts={draft?.texts ?? NO_TEXTS} faults={faults} idPrefix="new" />
        <p class="whole">
          <button class="btn btn--primary" type="submit">
            <Icon name="plus" />
            {words.bill.create}
          </button>
        </p>
      </form>
    </details>
  );
};
