/** `/open-sacks`: sacks that were begun and not finished, the longest open first: the list behind the dashboard's ages. */
import type { OpenAge } from "../domain/filters.ts";
import type { OpenParent, Page } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { EmptySack } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager } from "./notice.tsx";
import { bagPath, withQuery } from "./paths.ts";

export interface OpenSacksProps {
  readonly context: PageContext;
  /** Null: of any age. */
  readonly age: OpenAge | null;
  readonly page: Page<OpenParent>;
  /** Over all pages. */
  readonly count: number;
  readonly isFirst: boolean;
}

/** In the order of the dashboard's counts. */
export const AGES: readonly OpenAge[] = ["10m", "1h", "4h", "older"];

const addressOf = (age: OpenAge | null): string => withQuery("/open-sacks", { age });

export const OpenSacksPage = ({ context, age, page, count, isFirst }: OpenSacksProps) => {
  const { words: { openSacks: words, dashboard }, show } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>
            <b id="open-count">{dashboard.openSacks(count, show.count(count))}</b>. {dashboard.openByAgeSays}
          </p>
        </div>
      </div>
      <AgeChoice context={context} age={age} />
      {page.items.length === 0 ? <Empty context={context} /> : (
        <section class="card">
          <OpenTable context={context} sacks={page.items} />
          <Pager context={context} address={addressOf(age)} isFirst={isFirst} nextCursor={page.nextCursor} />
        </section>
      )}
    </DeskPage>
  );
};

const AgeChoice = ({ context: { words }, age }: Pick<OpenSacksProps, "context" | "age">) => (
  <div class="seg-scroll">
    <nav class="seg" aria-label={words.dashboard.openByAge}>
      <a href={addressOf(null)} aria-current={age === null ? "true" : undefined}>{words.openSacks.anyAge}</a>
      {AGES.map((one) => (
        <a href={addressOf(one)} aria-current={one === age ? "true" : undefined}>{words.dashboard.ages[one]}</a>
      ))}
    </nav>
  </div>
);

const OpenTable = ({ context, sacks }: { context: PageContext; sacks: readonly OpenParent[] }) => {
  const { words: { openSacks: words, bags }, show, now } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{bags.sack}</th>
          <th scope="col" class="num">{bags.filled}</th>
          <th scope="col" class="num">{words.since}</th>
          <th scope="col" class="only-wide">{bags.area}</th>
          <th scope="col" class="only-wide">{words.registeredBy}</th>
        </tr>
      </thead>
      <tbody>
        {sacks.map((sack) => (
          <tr id={`open-${sack.code}`}>
            <th scope="row">
              <a class="code" href={bagPath(sack.code)}>{sack.code}</a>
            </th>
            <td class="num">
              <b>{sack.childCount} / {sack.capacity}</b>
            </td>
            <td class="num">{show.when(sack.openedAt, now)}</td>
            <td class="only-wide">{sack.area ? areaName(sack.area, context.words) : context.words.frame.nothing}</td>
            <td class="only-wide">{sack.createdBy ?? context.words.frame.nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Empty = ({ context: { words: { openSacks: words } } }: { context: PageContext }) => (
  <section class="card empty">
    <EmptySack />
    <h2>{words.emptyTitle}</h2>
    <p>{words.emptySays}</p>
    <p class="row">
      <a class="btn" href="/open-sacks">{words.anyAge}</a>
    </p>
  </section>
);
