/** What a search says beside its results: what a code looks like, what could have been meant, whose bills are. */
import type { Search } from "../domain/search.ts";
import type { PageContext } from "./context.ts";
import { EmptySack, Icon } from "./icons.tsx";
import { bagPath } from "./paths.ts";

interface HelpProps {
  readonly context: PageContext;
  readonly found: Search;
}

export const NothingFound = ({ context, found }: HelpProps) => (
  <section class="card empty">
    <EmptySack />
    <h2>{context.words.search.unknownTitle(found.query)}</h2>
    <p>{whatACodeIs(context, found)}</p>
    <Meant context={context} codes={found.suggestions} />
  </section>
);

/** Beside results: the slip is told all the same, since what was meant may not be among them. */
export const Suggestions = ({ context, found }: HelpProps) =>
  found.suggestions.length === 0 ? null : (
    <div class="card card-body search-meant">
      <p>{found.nearMiss ? whatACodeIs(context, found) : ""}</p>
      <Meant context={context} codes={found.suggestions} />
    </div>
  );

const Meant = ({ context: { words }, codes }: { context: PageContext; codes: readonly string[] }) =>
  codes.length === 0 ? null : (
    <p class="row search-codes">
      <span>{words.searching.didYouMean}</span>
      {codes.map((code) => <a class="btn code" href={bagPath(code)}>{code}</a>)}
    </p>
  );

function whatACodeIs({ words: { searching: words } }: PageContext, { nearMiss, isTooShort, part }: Search): string {
  if (nearMiss) {
    const { kind, digits } = nearMiss;
    const example = kind.prefix + "42".padStart(kind.digits, "0");
    const rule = words.sackCode(kind.prefix, kind.digits, example);
    return digits === null
      ? `${rule} ${words.notOnlyNumbers}`
      : digits === kind.digits
      ? `${rule} ${words.readAgain}`
      : `${rule} ${words.hasDigits(digits)}`;
  }
  if (isTooShort) return words.tooShort;
  return IS_CODE.test(part) ? words.notSeenYet : words.codes;
}

/** It could well be a bag's: then it is not known because nobody has packed it. */
const IS_CODE = /^[A-Z0-9]{4,20}$/;

/** A dispatcher is told that it is one, and where his bag's own page says which bill it is on. */
export const OthersBill = ({ context: { words }, query }: { context: PageContext; query: string }) => (
  <div class="notice">
    <Icon name="bill" />
    <p>
      <b>{words.searching.isBill(query)}</b> {words.searching.othersBill}
    </p>
  </div>
);
