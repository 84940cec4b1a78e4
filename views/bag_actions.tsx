/** What can be done with a bag: move it, take it out, make it void. Where nothing can, it says why. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { BagDetail } from "../domain/shapes.ts";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { bagPath, billPath } from "./paths.ts";

interface BagProps {
  readonly context: PageContext;
  readonly bag: BagDetail;
}

export const BagActions = ({ context, bag }: BagProps) => {
  if (bag.voided) return <Why says={context.words.bagActs.voided(bag.code).says} />;
  if (bag.billStatus === "completed") return <Frozen context={context} bag={bag} />;
  const acts = bag.role === "child" ? childActs(context, bag) : sackActs(context, bag);
  return acts.length === 0
    ? null
    : <section class="folds bag-acts" aria-label={context.words.bagActs.title}>{acts}</section>;
};

function childActs(context: PageContext, bag: BagDetail): Child[] {
  if (bag.parent === null) return mayHere(context, "void_things") ? [<MakeVoid context={context} bag={bag} />] : [];
  return mayHere(context, "move_bags")
    ? [<Move context={context} bag={bag} />, <TakeOut context={context} bag={bag} />]
    : [];
}

function sackActs(context: PageContext, bag: BagDetail): Child[] {
  const { bagActs: words } = context.words;
  if (!mayHere(context, "edit_bills")) return [];
  if (bag.bill !== null) {
    return [
      <Way
        href={`${billPath(bag.bill)}#sack-${bag.code}`}
        icon="bill"
        name={words.takeOff(bag.bill)}
        says={words.takeOffSays}
      />,
    ];
  }
  if (bag.children.length > 0) {
    return [<Way href="/bills" icon="bill" name={words.putOnBill} says={words.putOnBillSays} />];
  }
  return mayHere(context, "void_things") ? [<MakeVoid context={context} bag={bag} />] : [];
}

/** Sent by hand, answered with `#bag` drawn anew: whatever was asked for, the page shows how things stand then. */
const anew = (action: string) => ({
  ...{ method: "post", action, autocomplete: "off" } as const,
  ...{ "hx-post": action, "hx-target": "#bag", "hx-swap": "outerMorph", "hx-sync": "this:drop" },
});

/** Open at once: a scanner's Enter in its field is what it is for. */
const Move = ({ context: { words: { bagActs: words } }, bag }: BagProps) => (
  <form class="card card-body bag-move" {...anew(`${bagPath(bag.code)}/moves`)}>
    <p class="field">
      <label for="move-to">{words.move}</label>
      <input
        class="input code"
        id="move-to"
        name="to_parent"
        aria-describedby="move-hint"
        maxlength={LIMITS.scanTextCharsMax}
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        required
      />
    </p>
    <button class="btn btn--primary" type="submit">
      <Icon name="arrow" />
      {words.moveButton}
    </button>
    <p class="hint" id="move-hint">{words.moveHint}</p>
  </form>
);

const TakeOut = ({ context: { words: { bagActs: words } }, bag }: BagProps) => (
  <Fold id="take-out" icon="leave" title={words.takeOut(bag.parent ?? "")} action={`${bagPath(bag.code)}/removals`}>
    <input type="hidden" name="parent" value={bag.parent ?? ""} />
    <p class="whole">{words.takeOutSays(bag.code, bag.parent ?? "")}</p>
    <p class="whole">
      <button class="btn btn--danger" type="submit">{words.takeOutButton}</button>
    </p>
  </Fold>
);

const MakeVoid = ({ context: { words: { bagActs: words } }, bag }: BagProps) => (
  <Fold id="void" icon="cross" title={words.void} action={`${bagPath(bag.code)}/void`}>
    <p class="whole">{words.voidSays(bag.code)}</p>
    <p class="field whole">
      <label for="void-reason">{words.voidReason}</label>
      <input class="input" id="void-reason" name="reason" maxlength={LIMITS.reasonCharsMax} required />
    </p>
    <p class="whole">
      <button class="btn btn--danger" type="submit">{words.void}</button>
    </p>
  </Fold>
);

interface FoldProps {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly action: string;
  readonly children?: Child;
}

/** Opening it is the first of two steps: nothing here is done by one key that a scanner sends. */
const Fold = ({ id, icon, title, action, children }: FoldProps) => (
  <details class="card fold" id={id}>
    <summary class="card-head">
      <Icon name={icon} />
      <h2>{title}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" {...anew(action)}>{children}</form>
  </details>
);

const Way = ({ href, icon, name, says }: { href: string; icon: IconName; name: string; says: string }) => (
  <p class="card card-body bag-way">
    <a class="btn" href={href}>
      <Icon name={icon} />
      {name}
    </a>
    <span class="hint">{says}</span>
  </p>
);

/** A sold sack: what the bill counts must stay what left the yard. */
const Frozen = ({ context, bag }: BagProps) => {
  const { bagActs: words } = context.words;
  const number = bag.bill ?? "";
  return (
    <Why says={words.frozenSack(bag.parent ?? bag.code, number).says}>
      {mayHere(context, "see_bills") ? <a href={billPath(number)}>{words.openBill}</a> : words.askBiller}
    </Why>
  );
};

const Why = ({ says, children }: { says: string; children?: Child }) => (
  <div class="notice bag-why">
    <Icon name="lock" />
    <p>
      {says} {children}
    </p>
  </div>
);
