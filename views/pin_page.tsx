/** `/profile/pin`: a person's own PIN for shared stations. */
import type { BadgeState } from "../domain/badge.ts";
import type { PinFault } from "../domain/pin_rule.ts";
import { BadgeFacts } from "./badge_page.tsx";
import type { PageContext } from "./context.ts";
import { DeskPage } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import { NewPinFields } from "./pin_fields.tsx";

export type PinRefusal = PinFault | "differs" | "wrong_password" | "too_often";

interface PinPageProps {
  readonly context: PageContext;
  readonly state: BadgeState;
  /** Whoever came by his badge knows the PIN; only the password changes it. */
  readonly mayChange: boolean;
  readonly refused: PinRefusal | null;
  readonly isDone: boolean;
}

export const PinPage = ({ context, state, mayChange, refused, isDone }: PinPageProps) => {
  const { words } = context;
  return (
    <DeskPage context={context} title={words.badges.ownTitle}>
      <div class="page-head">
        <div>
          <h1>{words.badges.ownTitle}</h1>
          <p>{words.badges.ownSays}</p>
        </div>
      </div>
      {refused && <Warning told={words.pinFaults[refused]} />}
      {isDone && <Done>{words.badges.pinIsSet}</Done>}
      <section class="card card-body stack">
        <BadgeFacts context={context} state={state} />
        {state.badge === null && <p class="hint">{words.badges.ownNoBadge}</p>}
        {mayChange ? <OwnPinForm context={context} /> : <p>{words.badges.ownByPassword}</p>}
      </section>
    </DeskPage>
  );
};

const OwnPinForm = ({ context }: { context: PageContext }) => {
  const { words: { badges } } = context;
  return (
    <form class="form-grid" method="post" action="/profile/pin">
      <p class="field whole">
        <label for="password">{badges.yourPassword}</label>
        <input
          class="input"
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
        />
      </p>
      <NewPinFields context={context} />
      <p class="whole">
        <button class="btn btn--primary" type="submit">{badges.setPin}</button>
      </p>
    </form>
  );
};
