/** `/profile/password`: a new password, and the one that a given password is changed for before anything else. */
import type { PageContext } from "./context.ts";
import { ProfileFrame } from "./profile_frame.tsx";
import type { Told } from "./words/told.ts";

export interface PasswordPageProps {
  readonly context: PageContext;
  /** Where to go afterwards. */
  readonly next: string;
  /** It was given to this person: nothing else opens until it is changed. */
  readonly must: boolean;
  readonly refused: Told | null;
  /** Whether the old one is what was wrong. */
  readonly isOldWrong: boolean;
}

export const PasswordPage = ({ context, next, must, refused, isOldWrong }: PasswordPageProps) => {
  const { passwordPage: words } = context.words;
  return (
    <ProfileFrame context={context} title={must ? words.newTitle : words.title} refused={refused} isFirst={must}>
      {must && !refused && (
        <div class="notice notice--warn" role="status">
          <p>
            <b>{words.must.says}</b> {words.must.todo}
          </p>
        </div>
      )}
      <form class="card card-body stack narrow" method="post" action="/profile/password">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="username" value={context.person?.username ?? ""} autocomplete="username" />
        <PasswordField
          {...{ id: "old_password", label: words.old, autocomplete: "current-password" }}
          isWrong={refused !== null && isOldWrong}
          isFirst
        />
        <PasswordField
          {...{ id: "new_password", label: words.fresh, hint: words.freshHint, autocomplete: "new-password" }}
          isWrong={refused !== null && !isOldWrong}
        />
        <PasswordField {...{ id: "new_password_again", label: words.again, autocomplete: "new-password" }} />
        <p class="muted">{words.ends}</p>
        <p>
          <button class="btn btn--primary" type="submit">{words.submit}</button>
        </p>
      </form>
    </ProfileFrame>
  );
};

interface PasswordFieldProps {
  readonly id: string;
  /** Of the form's field, where it is not the id. */
  readonly name?: string;
  readonly label: string;
  readonly autocomplete: "current-password" | "new-password";
  readonly hint?: string;
  readonly isWrong?: boolean;
  readonly isFirst?: boolean;
}

/** A password never comes back in a form that was refused. */
export const PasswordField = (props: PasswordFieldProps) => {
  const { id, name = id, label, autocomplete, hint, isWrong = false, isFirst = false } = props;
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        class="input"
        id={id}
        name={name}
        type="password"
        autocomplete={autocomplete}
        minlength={autocomplete === "new-password" ? 8 : undefined}
        required
        aria-invalid={isWrong ? "true" : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autofocus={isFirst}
      />
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
    </p>
  );
};
