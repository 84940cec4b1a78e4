/** API tokens one by one: whose they are, when they end, when they were last used, and the way to revoke each. */
import type { ApiToken, TokenState } from "../domain/tokens.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, type ChipLook } from "./icons.tsx";

interface RowProps {
  readonly context: PageContext;
  readonly token: ApiToken;
}

export const TokensTable = ({ context, tokens }: { context: PageContext; tokens: readonly ApiToken[] }) => {
  const { words: { tokens: words } } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" class="only-wide">{context.words.users.role}</th>
          <th scope="col">{words.state}</th>
          <th scope="col" class="only-wide">{words.used}</th>
          <th scope="col">
            <span class="visually-hidden">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>{tokens.map((token) => <TokenRow context={context} token={token} />)}</tbody>
    </table>
  );
};

const TokenRow = ({ context, token }: RowProps) => {
  const { words: { tokens: words, roles }, show, now } = context;
  const made = show.when(token.createdAt, now);
  return (
    <tr id={`token-${token.id}`}>
      <th scope="row">
        {token.name}
        <span class="table-note">
          {token.createdBy ? words.madeBy(token.createdBy, made) : words.made(made)}
          {token.isMakerDisabled && <Chip look="warn" text={words.makerDisabled} />}
        </span>
      </th>
      <td class="only-wide">
        {roles[token.role]}
        {token.area && <span class="table-note">{areaName(token.area, context.words)}</span>}
      </td>
      <td>
        <Chip look={LOOKS[token.state]} text={words.states[token.state]} />
        <span class="table-note">{endOf(context, token)}</span>
      </td>
      <td class="only-wide">
        {token.lastUsedAt ? show.when(token.lastUsedAt, now) : <span class="muted">{words.neverUsed}</span>}
        {token.lastAddress && <span class="table-note">{words.from(token.lastAddress)}</span>}
      </td>
      <td>{token.state === "live" && <Revoke context={context} token={token} />}</td>
    </tr>
  );
};

const LOOKS: Readonly<Record<TokenState, ChipLook>> = { live: "done", expired: "plain", revoked: "bad" };

/** When it ends, or how it ended. */
function endOf({ words: { tokens: words }, show, now }: PageContext, token: ApiToken): string {
  if (token.state !== "revoked" || !token.revokedAt) return show.day(token.expiresAt);
  const when = show.when(token.revokedAt, now);
  return token.revokedBy ? words.revokedBy(token.revokedBy, when) : when;
}

/** Asked for once more before it is done: what runs by it stops. */
const Revoke = ({ context: { words: { tokens: words } }, token }: RowProps) => (
  <details class="revoke">
    <summary class="btn btn--quiet">
      {words.revoke} <span class="visually-hidden">{token.name}</span>
    </summary>
    <form class="stack" method="post" action={`/tokens/${token.id}/revoke`}>
      <p>{words.revokeSays}</p>
      <button class="btn btn--danger" type="submit">{words.revokeNow}</button>
    </form>
  </details>
);
