/** Fields of a person, in the form for a new one and in the one that changes him. */
import type { Child } from "hono/jsx";
import type { Role } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly isWrong?: boolean;
}

export const UserField = (props: FieldProps) => {
  const { name, label, hint, value, type = "text", autocomplete = "off", required = false, isWrong = false } = props;
  return (
    <p class="field">
      <label for={`user-${name}`}>{label}</label>
      <input
        class="input"
        id={`user-${name}`}
        name={name}
        type={type}
        value={value ?? ""}
        autocomplete={autocomplete}
        autocapitalize="off"
        spellcheck={false}
        required={required}
        aria-invalid={isWrong ? "true" : undefined}
        aria-describedby={hint ? `user-${name}-hint` : undefined}
      />
      {hint && <span class="hint" id={`user-${name}-hint`}>{hint}</span>}
    </p>
  );
};

const ROLES: readonly Role[] = ["dispatcher", "biller", "admin"];

interface RoleFieldProps {
  readonly context: PageContext;
  readonly role: Role;
  /** Why it cannot be chosen, where it cannot. */
  readonly fixed?: string | null;
}

export const RoleField = ({ context: { words }, role, fixed = null }: RoleFieldProps) => (
  <p class="field">
    <label for="user-role">{words.users.role}</label>
    <select
      class="input"
      id="user-role"
      name="role"
      disabled={fixed !== null}
      aria-describedby={fixed ? "user-role-hint" : undefined}
    >
      {ROLES.map((one) => <option value={one} selected={one === role}>{words.roles[one]}</option>)}
    </select>
    {fixed && <span class="hint" id="user-role-hint">{fixed}</span>}
  </p>
);

interface AreaFieldProps {
  readonly context: PageContext;
  readonly areas: readonly string[];
  readonly area: string;
  readonly isWrong?: boolean;
}

export const AreaField = ({ context: { words }, areas, area, isWrong = false }: AreaFieldProps) => (
  <p class="field">
    <label for="user-area">{words.users.area}</label>
    <select
      class="input"
      id="user-area"
      name="dispatch_area"
      aria-invalid={isWrong ? "true" : undefined}
      aria-describedby="user-area-hint"
    >
      <option value="">{words.users.noArea}</option>
      {areas.map((one) => <option value={one} selected={one === area}>{areaName(one, words)}</option>)}
    </select>
    <span class="hint" id="user-area-hint">{words.users.areaHint}</span>
  </p>
);

interface TickProps {
  readonly name: string;
  readonly isOn: boolean;
  readonly children?: Child;
}

/** A box with its words: all of it is the target.. */
export const Tick = ({ name, isOn, children }: TickProps) => (
  <p class="whole">
    <label class="choice">
      <input type="checkbox" name={name} value="true" checked={isOn} />
      <span>{children}</span>
    </label>
  </p>
);
