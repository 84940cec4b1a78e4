/** `/users/<name>`: one person, for admins: who he is, how he comes in, where he is signed in. */
import { Crumbs } from "./crumbs.tsx";
import type { UserLine } from "../domain/shapes.ts";
import type { UserFields } from "../domain/user_change.ts";
import { BadgeLink } from "./badge_page.tsx";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import { userPath, withQuery } from "./paths.ts";
import { UserAccess } from "./user_access.tsx";
import { AreaField, RoleField, Tick, UserField } from "./user_fields.tsx";
import { type SeenSession, UserSessions } from "./user_sessions.tsx";
import { withChosen } from "./users_filter.tsx";
import { StateChip } from "./users_page.tsx";
import type { Words } from "./words/en.ts";
import type { Told } from "./words/told.ts";

export type UserSaid = keyof Words["people"]["said"];

export interface UserPageProps {
  readonly context: PageContext;
  readonly user: UserLine;
  readonly sessions: readonly SeenSession[];
  readonly hasTwoStep: boolean;
  readonly areas: readonly string[];
  /** What was just done. */
  readonly said: UserSaid | null;
  readonly refused: Told | null;
  /** What was written into the form that was refused; null: the form shows the person as he is. */
  readonly written: UserFields | null;
  /** What others changed since the form was opened. */
  readonly changed: readonly (keyof UserFields)[];
  /** As the form was opened, where others have changed it since. */
  readonly seen: UserFields | null;
}

export const UserPage = (props: UserPageProps) => {
  const { context, user, said, refused } = props;
  const { words } = context;
  return (
    <DeskPage context={context} title={words.people.of(user.username)}>
      <Head {...props} />
      {said && <Done>{words.people.said[said](user.fullName ?? user.username)}</Done>}
      {refused && <Warning told={refused} />}
      <Conflict {...props} />
      <div class="person">
        <UserForm {...props} />
        <UserAccess
          context={context}
          user={user}
          sessions={props.sessions.length}
          hasTwoStep={props.hasTwoStep}
        />
      </div>
      <BadgeLink context={context} username={user.username} />
      <UserSessions context={context} sessions={props.sessions} />
      <Lately context={context} user={user} />
    </DeskPage>
  );
};

export const isOwn = ({ person }: PageContext, user: UserLine): boolean => person?.id === user.id;

const Head = ({ context, user }: UserPageProps) => {
  const { words, show, now } = context;
  const seen = user.lastSignInAt
    ? words.people.signedIn(show.when(user.lastSignInAt, now))
    : words.people.neverSignedIn;
  return (
    <div class="page-head">
      <div>
        <Crumbs label={words.frame.where} above={[{ href: "/users", name: words.users.title }]} here={user.username} />
        <h1>{user.fullName ?? user.username}</h1>
        <p>
          {words.roles[user.role]}
          {user.area && `, ${areaName(user.area, words)}`}
          {` · ${words.people.hereSince(show.day(user.createdAt))} · ${seen}`}
        </p>
      </div>
      <span class="row push">
        <StateChip context={context} user={user} />
        {user.mustChangePassword && <Chip look="plain" text={words.people.mustChangeShort} />}
      </span>
    </div>
  );
};

/** Two admins at one person: the later one sees what the other changed, and decides. */
const Conflict = ({ context, user, changed, seen }: UserPageProps) => {
  const { words } = context;
  if (!seen || changed.length === 0) return null;
  return (
    <section class="notice notice--warn" role="alert" id="user-conflict">
      <Icon name="warning" />
      <div class="conflict">
        <h2>{words.people.conflict}</h2>
        <ul>
          {changed.map((field) => (
            <li>
              {words.people.fields[field]}: <s>{valueOf(seen, field, words)}</s>{" "}
              <b>{valueOf(fieldsOf(user), field, words)}</b>
            </li>
          ))}
        </ul>
        <p>{words.people.conflictSays}</p>
      </div>
    </section>
  );
};

function valueOf(fields: UserFields, field: keyof UserFields, words: Words): string {
  const value = fields[field];
  if (typeof value === "boolean") return words.people.yesNo[value ? "yes" : "no"];
  if (value === null) return words.people.nothing;
  if (field === "role") return words.roles[fields.role];
  return field === "area" ? areaName(value, words) : value;
}

/** Of a person as he is, what can be changed. */
export const fieldsOf = (user: UserLine): UserFields => ({
  fullName: user.fullName,
  email: user.email,
  role: user.role,
  area: user.area,
  disabled: user.disabled,
  mustChangePassword: user.mustChangePassword,
});

const UserForm = ({ context, user, areas, written }: UserPageProps) => {
  const { words } = context;
  const now = fieldsOf(user);
  const { fullName, email, role, area, mustChangePassword } = written ?? now;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{words.people.who}</h2>
      </div>
      <form class="card-body stack" id="user-form" method="post" action={userPath(user.username)} autocomplete="off">
        <input type="hidden" name="version" value={String(user.version)} />
        {Object.entries(seenTexts(now)).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <UserField name="full_name" label={words.users.fullName} value={fullName ?? ""} />
        <UserField name="email" label={words.users.email} value={email ?? ""} type="email" />
        <RoleField context={context} role={role} fixed={isOwn(context, user) ? words.people.ownRole : null} />
        {isOwn(context, user)
          ? null
          : <AreaField context={context} areas={withChosen(areas, area)} area={area ?? ""} />}
        <Tick name="must_change_password" isOn={mustChangePassword}>{words.people.mustChange}</Tick>
        <p>
          <button class="btn btn--primary" type="submit">{words.people.save}</button>
        </p>
      </form>
    </section>
  );
};

/** What the reader of a form was shown, carried by the form itself: no session knows what stands on whose screen. */
export const seenTexts = (fields: UserFields): Readonly<Record<string, string>> => ({
  seen_full_name: fields.fullName ?? "",
  seen_email: fields.email ?? "",
  seen_role: fields.role,
  seen_dispatch_area: fields.area ?? "",
  seen_disabled: String(fields.disabled),
  seen_must_change_password: String(fields.mustChangePassword),
});

const Lately = ({ context: { words }, user }: { context: PageContext; user: UserLine }) => (
  <section class="card">
    <div class="card-head">
      <h2>{words.people.lately}</h2>
    </div>
    <p class="card-body row">
      <a class="btn" href={withQuery("/scans", { user: user.username })}>
        <Icon name="scan" />
        {words.people.scansToday}
      </a>
      <a class="btn" href={withQuery("/audit", { actor: user.username })}>
        <Icon name="clock" />
        {words.people.didLately}
      </a>
      <a class="btn" href={withQuery("/audit", { entity: `user/${user.username}` })}>
        <Icon name="pencil" />
        {words.people.doneToHim}
      </a>
    </p>
  </section>
);
