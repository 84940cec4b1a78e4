/** `/reset/<token>`: a new password, by a link that was handed over; and what is said of a link that does not work. */
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { Gate } from "./login_page.tsx";
import type { Told } from "./words/told.ts";

interface ResetPageProps {
  readonly context: PageContext;
  readonly username: string;
  readonly refused: Told | null;
}

export const ResetPage = ({ context, username, refused }: ResetPageProps) => {
  const { resetPage: words } = context.words;
  return (
    <Gate context={context} title={words.title} refused={refused}>
      <form class="card" method="post">
        <h2>{words.title}</h2>
        <p class="field">
          <label for="username">{words.username}</label>
          <input
            class="input"
            id="username"
            name="username"
            value={username}
            autocomplete="username"
            readonly
          />
        </p>
        <PasswordField name="password" label={words.password} hint={words.hint} isWrong={refused !== null} autofocus />
        <PasswordField name="repeat" label={words.repeat} isWrong={refused !== null} />
        <button class="btn btn--primary" type="submit">{words.submit}</button>
      </form>
    </Gate>
  );
};

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isWrong: boolean;
  readonly autofocus?: boolean;
}

const PasswordField = ({ name, label, hint, isWrong, autofocus = false }: PasswordFieldProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <input
      class="input"
      id={name}
      name={name}
      type="password"
      autocomplete="new-password"
      required
      autofocus={autofocus}
      aria-invalid={isWrong ? "true" : undefined}
      aria-describedby={hint ? `${name}-hint` : undefined}
    />
    {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
  </p>
);

/** Wrong, used, too old, of somebody who is disabled: nobody is told which. */
export const NoResetPage = ({ context }: { context: PageContext }) => {
  const { resetPage: words } = context.words;
  return (
    <Gate context={context} title={words.gone} refused={null}>
      <section class="card empty">
        <Icon name="lock" />
        <h2>{words.gone}</h2>
        <p>{words.goneSays}</p>
        <p class="row">
          <a class="btn btn--primary" href="/login">{words.toLogin}</a>
        </p>
      </section>
    </Gate>
  );
};
