/** The second step of `/login`: the code of whoever has set one up. */
import type { PageContext } from "./context.ts";
import { Gate } from "./login_page.tsx";
import type { Told } from "./words/told.ts";

export interface CodePageProps {
  readonly context: PageContext;
  readonly next: string;
  readonly language: string | null;
  readonly isStation: boolean;
  /** That the password was right a moment ago. */
  readonly ticket: string;
  readonly refused: Told | null;
}

export const CodePage = ({ context, next, language, isStation, ticket, refused }: CodePageProps) => {
  const { codeStep: words } = context.words;
  return (
    <Gate context={context} title={words.title} refused={refused}>
      <form class="card" method="post" action="/login/code" autocomplete="off">
        <h2>{words.title}</h2>
        <p>{words.says}</p>
        <input type="hidden" name="ticket" value={ticket} />
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="asks_station" value="1" />
        {isStation && <input type="hidden" name="is_station" value="on" />}
        {language && <input type="hidden" name="language" value={language} />}
        <p class="field">
          <label for="code">{words.label}</label>
          <CodeInput id="code" refused={refused !== null} hintId="code-hint" isFirst />
          <span class="hint" id="code-hint">{words.hint}</span>
        </p>
        <button class="btn btn--primary" type="submit">{words.submit}</button>
        <a class="btn btn--quiet" href={`/login?next=${encodeURIComponent(next)}`}>{words.back}</a>
      </form>
    </Gate>
  );
};

interface CodeInputProps {
  readonly id: string;
  readonly refused?: boolean;
  readonly hintId?: string;
  readonly isFirst?: boolean;
}

/** Six digits, or a backup code of letters: so no keys for numbers alone. Telephones offer the code by themselves. */
export const CodeInput = ({ id, refused = false, hintId, isFirst = false }: CodeInputProps) => (
  <input
    class="input input--code"
    id={id}
    name="code"
    autocomplete="one-time-code"
    autocapitalize="off"
    spellcheck={false}
    maxlength={40}
    required
    aria-invalid={refused ? "true" : undefined}
    aria-describedby={hintId}
    autofocus={isFirst}
  />
);
