/** `/tokens`: what programs sign in with: made, looked at, revoked. */
import { LIMITS } from "../domain/limits.ts";
import type { Page, Role } from "../domain/shapes.ts";
import type { ApiToken } from "../domain/tokens.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Done, Pager, Warning } from "./notice.tsx";
import { PeopleTabs } from "./people_tabs.tsx";
import { TokensTable } from "./tokens_table.tsx";
import type { Told } from "./words/told.ts";

/** What was chosen in a form that was refused. */
export interface TokenDraft {
  readonly name: string;
  readonly role: Role;
  readonly area: string;
  readonly days: number;
}

export interface TokensPageProps {
  readonly context: PageContext;
  readonly page: Page<ApiToken>;
  readonly isFirst: boolean;
  readonly areas: readonly string[];
  readonly draft: TokenDraft | null;
  readonly refused: Told | null;
  /** One that was made just now: the only time that it is shown. */
  readonly made: { readonly name: string; readonly secret: string } | null;
  /** The name of one that was revoked just now. */
  readonly revoked: string | null;
}

export const TokensPage = (props: TokensPageProps) => {
  const { context, page, isFirst, refused, made, revoked } = props;
  const { words: { tokens: words } } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.about}</p>
        </div>
        <a class="btn push" href="/api/docs">{words.docs}</a>
      </div>
      <PeopleTabs context={context} here="tokens" />
      {refused && <Warning told={refused} />}
      {made && <Made context={context} {...made} />}
      {revoked && <Done>{words.revoked(revoked)}</Done>}
      <NewToken {...props} />
      <section class="card">
        {page.items.length === 0 && isFirst
          ? <p class="card-body muted">{words.none}</p>
          : <TokensTable context={context} tokens={page.items} />}
        <Pager context={context} address="/tokens" isFirst={isFirst} nextCursor={page.nextCursor} />
      </section>
    </DeskPage>
  );
};

/** A field, so that one tap or the Tab key is in it and all of it can be taken; it is sent nowhere. */
const Made = ({ context: { words: { tokens: words } }, name, secret }: {
  readonly context: PageContext;
  readonly name: string;
  readonly secret: string;
}) => (
  <div class="notice notice--good secret" role="status">
    <Icon name="check" />
    <p>
      <label for="token-secret">{words.created(name)}</label>
      <input
        class="input"
        id="token-secret"
        value={secret}
        readonly
        autocomplete="off"
        spellcheck={false}
        data-no-scan
      />
    </p>
  </div>
);

const ROLES: readonly Role[] = ["dispatcher", "biller", "admin"];
const DAYS: readonly number[] = [30, LIMITS.tokenDaysDefault, 180, LIMITS.tokenDaysMax];

const NewToken = ({ context: { words }, areas, draft }: TokensPageProps) => (
  <details class="card fold" id="new" open={draft !== null}>
    <summary class="card-head">
      <Icon name="plus" />
      <h2>{words.tokens.add}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" method="post" action="/tokens" autocomplete="off">
      <NameField words={words.tokens} name={draft?.name ?? ""} />
      <p class="field">
        <label for="token-role">{words.tokens.role}</label>
        <select class="input" id="token-role" name="role">
          {ROLES.map((role) => (
            <option value={role} selected={role === (draft?.role ?? "dispatcher")}>{words.roles[role]}</option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="token-area">{words.tokens.area}</label>
        <select class="input" id="token-area" name="dispatch_area" aria-describedby="token-area-hint">
          <option value="">{words.tokens.allAreas}</option>
          {areas.map((area) => <option value={area} selected={area === draft?.area}>{areaName(area, words)}</option>)}
        </select>
        <span class="hint" id="token-area-hint">{words.tokens.areaHint}</span>
      </p>
      <p class="field">
        <label for="token-days">{words.tokens.expires}</label>
        <select class="input" id="token-days" name="expires_in_days">
          {DAYS.map((days) => (
            <option value={String(days)} selected={days === (draft?.days ?? LIMITS.tokenDaysDefault)}>
              {words.tokens.days(days)}
            </option>
          ))}
        </select>
      </p>
      <p class="whole">
        <button class="btn btn--primary" type="submit">{words.tokens.create}</button>
      </p>
    </form>
  </details>
);

const NameField = ({ words, name }: { readonly words: PageContext["words"]["tokens"]; readonly name: string }) => (
  <p class="field">
    <label for="token-name">{words.name}</label>
    <input
      class="input"
      id="token-name"
      name="name"
      value={name}
      maxlength={50}
      pattern="[A-Za-z0-9._\-]+"
      autocapitalize="off"
      spellcheck={false}
      required
      aria-describedby="token-name-hint"
    />
    <span class="hint" id="token-name-hint">{words.nameHint}</span>
  </p>
);
