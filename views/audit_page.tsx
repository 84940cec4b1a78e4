/** `/audit`: what was done, newest first, narrowed by who, what, whereof and when. */
import type { AuditLine } from "../domain/audit.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page, Total } from "../domain/shapes.ts";
import { actionName, AuditDays } from "./audit_line.tsx";
import { mayHere, type PageContext } from "./context.ts";
import { FileLinks } from "./file_links.tsx";
import { Icon } from "./icons.tsx";
import { NothingFound } from "./nothing_found.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager } from "./notice.tsx";
import { withQuery } from "./paths.ts";

/** As the address says it; "" for no choice. */
export interface AuditPageFilter {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  /** Business days. */
  readonly from: string;
  readonly to: string;
}

export interface AuditPageProps {
  readonly context: PageContext;
  readonly filter: AuditPageFilter;
  readonly page: Page<AuditLine>;
  readonly total: Total;
  readonly isFirst: boolean;
  /** Names to choose from. */
  readonly actors: readonly string[];
}

export const auditAddress = (filter: AuditPageFilter): string => withQuery("/audit", { ...filter });

export const AuditPage = ({ context, filter, page, total, isFirst, actors }: AuditPageProps) => {
  const { words: { auditPage: words }, show } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>
            {words.says} <b id="audit-count">{words.counted(total.count, show.count(total.count), total.isExact)}</b>
          </p>
        </div>
        {mayHere(context, "export_all") && page.items.length > 0 && (
          <FileLinks context={context} path="/exports/audit" fields={{ ...filter }} total={total} />
        )}
      </div>
      <FilterForm context={context} filter={filter} actors={actors} />
      {page.items.length === 0
        ? <NothingFound words={words} href="/audit" />
        : (
          <section class="card audit" aria-label={words.list}>
            <AuditDays context={context} lines={page.items} />
            <Pager context={context} address={auditAddress(filter)} isFirst={isFirst} nextCursor={page.nextCursor} />
          </section>
        )}
    </DeskPage>
  );
};

type FormProps = Pick<AuditPageProps, "context" | "filter" | "actors">;

const FilterForm = ({ context, filter, actors }: FormProps) => {
  const { words: { auditPage: words } } = context;
  return (
    <form class="card card-body filters audit-filter" action="/audit" role="search" aria-label={words.filter}>
      <p class="field">
        <label for="audit-actor">{words.actor}</label>
        <input
          class="input"
          id="audit-actor"
          name="actor"
          list="audit-actors"
          value={filter.actor}
          maxlength={LIMITS.usernameCharsMax}
          autocomplete="off"
          spellcheck={false}
        />
        <datalist id="audit-actors">{actors.map((name) => <option value={name}></option>)}</datalist>
      </p>
      <ActionField context={context} chosen={filter.action} />
      <p class="field">
        <label for="audit-entity">{words.entity}</label>
        <input
          class="input"
          id="audit-entity"
          name="entity"
          value={filter.entity}
          placeholder={words.entityHint}
          aria-describedby="audit-entity-hint"
          autocomplete="off"
          spellcheck={false}
        />
        <span class="visually-hidden" id="audit-entity-hint">{words.entityHint}</span>
      </p>
      <DayField name="from" label={words.from} value={filter.from} />
      <DayField name="to" label={words.to} value={filter.to} />
      <p>
        <button class="btn" type="submit">
          <Icon name="search" />
          {words.show}
        </button>
      </p>
    </form>
  );
};

const ActionField = ({ context: { words }, chosen }: { context: PageContext; chosen: string }) => {
  const others = Object.keys(words.auditActions), commands = Object.keys(words.auditCommands);
  const option = (action: string) => (
    <option value={action} selected={action === chosen}>{actionName(words, action)}</option>
  );
  const isKnown = chosen === "" || others.includes(chosen) || commands.includes(chosen);
  return (
    <p class="field">
      <label for="audit-action">{words.auditPage.action}</label>
      <select class="input" id="audit-action" name="action">
        <option value="">{words.auditPage.anyAction}</option>
        {!isKnown && option(chosen)}
        <optgroup label={words.auditPage.ofPeople}>{others.map(option)}</optgroup>
        <optgroup label={words.auditPage.ofBags}>{commands.map(option)}</optgroup>
      </select>
    </p>
  );
};

const DayField = ({ name, label, value }: { name: "from" | "to"; label: string; value: string }) => (
  <p class="field">
    <label for={`audit-${name}`}>{label}</label>
    <input class="input" id={`audit-${name}`} name={name} type="date" value={value} />
  </p>
);
