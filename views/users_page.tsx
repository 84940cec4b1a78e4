/** `/users`: who may log in, and the form for a new person. */
import type { Page, Role, UserLine } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager, Warning } from "./notice.tsx";
import { PeopleTabs } from "./people_tabs.tsx";
import type { Told } from "./words/told.ts";

/** What was typed into a form that was refused; the password never comes back. */
export interface UserDraft {
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly role: Role;
  readonly area: string;
}

export interface UsersPageProps {
  readonly context: PageContext;
  readonly page: Page<UserLine>;
  readonly isFirst: boolean;
  readonly areas: readonly string[];
  readonly draft: UserDraft | null;
  readonly refused: Told | null;
  /** The name of somebody who was just added. */
  readonly created: string | null;
}

export const UsersPage = ({ context, page, isFirst, areas, draft, refused, created }: UsersPageProps) => {
  const { words } = context;
  return (
    <DeskPage context={context} title={words.users.title}>
      <div class="page-head">
        <div>
          <h1>{words.users.title}</h1>
          <p>{words.users.count(page.items.length)}</p>
        </div>
      </div>
      <PeopleTabs context={context} here="users" />
      {refused && <Warning told={refused} />}
      {created && (
        <div class="notice notice--good" role="status">
          <Icon name="check" />
          <p>{words.users.created(created)}</p>
        </div>
      )}
      <NewUser context={context} areas={areas} draft={draft} />
      <section class="card">
        <UsersTable context={context} users={page.items} />
        <Pager context={context} address="/users" isFirst={isFirst} nextCursor={page.nextCursor} />
      </section>
    </DeskPage>
  );
};

interface NewUserProps {
  readonly context: PageContext;
  readonly areas: readonly string[];
  readonly draft: UserDraft | null;
}

const ROLES: readonly Role[] = ["dispatcher", "biller", "admin"];

const NewUser = ({ context: { words }, areas, draft }: NewUserProps) => (
  <details class="card fold" id="new" open={draft !== null}>
    <summary class="card-head">
      <Icon name="plus" />
      <h2>{words.users.add}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" method="post" action="/users" autocomplete="off">
      <Field
        name="username"
        label={words.users.username}
        hint={words.users.usernameHint}
        value={draft?.username}
        required
      />
      <Field
        name="password"
        label={words.users.password}
        hint={words.users.passwordHint}
        type="password"
        autocomplete="new-password"
        required
      />
      <Field name="full_name" label={words.users.fullName} value={draft?.fullName} />
      <Field name="email" label={words.users.email} value={draft?.email} type="email" />
      <p class="field">
        <label for="user-role">{words.users.role}</label>
        <select class="input" id="user-role" name="role">
          {ROLES.map((role) => (
            <option value={role} selected={role === (draft?.role ?? "dispatcher")}>{words.roles[role]}</option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="user-area">{words.users.area}</label>
        <select class="input" id="user-area" name="dispatch_area" aria-describedby="user-area-hint">
          <option value="">{words.users.noArea}</option>
          {areas.map((area) => <option value={area} selected={area === draft?.area}>{areaName(area, words)}</option>)}
        </select>
        <span class="hint" id="user-area-hint">{words.users.areaHint}</span>
      </p>
      <p class="whole">
        <button class="btn btn--primary" type="submit">{words.users.create}</button>
      </p>
    </form>
  </details>
);

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly type?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
}

const Field = ({ name, label, hint, value, type = "text", autocomplete = "off", required = false }: FieldProps) => (
  <p class="field">
    <label for={`user-${name}`}>{label}</label>
    <input
      class="input"
      id={`user-${name}`}
      name={name}
      type={type}
      value={value ?? ""}
      autocomplete={autocomplete}
      autocapitalize="off"
      spellcheck={false}
      required={required}
      aria-describedby={hint ? `user-${name}-hint` : undefined}
    />
    {hint && <span class="hint" id={`user-${name}-hint`}>{hint}</span>}
  </p>
);

const UsersTable = ({ context, users }: { context: PageContext; users: readonly UserLine[] }) => {
  const { words: { users: words, roles }, show, now } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.role}</th>
          <th scope="col" class="only-wide">{words.area}</th>
          <th scope="col">{words.state}</th>
          <th scope="col" class="num only-wide">{words.since}</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr id={`user-${user.id}`}>
            <th scope="row">
              {user.fullName ?? user.username}
              <span class="table-note">{user.username}</span>
            </th>
            <td>{roles[user.role]}</td>
            <td class="only-wide">
              {user.area ? areaName(user.area, context.words) : <span class="muted">{words.allAreas}</span>}
            </td>
            <td>
              <Chip look={user.disabled ? "bad" : "done"} text={user.disabled ? words.disabled : words.active} />
            </td>
            <td class="num only-wide">{show.when(user.createdAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
