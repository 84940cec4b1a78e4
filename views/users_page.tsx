/** `/users`: who may log in, what to see of them, and the form for a new person. */
import type { Page, Role, UserLine } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager, Warning } from "./notice.tsx";
import { userPath } from "./paths.ts";
import { PeopleTabs } from "./people_tabs.tsx";
import { type DraftField, NewUser, type UserDraft } from "./user_new.tsx";
import { RoleChoice, usersAddress, type UsersFilter, UsersFilterForm } from "./users_filter.tsx";
import type { Told } from "./words/told.ts";

export interface UsersPageProps {
  readonly context: PageContext;
  readonly filter: UsersFilter;
  readonly page: Page<UserLine>;
  /** Of the filter, over all pages and whichever role it asks for. */
  readonly counts: Readonly<Record<Role, number>>;
  readonly isFirst: boolean;
  readonly areas: readonly string[];
  /** Null: the form is closed. */
  readonly draft: UserDraft | null;
  readonly refused: { readonly told: Told; readonly wrong: DraftField | null } | null;
}

export const UsersPage = (props: UsersPageProps) => {
  const { context, filter, page, counts, isFirst, areas, draft, refused } = props;
  const { words } = context;
  return (
    <DeskPage context={context} title={words.users.title}>
      <div class="page-head">
        <div>
          <h1>{words.users.title}</h1>
          <p>{words.people.about}</p>
        </div>
      </div>
      <PeopleTabs context={context} here="users" />
      {refused && <Warning told={refused.told} />}
      <NewUser context={context} areas={areas} draft={draft} wrong={refused?.wrong ?? null} />
      <RoleChoice context={context} filter={filter} counts={counts} />
      <UsersFilterForm context={context} filter={filter} areas={areas} />
      {page.items.length === 0 ? <Nobody context={context} /> : (
        <section class="card">
          <UsersTable context={context} users={page.items} />
          <Pager
            context={context}
            address={usersAddress(filter)}
            isFirst={isFirst}
            nextCursor={page.nextCursor}
          />
        </section>
      )}
    </DeskPage>
  );
};

const Nobody = ({ context: { words } }: { context: PageContext }) => (
  <section class="card empty">
    <Icon name="people" />
    <h2>{words.people.nobody}</h2>
    <p>{words.people.nobodySays}</p>
    <p class="row">
      <a class="btn" href="/users">{words.people.showAll}</a>
    </p>
  </section>
);

const UsersTable = ({ context, users }: { context: PageContext; users: readonly UserLine[] }) => {
  const { words: { users: words, people } } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" class="only-wide">{words.role}</th>
          <th scope="col" class="only-wide">{words.area}</th>
          <th scope="col">{words.state}</th>
          <th scope="col" class="num only-wide">{people.lastSignIn}</th>
          <th scope="col" class="num only-wide">{words.since}</th>
        </tr>
      </thead>
      <tbody>{users.map((user) => <UserRow context={context} user={user} />)}</tbody>
    </table>
  );
};

const UserRow = ({ context, user }: { context: PageContext; user: UserLine }) => {
  const { words, show, now } = context;
  const area = user.area && areaName(user.area, words);
  return (
    <tr id={`user-${user.id}`}>
      <th scope="row">
        <a href={userPath(user.username)}>{user.fullName ?? user.username}</a>
        <span class="table-note">
          {user.username}
          <span class="only-narrow">, {words.roles[user.role]}{area && `, ${area}`}</span>
        </span>
      </th>
      <td class="only-wide">{words.roles[user.role]}</td>
      <td class="only-wide">
        {area ?? <span class="muted">{user.role === "dispatcher" ? words.users.noArea : words.users.allAreas}</span>}
      </td>
      <td>
        <StateChip context={context} user={user} />
      </td>
      <td class="num only-wide">
        {user.lastSignInAt ? show.when(user.lastSignInAt, now) : <span class="muted">{words.people.never}</span>}
      </td>
      <td class="num only-wide">{show.when(user.createdAt, now)}</td>
    </tr>
  );
};

/** Whether he can come in: disabled before locked, since unlocking would not help. */
export const StateChip = ({ context: { words, show }, user }: { context: PageContext; user: UserLine }) => {
  if (user.disabled) return <Chip look="bad" text={words.users.disabled} />;
  if (user.lockedUntil) return <Chip look="warn" text={words.people.lockedUntil(show.clock(user.lockedUntil))} />;
  return <Chip look="done" text={words.users.active} />;
};
