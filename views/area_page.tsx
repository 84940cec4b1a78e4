/** `/areas/<key>`: one dispatch area, to be edited. */
import { Crumbs } from "./crumbs.tsx";
import type { AreaLine } from "../domain/area.ts";
import { LIMITS } from "../domain/limits.ts";
import { type AreaDraft, StillThere } from "./areas_page.tsx";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { DeskPage } from "./layout.tsx";
import { Warning } from "./notice.tsx";
import { SettingFact, SettingField } from "./setting_fields.tsx";
import type { Told } from "./words/told.ts";

interface AreaPageProps {
  readonly context: PageContext;
  readonly area: AreaLine;
  readonly draft: Omit<AreaDraft, "key"> & { readonly active: boolean } | null;
  readonly refused: Told | null;
}

export const AreaPage = ({ context, area, draft, refused }: AreaPageProps) => {
  const { words: { areasPage: words, frame }, words: all, show } = context;
  const name = areaName(area.key, all);
  return (
    <DeskPage context={context} title={words.edit(name)}>
      <div class="page-head">
        <div>
          <Crumbs label={frame.where} above={[{ href: "/areas", name: words.title }]} />
          <h1>{name}</h1>
          <p>
            {words.dispatchers}: {words.dispatchersOf(show.count(area.dispatchers), show.count(area.maxDispatchers))}.
            {" "}
            {words.sacks}: {show.count(area.parents)}.
          </p>
        </div>
      </div>
      {refused && <Warning told={refused} />}
      <StillThere context={context} area={area} />
      <AreaForm context={context} area={area} draft={draft} />
    </DeskPage>
  );
};

const AreaForm = ({ context, area, draft }: Pick<AreaPageProps, "context" | "area" | "draft">) => {
  const { areasPage: words } = context.words;
  const shown = draft ?? { label: area.label, maxDispatchers: String(area.maxDispatchers), active: area.active };
  return (
    <form class="card card-body form-grid" method="post" action={`/areas/${area.key}`}>
      <input type="hidden" name="version" value={area.version} />
      <SettingField
        {...{ id: "area-label", name: "label", label: words.name, hint: words.nameHint, required: true }}
        value={shown.label}
        maxLength={LIMITS.areaLabelCharsMax}
      />
      <SettingFact label={words.key} hint={words.keyFixed}>{area.key}</SettingFact>
      <SettingField
        {...{ id: "area-max", name: "max_dispatchers", label: words.max, isNumber: true, required: true }}
        value={shown.maxDispatchers}
      />
      <div class="field">
        <label class="choice">
          <input
            type="checkbox"
            name="active"
            value="yes"
            checked={shown.active}
            aria-describedby="area-active-hint"
          />
          {words.inUse}
        </label>
        <span class="hint" id="area-active-hint">{words.inUseHint}</span>
      </div>
      <p class="whole">
        <button class="btn btn--primary" type="submit">{words.save}</button>
      </p>
    </form>
  );
};
