/** `/areas`: the towns where sacks are packed. */
import type { AreaLine } from "../domain/area.ts";
import { LIMITS } from "../domain/limits.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import { PeopleTabs } from "./people_tabs.tsx";
import { SettingField } from "./setting_fields.tsx";
import type { Told } from "./words/told.ts";

/** What was typed into a form that was refused. */
export interface AreaDraft {
  readonly key: string;
  readonly label: string;
  readonly maxDispatchers: string;
}

interface AreasPageProps {
  readonly context: PageContext;
  readonly areas: readonly AreaLine[];
  readonly draft: AreaDraft | null;
  readonly refused: Told | null;
  /** Of an area that was just made or edited, its key. */
  readonly created: string | null;
  readonly changed: string | null;
}

export const AreasPage = ({ context, areas, draft, refused, created, changed }: AreasPageProps) => {
  const { words: { areasPage: words }, words: all } = context;
  const done = areas.find(({ key }) => key === (created ?? changed));
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
      </div>
      <PeopleTabs context={context} here="areas" />
      {refused && <Warning told={refused} />}
      {done && <Done>{created ? words.created(areaName(done.key, all)) : words.changed(areaName(done.key, all))}</Done>}
      {done && <StillThere context={context} area={done} />}
      <NewAreaForm context={context} draft={draft} />
      <section class="card">
        <AreasTable context={context} areas={areas} />
      </section>
    </DeskPage>
  );
};

/** Of an area that is out of use: who belongs to it all the same. */
export const StillThere = ({ context: { words }, area }: { context: PageContext; area: AreaLine }) => {
  if (area.active || area.dispatchers === 0) return null;
  const { says, todo } = words.areasPage.still(area.dispatchers);
  return (
    <div class="notice notice--warn" role="status">
      <Icon name="info" />
      <p>
        <b>{says}</b> {todo}
      </p>
    </div>
  );
};

const NewAreaForm = ({ context: { words: { areasPage: words } }, draft }: {
  context: PageContext;
  draft: AreaDraft | null;
}) => (
  <details class="card fold" id="new" open={draft !== null}>
    <summary class="card-head">
      <Icon name="plus" />
      <h2>{words.add}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" method="post" action="/areas">
      <SettingField
        {...{ id: "area-label", name: "label", label: words.name, hint: words.nameHint, required: true }}
        value={draft?.label ?? ""}
        maxLength={LIMITS.areaLabelCharsMax}
      />
      <SettingField
        {...{ id: "area-key", name: "key", label: words.key, hint: words.keyHint, maxLength: 40 }}
        value={draft?.key ?? ""}
      />
      <SettingField
        {...{ id: "area-max", name: "max_dispatchers", label: words.max, isNumber: true, required: true }}
        value={draft?.maxDispatchers ?? String(LIMITS.areaDispatchersUsual)}
      />
      <p class="whole">
        <button class="btn btn--primary" type="submit">{words.create}</button>
      </p>
    </form>
  </details>
);

const AreasTable = ({ context, areas }: { context: PageContext; areas: readonly AreaLine[] }) => {
  const { words: { areasPage: words }, show } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" class="num">{words.dispatchers}</th>
          <th scope="col" class="num">{words.sacks}</th>
          <th scope="col" class="only-wide">{words.state}</th>
          <th scope="col">
            <span class="visually-hidden">{words.edit("")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => (
          <tr id={`area-${area.key}`}>
            <th scope="row">
              {areaName(area.key, context.words)}
              <span class="table-note">{area.key}</span>
              {!area.active && <span class="table-note only-narrow">{words.inactive}</span>}
            </th>
            <td class="num">{words.dispatchersOf(show.count(area.dispatchers), show.count(area.maxDispatchers))}</td>
            <td class="num">{show.count(area.parents)}</td>
            <td class="only-wide">
              <Chip look={area.active ? "done" : "bad"} text={area.active ? words.active : words.inactive} />
            </td>
            <td class="num">
              <EditLink href={`/areas/${area.key}`} name={words.edit(areaName(area.key, context.words))} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** To the page where one row of a list is edited. */
export const EditLink = ({ href, name }: { href: string; name: string }) => (
  <a class="btn btn--quiet btn--icon" href={href}>
    <Icon name="pencil" />
    <span class="visually-hidden">{name}</span>
  </a>
);
