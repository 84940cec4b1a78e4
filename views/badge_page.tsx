/** `/users/<username>/badge`: how somebody stands with badge and PIN, and what an admin can do about it. */
import type { BadgeHolder, BadgeState } from "../domain/badge.ts";
import type { PinFault } from "../domain/pin_rule.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import { badgePath, userPath } from "./paths.ts";
import { NewPinFields } from "./pin_fields.tsx";
import { ToolHead } from "./tool_head.tsx";

interface BadgePageProps {
  readonly context: PageContext;
  readonly holder: BadgeHolder;
  readonly refused: PinFault | "differs" | null;
  readonly done: "revoked" | "pin" | null;
}

export const BadgePage = ({ context, holder, refused, done }: BadgePageProps) => {
  const { words } = context;
  const { person: { username, fullName } } = holder;
  return (
    <DeskPage context={context} title={words.badges.titleOf(username)}>
      <ToolHead
        context={context}
        above={{ href: userPath(username), name: fullName ?? username }}
        title={words.badges.titleOf(fullName ?? username)}
        says={words.badges.says}
      />
      {refused && <Warning told={words.pinFaults[refused]} />}
      {done && <Done>{done === "pin" ? words.badges.pinIsSet : words.badges.revoked}</Done>}
      <BadgeSection context={context} holder={holder} />
    </DeskPage>
  );
};

/** On the page of the person. */
export const BadgeLink = ({ context: { words: { badges } }, username }: {
  context: PageContext;
  username: string;
}) => (
  <section class="card">
    <div class="card-head">
      <h2>{badges.title}</h2>
    </div>
    <div class="card-body stack">
      <p>{badges.says}</p>
      <p>
        <a class="btn" href={badgePath(username)}>
          <Icon name="label" />
          {badges.titleOf(username)}
        </a>
      </p>
    </div>
  </section>
);

const BadgeSection = ({ context, holder }: { context: PageContext; holder: BadgeHolder }) => {
  const { words: { badges } } = context;
  return (
    <section class="card" id="badge" aria-labelledby="badge-name">
      <div class="card-head">
        <h2 id="badge-name">{badges.state}</h2>
      </div>
      <div class="card-body stack">
        <BadgeFacts context={context} state={holder} />
        <BadgeActs context={context} holder={holder} />
        <PinForm context={context} username={holder.person.username} />
      </div>
    </section>
  );
};

export const BadgeFacts = ({ context: { words: { badges }, show, now }, state }: {
  context: PageContext;
  state: BadgeState;
}) => (
  <dl class="facts">
    <dt>{badges.badge}</dt>
    <dd>{state.badge ? badges.madeBy(state.badge.madeBy, show.when(state.badge.madeAt, now)) : badges.none}</dd>
    <dt>{badges.pin}</dt>
    <dd>
      {state.pin === null
        ? badges.none
        : state.pin.isVoid
        ? badges.pinVoid
        : badges.pinSet(show.when(state.pin.setAt, now))}
    </dd>
  </dl>
);

const BadgeActs = ({ context: { words: { badges } }, holder }: { context: PageContext; holder: BadgeHolder }) => {
  const path = badgePath(holder.person.username);
  return (
    <div class="badge-acts">
      {holder.isDisabled ? <p class="hint">{badges.disabled}</p> : (
        <form method="post" action={path}>
          <button class="btn btn--primary" type="submit">
            <Icon name="print" />
            {holder.badge ? badges.makeAnew : badges.make}
          </button>
          <p class="hint">{badges.makeSays}</p>
        </form>
      )}
      {holder.badge && (
        <form method="post" action={`${path}/revoke`}>
          <button class="btn btn--danger" type="submit">{badges.revoke}</button>
          <p class="hint">{badges.revokeSays}</p>
        </form>
      )}
    </div>
  );
};

const PinForm = ({ context, username }: { context: PageContext; username: string }) => {
  const { words: { badges } } = context;
  return (
    <form class="form-grid" method="post" action={`${badgePath(username)}/pin`} autocomplete="off">
      <div class="whole">
        <h3>{badges.setPin}</h3>
        <p class="hint">{badges.setPinSays}</p>
      </div>
      <NewPinFields context={context} />
      <p class="whole">
        <button class="btn" type="submit">{badges.setPin}</button>
      </p>
    </form>
  );
};
