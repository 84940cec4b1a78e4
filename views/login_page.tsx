/** `/login`: the way in. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { Icon, Logo } from "./icons.tsx";
import { Document, LanguageForm, ThemeForm } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import type { Told } from "./words/told.ts";

export interface LoginPageProps {
  readonly context: PageContext;
  /** Where to go afterwards: a path of this site. */
  readonly next: string;
  readonly username: string;
  /** Chosen on this page, just before: it goes in with whoever signs in. */
  readonly language: string | null;
  /** Ticked: it is a shared station's. */
  readonly isStation?: boolean;
  readonly refused: Told | null;
  /** Said when somebody has just gone out. */
  readonly isOut?: boolean;
  /** Said when somebody has just set a new password by a link. */
  readonly hasNewPassword?: boolean;
}

export const LoginPage = ({ isOut = false, hasNewPassword = false, ...props }: LoginPageProps) => {
  const { context, refused } = props;
  const { login: words } = context.words;
  return (
    <Gate context={context} title={words.title} refused={refused}>
      {isOut && !refused && (
        <div class="notice" role="status">
          <Icon name="leave" />
          <p>{words.out}</p>
        </div>
      )}
      {hasNewPassword && !refused && <Done>{context.words.resetPage.changed}</Done>}
      <LoginForm {...props} />
    </Gate>
  );
};

interface GateProps {
  readonly context: PageContext;
  readonly title: string;
  readonly refused: Told | null;
  readonly children?: Child;
}

/** Before the door: our name, what was wrong, and a form. */
export const Gate = ({ context, title, refused, children }: GateProps) => (
  <Document context={context} title={title}>
    <div class="gate">
      <main id="main">
        <h1 class="brand">
          <Logo />
          {context.words.frame.product}
        </h1>
        {refused && <Warning told={refused} />}
        {children}
      </main>
      <footer>
        <LanguageForm context={context} />
        <ThemeForm context={context} />
      </footer>
    </div>
  </Document>
);

const LoginForm = ({ context: { words }, next, username, language, refused, isStation = false }: LoginPageProps) => (
  <form class="card" method="post" action="/login">
    <input type="hidden" name="next" value={next} />
    {language && <input type="hidden" name="language" value={language} />}
    <p class="field">
      <label for="username">{words.login.username}</label>
      <input
        class="input"
        id="username"
        name="username"
        value={username}
        autocomplete="username"
        autocapitalize="off"
        spellcheck={false}
        required
        autofocus={username === ""}
      />
    </p>
    <p class="field">
      <label for="password">{words.login.password}</label>
      <input
        class="input"
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        aria-invalid={refused ? "true" : undefined}
        autofocus={username !== ""}
      />
    </p>
    <input type="hidden" name="asks_station" value="1" />
    <label class="choice">
      <input type="checkbox" name="is_station" checked={isStation} />
      <span>
        {words.stations.isStation}
        <small class="hint">{words.stations.isStationHint}</small>
      </span>
    </label>
    <button class="btn btn--primary" type="submit">{words.login.submit}</button>
  </form>
);
