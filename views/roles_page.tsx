/** `/roles`: the table of `domain/abilities.ts`, for admins who want to know what they give away with a role. */
import { ABILITIES, type Ability, limitOf, mayRole, ROLES } from "../domain/abilities.ts";
import type { Role } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { PeopleTabs } from "./people_tabs.tsx";

interface PageProps {
  readonly context: PageContext;
}

export const RolesPage = ({ context }: PageProps) => {
  const { words: { rolesPage: words } } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
      </div>
      <PeopleTabs context={context} here="roles" />
      <section class="card">
        <RolesTable context={context} />
        <p class="hint roles-note">{words.footnote}</p>
      </section>
    </DeskPage>
  );
};

const RolesTable = ({ context }: PageProps) => {
  const { words: { rolesPage: words, roles } } = context;
  return (
    <table class="table table--sticky roles">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.ability}</th>
          {ROLES.map((role) => <th scope="col">{roles[role]}</th>)}
        </tr>
      </thead>
      {ROLES.map((from) => <Group context={context} from={from} />)}
    </table>
  );
};

/** What begins with this role. */
const Group = ({ context, from }: PageProps & { readonly from: Role }) => (
  <tbody>
    <tr class="roles-group">
      <th scope="rowgroup" colspan={1 + ROLES.length}>{context.words.rolesPage.from[from]}</th>
    </tr>
    {ALL.filter((ability) => ABILITIES[ability].from === from).map((ability) => (
      <tr id={`ability-${ability}`}>
        <th scope="row">{context.words.abilities[ability]}</th>
        {ROLES.map((role) => (
          <td>
            <Answer context={context} role={role} ability={ability} />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
);

const ALL = Object.keys(ABILITIES) as Ability[];

/** By sign and word; the colour only helps. */
const Answer = ({ context, role, ability }: PageProps & { readonly role: Role; readonly ability: Ability }) => {
  const { rolesPage: words } = context.words;
  if (!mayRole(role, ability)) {
    return (
      <span class="roles-no">
        <Icon name="cross" small />
        <span class="visually-hidden">{words.no}</span>
      </span>
    );
  }
  const limit = limitOf(role, ability);
  return (
    <span class="roles-yes">
      <Icon name="check" />
      {limit ? <small>{words.limits[limit]}</small> : <span class="visually-hidden">{words.yes}</span>}
    </span>
  );
};
