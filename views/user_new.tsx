/** The form for a new person. */
import type { Role } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { AreaField, RoleField, Tick, UserField } from "./user_fields.tsx";

/** What was typed into a form that was refused; the password never comes back. */
export interface UserDraft {
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly role: Role;
  readonly area: string;
  readonly mustChange: boolean;
}

/** Which field a refusal speaks of. */
export type DraftField = "username" | "password" | "email" | "area";

interface NewUserProps {
  readonly context: PageContext;
  readonly areas: readonly string[];
  /** Null: the form is closed. */
  readonly draft: UserDraft | null;
  readonly wrong: DraftField | null;
}

const EMPTY_DRAFT: UserDraft = {
  ...{ username: "", fullName: "", email: "", role: "dispatcher", area: "", mustChange: true },
};

export const NewUser = ({ context, areas, draft, wrong }: NewUserProps) => {
  const { words } = context;
  const { username, fullName, email, role, area, mustChange } = draft ?? EMPTY_DRAFT;
  return (
    <details class="card fold" id="new" open={draft !== null}>
      <summary class="card-head">
        <Icon name="plus" />
        <h2>{words.users.add}</h2>
        <Icon name="down" />
      </summary>
      <form class="card-body form-grid" method="post" action="/users" autocomplete="off">
        <UserField name="full_name" label={words.users.fullName} value={fullName} />
        <UserField
          name="username"
          label={words.users.username}
          hint={words.users.usernameHint}
          value={username}
          isWrong={wrong === "username"}
          required
        />
        <RoleField context={context} role={role} />
        <AreaField context={context} areas={areas} area={area} isWrong={wrong === "area"} />
        <UserField
          name="password"
          label={words.users.password}
          hint={words.users.passwordHint}
          type="password"
          autocomplete="new-password"
          isWrong={wrong === "password"}
        />
        <UserField name="email" label={words.users.email} value={email} type="email" isWrong={wrong === "email"} />
        <Tick name="must_change_password" isOn={mustChange}>{words.people.mustChange}</Tick>
        <p class="whole">
          <button class="btn btn--primary" type="submit">{words.users.create}</button>
        </p>
      </form>
    </details>
  );
};
