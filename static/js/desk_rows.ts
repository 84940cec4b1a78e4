/** Going through the rows of a table or list by key: the focus stands on a row's first link, so Enter opens it. */

const ROWS = "main tbody tr, main .lines > li";

/** The next row, or the one before. From nowhere it begins with the first. */
export function stepRows(step: 1 | -1): void {
  const rows = linkedRows();
  const here = rows.findIndex(({ row }) => row.contains(document.activeElement));
  const next = rows[here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.link.focus({ preventScroll: true });
  next?.row.scrollIntoView({ block: "nearest" });
}

/** Whether arrows mean rows: elsewhere they scroll the page. */
export const isInRows = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(ROWS) !== null;

function linkedRows(): { readonly row: Element; readonly link: HTMLElement }[] {
  return [...document.querySelectorAll(ROWS)].flatMap((row) => {
    const link = row.querySelector<HTMLElement>("a[href]");
    return link && link.offsetParent !== null ? [{ row, link }] : [];
  });
}
