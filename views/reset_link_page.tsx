/** What an admin is shown once: the link by which somebody sets a new password, as text, to copy, and as a picture for a telephone. */
import { raw } from "hono/html";
import type { UserLine } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { userPath } from "./paths.ts";
import { ToolHead } from "./tool_head.tsx";

interface ResetLinkPageProps {
  readonly context: PageContext;
  readonly user: UserLine;
  readonly url: string;
  /** The same as a QR code, as SVG that the server has drawn. */
  readonly picture: string;
  readonly expiresAt: Date;
}

export const ResetLinkPage = ({ context, user, url, picture, expiresAt }: ResetLinkPageProps) => {
  const { words: { people: words }, show, now } = context;
  const name = user.fullName ?? user.username;
  return (
    <DeskPage context={context} title={words.linkTitle(user.username)}>
      <ToolHead
        context={context}
        above={{ href: userPath(user.username), name: user.username }}
        title={words.linkTitle(name)}
        says={words.linkOnce(show.when(expiresAt, now))}
      />
      <section class="card card-body handover">
        <div class="stack">
          <p class="field">
            <label for="reset-link">{words.linkField}</label>
            <input
              class="input"
              id="reset-link"
              value={url}
              readonly
              autocomplete="off"
              spellcheck={false}
              data-no-scan
            />
          </p>
          <p class="row">
            <button class="btn btn--primary" type="button" data-copies="reset-link" hidden>{words.copy}</button>
            <output class="copied" id="reset-link-copied" data-says={words.copied}></output>
          </p>
          <ol class="steps">
            {words.linkSteps(name).map((step) => <li>{step}</li>)}
          </ol>
          <p>
            <a class="btn" href={userPath(user.username)}>
              <Icon name="back" />
              {words.linkDone}
            </a>
          </p>
        </div>
        <p class="handover-picture">
          <span class="code-picture code-picture--qr" role="img" aria-label={words.linkPicture(name)}>
            {raw(picture)}
          </span>
          <span class="hint">{words.linkPhone}</span>
        </p>
      </section>
    </DeskPage>
  );
};
