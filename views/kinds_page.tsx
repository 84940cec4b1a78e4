/** `/kinds`: how the codes of sacks look and what they hold; and one kind, to be edited. */
import { Crumbs } from "./crumbs.tsx";
import type { Kind } from "../domain/code.ts";
import type { KindLine } from "../domain/kind.ts";
import { LIMITS } from "../domain/limits.ts";
import { EditLink } from "./areas_page.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Done, Warning } from "./notice.tsx";
import { productOf } from "./products.ts";
import { SettingFact, SettingField } from "./setting_fields.tsx";
import type { Told } from "./words/told.ts";

/** What stands in a kind's form, as it was typed. */
export interface KindDraft {
  readonly prefix: string;
  readonly digits: string;
  readonly product: string;
  readonly capacity: string;
  readonly childWeight: string;
  readonly expectedWeight: string;
}

interface KindsPageProps {
  readonly context: PageContext;
  readonly kinds: readonly KindLine[];
  readonly draft: KindDraft | null;
  readonly refused: Told | null;
  /** Of a kind that was just made or edited, its name. */
  readonly created: string | null;
  readonly changed: string | null;
}

export const KindsPage = ({ context, kinds, draft, refused, created, changed }: KindsPageProps) => {
  const { words: { kindsPage: words } } = context;
  const done = kinds.find(({ kind }) => kind === (created ?? changed));
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
      </div>
      {refused && <Warning told={refused} />}
      {done && <Done>{created ? words.created(done.kind) : words.changed(done.kind)}</Done>}
      <details class="card fold" id="new" open={draft !== null}>
        <summary class="card-head">
          <Icon name="plus" />
          <h2>{words.add}</h2>
          <Icon name="down" />
        </summary>
        <form class="card-body form-grid" method="post" action="/kinds">
          <KindFields context={context} draft={draft ?? EMPTY} areCodesFixed={false} />
          <p class="whole">
            <button class="btn btn--primary" type="submit">{words.create}</button>
          </p>
        </form>
      </details>
      <section class="card">
        <KindsTable context={context} kinds={kinds} />
      </section>
    </DeskPage>
  );
};

const EMPTY: KindDraft = {
  ...{ prefix: "", digits: "5", product: "", capacity: "", childWeight: "1", expectedWeight: "" },
};

interface FieldsProps {
  readonly context: PageContext;
  readonly draft: KindDraft;
  /** Sacks have such codes; `draft` still says how they look. */
  readonly areCodesFixed: boolean;
}

const KindFields = ({ context: { words: { kindsPage: words } }, draft, areCodesFixed }: FieldsProps) => (
  <>
    {areCodesFixed
      ? (
        <SettingFact label={words.codes} hint={words.fixed}>
          <span class="code">{exampleOf({ prefix: draft.prefix, digits: Number(draft.digits) })}</span>
        </SettingFact>
      )
      : (
        <>
          <SettingField
            {...{ id: "kind-prefix", name: "prefix", label: words.prefix, hint: words.prefixHint, required: true }}
            value={draft.prefix}
            maxLength={LIMITS.kindPrefixCharsMax}
          />
          <SettingField
            {...{ id: "kind-digits", name: "digits", label: words.digits, isNumber: true, required: true }}
            value={draft.digits}
          />
        </>
      )}
    <SettingField
      {...{ id: "kind-product", name: "product", label: words.product, required: true }}
      value={draft.product}
      maxLength={LIMITS.kindProductCharsMax}
    />
    <SettingField
      {...{ id: "kind-capacity", name: "capacity", label: words.capacity, isNumber: true, required: true }}
      value={draft.capacity}
    />
    <SettingField
      {...{ id: "kind-child", name: "child_weight_kg", label: words.childWeight, isNumber: true, required: true }}
      value={draft.childWeight}
    />
    <SettingField
      {...{ id: "kind-expected", name: "expected_weight_kg", label: words.expectedWeight, isNumber: true }}
      hint={words.expectedWeightHint}
      value={draft.expectedWeight}
    />
  </>
);

const KindsTable = ({ context, kinds }: { context: PageContext; kinds: readonly KindLine[] }) => {
  const { words: { kindsPage: words }, show } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          <th scope="col" class="only-wide">{words.codes}</th>
          <th scope="col" class="num">{words.capacity}</th>
          <th scope="col" class="num only-wide">{words.weights}</th>
          <th scope="col" class="num">{words.sacks}</th>
          <th scope="col">
            <span class="visually-hidden">{words.edit("")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr id={`kind-${kind.kind}`}>
            <th scope="row">
              {kind.kind}
              <span class="table-note">{productOf(kind.kind, kinds, context.words)}</span>
            </th>
            <td class="only-wide">
              <span class="code">{exampleOf(kind)}</span>
            </td>
            <td class="num">{show.count(kind.capacity)}</td>
            <td class="num only-wide">
              {show.kg(kind.childWeightG / 1000)}, {show.kg(kind.expectedWeightG / 1000)}
            </td>
            <td class="num">
              {show.count(kind.parents)}
              {kind.olderParents > 0 && <span class="table-note">{words.older(show.count(kind.olderParents))}</span>}
            </td>
            <td class="num">
              <EditLink href={`/kinds/${kind.kind}`} name={words.edit(kind.kind)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface KindPageProps {
  readonly context: PageContext;
  readonly kind: KindLine;
  readonly draft: KindDraft | null;
  readonly refused: Told | null;
}

export const KindPage = ({ context, kind, draft, refused }: KindPageProps) => {
  const { words: { kindsPage: words, frame } } = context;
  const { says, todo } = words.fromNowOn;
  return (
    <DeskPage context={context} title={words.edit(kind.kind)}>
      <div class="page-head">
        <div>
          <Crumbs label={frame.where} above={[{ href: "/kinds", name: words.title }]} />
          <h1>{kind.kind}</h1>
          <p>{words.sacks}: {context.show.count(kind.parents)}</p>
        </div>
      </div>
      {refused && <Warning told={refused} />}
      <div class="notice">
        <Icon name="info" />
        <p>
          <b>{says}</b> {todo}
        </p>
      </div>
      <form class="card card-body form-grid" method="post" action={`/kinds/${kind.kind}`}>
        <input type="hidden" name="version" value={kind.version} />
        <KindFields context={context} draft={draft ?? draftOf(kind)} areCodesFixed={kind.parents > 0} />
        <p class="whole">
          <button class="btn btn--primary" type="submit">{words.save}</button>
        </p>
      </form>
    </DeskPage>
  );
};

const draftOf = (kind: Kind): KindDraft => ({
  prefix: kind.prefix,
  digits: String(kind.digits),
  product: kind.product,
  capacity: String(kind.capacity),
  childWeight: String(kind.childWeightG / 1000),
  expectedWeight: String(kind.expectedWeightG / 1000),
});

/** A code of this kind, to show how they look: `SB00042`. */
const exampleOf = ({ prefix, digits }: Pick<Kind, "prefix" | "digits">): string => prefix + "42".padStart(digits, "0");
