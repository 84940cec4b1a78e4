/** Which of the people are seen: all of it stands in the address. */
import type { UserState } from "../domain/filters.ts";
import type { Role } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { withQuery } from "./paths.ts";

export interface UsersFilter {
  readonly q: string;
  readonly role: "" | Role;
  readonly area: string;
  readonly state: "" | UserState;
  readonly order: "" | "name";
}

/** The fields of the address. */
export const usersQuery = ({ q, role, area, state, order }: UsersFilter) => ({ q, role, area, state, order });

export const usersAddress = (filter: UsersFilter): string => withQuery("/users", usersQuery(filter));

interface FilterProps {
  readonly context: PageContext;
  readonly filter: UsersFilter;
}

const STATES: readonly UserState[] = ["active", "locked", "disabled"];
const ROLES: readonly Role[] = ["admin", "biller", "dispatcher"];

export const RoleChoice = (
  { context: { words, show }, filter, counts }: FilterProps & { counts: Readonly<Record<Role, number>> },
) => {
  const all = ROLES.reduce((sum, role) => sum + counts[role], 0);
  const choices = [
    { role: "" as const, name: words.people.everybody, count: all },
    ...ROLES.map((role) => ({ role, name: words.people.roles[role], count: counts[role] })),
  ];
  return (
    <div class="seg-scroll">
      <nav class="seg" aria-label={words.users.role}>
        {choices.map(({ role, name, count }) => (
          <a href={usersAddress({ ...filter, role })} aria-current={role === filter.role ? "true" : undefined}>
            {name} <span class="muted">{show.count(count)}</span>
          </a>
        ))}
      </nav>
    </div>
  );
};

export const UsersFilterForm = ({ context: { words }, filter, areas }: FilterProps & { areas: readonly string[] }) => (
  <form
    class="card card-body filters filters--people"
    action="/users"
    role="search"
    aria-label={words.people.filter}
  >
    {filter.role !== "" && <input type="hidden" name="role" value={filter.role} />}
    <p class="field wide">
      <label for="users-q">{words.people.query}</label>
      <input class="input" id="users-q" name="q" type="search" value={filter.q} autocomplete="off" />
    </p>
    <p class="field">
      <label for="users-area">{words.users.area}</label>
      <select class="input" id="users-area" name="area">
        <option value="">{words.people.anyArea}</option>
        {withChosen(areas, filter.area).map((area) => (
          <option value={area} selected={area === filter.area}>{areaName(area, words)}</option>
        ))}
      </select>
    </p>
    <p class="field">
      <label for="users-state">{words.users.state}</label>
      <select class="input" id="users-state" name="state">
        <option value="">{words.people.anyState}</option>
        {STATES.map((state) => (
          <option value={state} selected={state === filter.state}>{words.people.states[state]}</option>
        ))}
      </select>
    </p>
    <p class="field">
      <label for="users-order">{words.people.order}</label>
      <select class="input" id="users-order" name="order">
        <option value="">{words.people.newestFirst}</option>
        <option value="name" selected={filter.order === "name"}>{words.people.byName}</option>
      </select>
    </p>
    <p>
      <button class="btn" type="submit">
        <Icon name="search" />
        {words.bills.show}
      </button>
    </p>
  </form>
);

/** An area that is not in use any more may still be somebody's, or stand in an old link. */
export const withChosen = (areas: readonly string[], chosen: string | null): readonly string[] =>
  !chosen || areas.includes(chosen) ? areas : [chosen, ...areas];
