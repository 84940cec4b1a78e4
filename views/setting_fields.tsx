/** Fields of the forms by which admins set things. */
import type { Child } from "hono/jsx";

interface SettingFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly isNumber?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
}

export const SettingField = (props: SettingFieldProps) => {
  const { id, name, label, hint, value, isNumber = false, required = false, maxLength } = props;
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        class="input"
        id={id}
        name={name}
        value={value}
        inputmode={isNumber ? "decimal" : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        required={required}
        maxlength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
    </p>
  );
};

/** What cannot be changed here, in the place of its field. */
export const SettingFact = ({ label, hint, children }: { label: string; hint: string; children?: Child }) => (
  <p class="field">
    <span class="label">{label}</span>
    <span>{children}</span>
    <span class="hint">{hint}</span>
  </p>
);
