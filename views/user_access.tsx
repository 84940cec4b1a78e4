/** How a person comes in, and what an admin can do about it. Each button stands beside what it does. */
import type { Child } from "hono/jsx";
import type { UserLine } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { userPath } from "./paths.ts";
import { isOwn } from "./user_page.tsx";

interface UserAccessProps {
  readonly context: PageContext;
  readonly user: UserLine;
  /** How many stand. */
  readonly sessions: number;
  readonly hasTwoStep: boolean;
}

export const UserAccess = (props: UserAccessProps) => {
  const { context, user } = props;
  const { words: { people: words } } = context;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{words.access}</h2>
      </div>
      {isOwn(context, user) ? <p class="card-body">{words.ownAccess}</p> : (
        <ul class="acts">
          {user.lockedUntil && !user.disabled && <Unlock {...props} />}
          {!user.disabled && <ResetLink {...props} />}
          {props.hasTwoStep && <ResetTwoStep {...props} />}
          {/* What makes his badge stands here as well. */}
          {props.sessions > 0 && <SignOut {...props} />}
          {user.disabled ? <Enable {...props} /> : <Disable {...props} />}
        </ul>
      )}
    </section>
  );
};

interface ActProps {
  readonly says: string;
  readonly note: string;
  readonly action: string;
  readonly children?: Child;
}

export const Act = ({ says, note, action, children }: ActProps) => (
  <li class="act">
    <p>
      <b>{says}</b>
      <span class="hint">{note}</span>
    </p>
    <form method="post" action={action}>{children}</form>
  </li>
);

const Unlock = ({ context: { words, show }, user }: UserAccessProps) => (
  <Act
    says={words.people.lockedUntil(show.clock(user.lockedUntil ?? new Date(0)))}
    note={words.people.lockedSays}
    action={`${userPath(user.username)}/unlock`}
  >
    <button class="btn" type="submit">{words.people.unlock}</button>
  </Act>
);

const ResetLink = ({ context: { words: { people } }, user }: UserAccessProps) => (
  <Act says={people.link} note={people.linkSays} action={`${userPath(user.username)}/reset-link`}>
    <button class="btn" type="submit">{people.makeLink}</button>
  </Act>
);

const ResetTwoStep = ({ context: { words: { people } }, user }: UserAccessProps) => (
  <Act says={people.twoStep} note={people.twoStepSays} action={`${userPath(user.username)}/two-step-reset`}>
    <button class="btn btn--danger" type="submit">{people.resetTwoStep}</button>
  </Act>
);

const SignOut = ({ context: { words: { people } }, user, sessions }: UserAccessProps) => (
  <Act
    says={people.signedInAt(sessions)}
    note={people.signOutSays}
    action={`${userPath(user.username)}/sign-out`}
  >
    <button class="btn" type="submit">
      <Icon name="leave" />
      {people.signOut}
    </button>
  </Act>
);

const Disable = ({ context: { words: { people } }, user }: UserAccessProps) => (
  <Act says={people.disable} note={people.disableSays} action={`${userPath(user.username)}/state`}>
    <input type="hidden" name="version" value={String(user.version)} />
    <input type="hidden" name="disabled" value="true" />
    <button class="btn btn--danger" type="submit">{people.disableDo}</button>
  </Act>
);

const Enable = ({ context: { words: { people } }, user }: UserAccessProps) => (
  <Act says={people.isDisabled} note={people.enableSays} action={`${userPath(user.username)}/state`}>
    <input type="hidden" name="version" value={String(user.version)} />
    <input type="hidden" name="disabled" value="false" />
    <button class="btn" type="submit">{people.enable}</button>
  </Act>
);
