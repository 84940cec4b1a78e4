/** A new PIN, typed twice. */
import type { PageContext } from "./context.ts";

export const NewPinFields = ({ context: { words: { badges } } }: { context: PageContext }) => (
  <>
    <PinField name="pin" label={badges.newPin} hint={badges.pinHint} />
    <PinField name="again" label={badges.pinAgain} />
  </>
);

const PinField = ({ name, label, hint }: { name: string; label: string; hint?: string }) => (
  <p class="field">
    <label for={`pin-${name}`}>{label}</label>
    <input
      class="input"
      id={`pin-${name}`}
      name={name}
      type="password"
      inputmode="numeric"
      autocomplete="off"
      aria-describedby={hint ? `pin-${name}-hint` : undefined}
      required
    />
    {hint && <span class="hint" id={`pin-${name}-hint`}>{hint}</span>}
  </p>
);
