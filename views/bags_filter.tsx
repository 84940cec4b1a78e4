/** What the list of sacks and bags is narrowed to: the address says it, the form asks for it, chips take it back. */
import type { OpenAge } from "../domain/filters.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { withQuery } from "./paths.ts";

/** As the address says it; empty: not narrowed by this. */
export interface BagsFilter {
  readonly q: string;
  readonly role: "" | "parent" | "child";
  readonly kind: string;
  /** Of sacks: on a bill. Of bags: in a sack that is. */
  readonly billed: "" | "true" | "false";
  /** Of bags: in a sack. */
  readonly linked: "" | "true" | "false";
  /** Of sacks: begun, neither full nor on a bill, for so long. */
  readonly open: "" | OpenAge;
  readonly area: string;
  /** Business days, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

export interface BagsFilterProps {
  readonly context: PageContext;
  readonly filter: BagsFilter;
  /** Names of the kinds of sack. */
  readonly kinds: readonly string[];
  /** Keys of the areas; none for those whose list is one area's anyway. */
  readonly areas: readonly string[];
}

export const bagsAddress = (filter: BagsFilter): string => withQuery("/bags", { ...filter });

/** Only what the sort of thing can be asked about goes along: a bag has no kind, a sack is in no sack, all have neither. */
export const ofRole = (filter: BagsFilter, role: BagsFilter["role"]): BagsFilter => ({
  ...filter,
  role,
  kind: role === "parent" ? filter.kind : "",
  billed: role === "" ? "" : filter.billed,
  linked: role === "child" ? filter.linked : "",
  open: role === "parent" ? filter.open : "",
});

export const RoleChoice = ({ context: { words }, filter }: Pick<BagsFilterProps, "context" | "filter">) => (
  <div class="seg-scroll">
    <nav class="seg" aria-label={words.bags.role}>
      {([["", words.bags.all], ["parent", words.bags.sacks], ["child", words.bags.bags]] as const).map((
        [role, name],
      ) => (
        <a href={bagsAddress(ofRole(filter, role))} aria-current={role === filter.role ? "true" : undefined}>{name}</a>
      ))}
    </nav>
  </div>
);

export const FilterForm = ({ context, filter, kinds, areas }: BagsFilterProps) => {
  const { words } = context;
  return (
    <form class="card card-body filters" action="/bags" role="search" aria-label={words.bags.filter}>
      {filter.role !== "" && <input type="hidden" name="role" value={filter.role} />}
      <p class="field wide">
        <label for="bags-q">{words.bags.query}</label>
        <input
          class="input"
          id="bags-q"
          name="q"
          type="search"
          value={filter.q}
          autocomplete="off"
          spellcheck={false}
        />
      </p>
      {selectsFor(context, filter, kinds, areas).map((select) => <Select {...select} value={filter[select.name]} />)}
      <Day name="from" label={words.bagList.from} value={filter.from} />
      <Day name="to" label={words.bagList.to} value={filter.to} />
      <p>
        <button class="btn" type="submit">
          <Icon name="search" />
          {words.bags.show}
        </button>
      </p>
    </form>
  );
};

/** Those that fit the sort of thing that is looked at. */
function selectsFor(
  { words }: PageContext,
  { role }: BagsFilter,
  kinds: readonly string[],
  areas: readonly string[],
): Omit<SelectProps, "value">[] {
  const { bags, bagList } = words;
  const either: Choice = ["", bagList.either];
  const kind: Choice[] = [["", bagList.anyKind], ...kinds.map((name): Choice => [name, name])];
  const billed: Choice[] = [either, ["true", bags.billed], ["false", bags.unbilled]];
  const linked: Choice[] = [either, ["true", bags.linked], ["false", bags.unlinked]];
  const open: Choice[] = [either, ["any", bagList.openAny], ...Object.entries(words.dashboard.ages)];
  const area: Choice[] = [["", bagList.anyArea], ...areas.map((key): Choice => [key, areaName(key, words)])];
  return [
    ...(role === "child" ? [] : [{ name: "kind", label: bagList.kind, choices: kind } as const]),
    { name: "billed", label: bagList.bill, choices: billed },
    ...(role === "parent" ? [] : [{ name: "linked", label: bagList.sack, choices: linked } as const]),
    ...(role === "parent" ? [{ name: "open", label: bagList.open, choices: open } as const] : []),
    ...(areas.length === 0 ? [] : [{ name: "area", label: bags.area, choices: area } as const]),
  ];
}

type Choice = readonly [value: string, name: string];

interface SelectProps {
  readonly name: "kind" | "billed" | "linked" | "open" | "area";
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
}

const Select = ({ name, label, value, choices }: SelectProps) => (
  <p class="field">
    <label for={`bags-${name}`}>{label}</label>
    <select class="input" id={`bags-${name}`} name={name}>
      {choices.map(([one, text]) => <option value={one} selected={one === value}>{text}</option>)}
    </select>
  </p>
);

const Day = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <p class="field">
    <label for={`bags-${name}`}>{label}</label>
    <input class="input" id={`bags-${name}`} name={name} type="date" value={value} />
  </p>
);

/** Each takes one thing back; the last takes all. The sort of thing is chosen above, not here. */
export const FilterChips = ({ context, filter }: Pick<BagsFilterProps, "context" | "filter">) => {
  const { bagList } = context.words;
  const chips = (Object.keys(CHIPS) as (keyof typeof CHIPS)[]).filter((name) => filter[name] !== "");
  return chips.length === 0 ? null : (
    <ul class="filter-chips" aria-label={bagList.narrowed}>
      {chips.map((name) => (
        <li>
          <a class="btn btn--row" href={bagsAddress({ ...filter, [name]: "" })}>
            {CHIPS[name](context, filter[name])}
            <Icon name="cross" small />
            <span class="visually-hidden">{bagList.takeBack}</span>
          </a>
        </li>
      ))}
      <li>
        <a class="btn btn--row btn--quiet" href={withQuery("/bags", { role: filter.role })}>{bagList.clear}</a>
      </li>
    </ul>
  );
};

const CHIPS: Readonly<
  Record<Exclude<keyof BagsFilter, "role">, (context: PageContext, value: string) => string>
> = {
  q: (_, value) => `“${value}”`,
  kind: ({ words }, value) => `${words.bagList.kind}: ${value}`,
  billed: ({ words }, value) => value === "true" ? words.bags.billed : words.bags.unbilled,
  linked: ({ words }, value) => value === "true" ? words.bags.linked : words.bags.unlinked,
  open: ({ words: { bagList, dashboard } }, value) =>
    value === "any" ? bagList.openAny : `${bagList.open}: ${dashboard.ages[value as keyof typeof dashboard.ages]}`,
  area: ({ words }, value) => areaName(value, words),
  from: ({ words, show }, value) => words.bagList.fromDay(dayOf(show, value)),
  to: ({ words, show }, value) => words.bagList.toDay(dayOf(show, value)),
};

/** Noon in London is the same day in all of the business's time zones. */
const dayOf = (show: PageContext["show"], day: string): string => show.day(new Date(`${day}T12:00:00Z`));
