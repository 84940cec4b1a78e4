/** What of the bills is seen: all of it stands in the address, so that a link, the back button and an export agree. */
import type { BillStatus } from "../domain/shapes.ts";
import type { BillsFilter } from "./bills_page.tsx";
import type { PageContext } from "./context.ts";
import type { Show } from "./format.ts";
import { Icon } from "./icons.tsx";
import { withQuery } from "./paths.ts";

/** The fields of the address, named as the API names them. */
export const filterQuery = ({ q, status, from, to, createdBy }: BillsFilter) => ({
  ...{ q, status, from, to },
  created_by: createdBy,
});

export interface FilterPart {
  /** In the address. */
  readonly name: keyof ReturnType<typeof filterQuery>;
  says(context: PageContext): string;
}

/** The parts of the filter that leave bills out. */
export function activeParts({ q, status, from, to, createdBy }: BillsFilter): FilterPart[] {
  return [
    ...q === "" ? [] : [{ name: "q" as const, says: () => `“${q}”` }],
    ...status === "" ? [] : [{ name: "status" as const, says: ({ words }: PageContext) => words.billStatuses[status] }],
    ...from === ""
      ? []
      : [{ name: "from" as const, says: ({ words, show }: PageContext) => words.billList.since(dayIn(show, from)) }],
    ...to === ""
      ? []
      : [{ name: "to" as const, says: ({ words, show }: PageContext) => words.billList.until(dayIn(show, to)) }],
    ...createdBy === ""
      ? []
      : [{ name: "created_by" as const, says: ({ words }: PageContext) => words.billList.by(createdBy) }],
  ];
}

/** A day as people write it. Noon is that day in every zone where goods are packed. */
const dayIn = ({ day }: Show, text: string): string => day(new Date(`${text}T12:00:00Z`));

interface FilterProps {
  readonly context: PageContext;
  readonly filter: BillsFilter;
}

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

export const StatusChoice = ({ context: { words }, filter }: FilterProps) => {
  const query = filterQuery(filter);
  return (
    <div class="seg-scroll">
      <nav class="seg" aria-label={words.bills.status}>
        <a
          href={withQuery("/bills", { ...query, status: null })}
          aria-current={filter.status === "" ? "true" : undefined}
        >
          {words.bills.all}
        </a>
        {STATUSES.map((status) => (
          <a
            href={withQuery("/bills", { ...query, status })}
            aria-current={filter.status === status ? "true" : undefined}
          >
            {words.billStatuses[status]}
          </a>
        ))}
      </nav>
    </div>
  );
};

export const BillsFilterForm = (
  { context: { words }, filter, makers }: FilterProps & { makers: readonly string[] },
) => (
  <form class="card card-body filters filters--row" action="/bills" role="search" aria-label={words.bills.filter}>
    {filter.status !== "" && <input type="hidden" name="status" value={filter.status} />}
    <p class="field wide">
      <label for="bills-q">{words.bills.query}</label>
      <input class="input" id="bills-q" name="q" type="search" value={filter.q} autocomplete="off" />
    </p>
    <DayField id="bills-from" name="from" label={words.billList.from} value={filter.from} />
    <DayField id="bills-to" name="to" label={words.billList.to} value={filter.to} />
    <p class="field">
      <label for="bills-by">{words.billList.madeBy}</label>
      <select class="input" id="bills-by" name="created_by">
        <option value="">{words.billList.anybody}</option>
        {withChosen(makers, filter.createdBy).map((maker) => (
          <option value={maker} selected={maker === filter.createdBy}>{maker}</option>
        ))}
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

const DayField = ({ id, name, label, value }: { id: string; name: string; label: string; value: string }) => (
  <p class="field">
    <label for={id}>{label}</label>
    <input class="input" id={id} name={name} type="date" value={value} />
  </p>
);

/** An old link may name somebody who is none of them: the form still shows what is filtered by. */
const withChosen = (makers: readonly string[], chosen: string): readonly string[] =>
  chosen === "" || makers.includes(chosen) ? makers : [chosen, ...makers];
