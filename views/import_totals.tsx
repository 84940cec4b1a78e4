/** What an import makes, in numbers: of the check first, then of what was put in. */
import type { PageContext } from "./context.ts";
import type { ImportProps } from "./import_page.tsx";

export const ImportTotals = (props: ImportProps) => {
  const { context: { words: { imports } }, detail } = props;
  if (detail.rowsChecked === 0 && detail.checkedAt === null) return <div id="import-totals" hidden></div>;
  return (
    <section class="card stats" id="import-totals" aria-label={imports.totals}>
      {figuresOf(props).map((figure) => <Figure context={props.context} {...figure} />)}
    </section>
  );
};

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly note: string;
  readonly href?: string;
}

function figuresOf({ context: { words: { imports } }, detail }: ImportProps): FigureProps[] {
  const { counts, layout } = detail;
  const isIn = detail.appliedAt !== null;
  const registered = isIn ? imports.areNow : imports.willBe;
  const hasBills = layout === "bills" || layout === "parent_bill_batches";
  const problems = counts.conflicts + counts.invalid > 0 ? { href: "#import-problems" } : {};
  return [
    ...(hasBills ? [] : [{ name: imports.newBags, value: counts.newChildren, note: registered }]),
    ...(layout === "bills" ? [] : [{ name: imports.newSacks, value: counts.newParents, note: registered }]),
    ...(hasBills
      ? [{ name: imports.newBills, value: counts.newBills, note: isIn ? imports.areMade : imports.willBeMade }]
      : []),
    ...(layout === "bills" ? [] : [{ ...(hasBills ? imports.loaded : imports.packed), value: counts.newLinks }]),
    { name: imports.unchanged, value: counts.unchanged, note: imports.there },
    { name: imports.conflicts, value: counts.conflicts, note: imports.stay, ...problems },
    { name: imports.bad, value: counts.invalid, note: imports.out, ...problems },
  ];
}

const Figure = ({ context: { show }, name, value, note, href }: FigureProps & { readonly context: PageContext }) => {
  const inside = (
    <>
      <span class="stat-name">{name}</span>
      <span class="stat-value">{show.count(value)}</span>
      <span class="stat-note">{note}</span>
    </>
  );
  return href ? <a href={href}>{inside}</a> : <div>{inside}</div>;
};
