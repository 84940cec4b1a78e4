/** The sacks of a bill by key: after one was taken off, the next one's button has the focus; Ctrl+Z takes the step back. */

export function startBillTable(): void {
  let place = -1;
  document.addEventListener("submit", ({ submitter }) => {
    place = submitter ? rowsOf(submitter).findIndex((row) => row.contains(submitter)) : -1;
  }, true);
  document.addEventListener("htmx:after:swap", () => {
    if (place < 0 || document.activeElement !== document.body) return;
    const rows = [...document.querySelectorAll("#bill-parents tbody tr")];
    const next = rows[Math.min(place, rows.length - 1)]?.querySelector<HTMLElement>("button[name=parent]");
    (next ?? document.getElementById("bill-undo"))?.focus();
    place = -1;
  });
  document.addEventListener("keydown", takeBack);
}

const rowsOf = (element: Element): Element[] => [...element.closest("#bill-parents tbody")?.children ?? []];

function takeBack(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  if (event.target instanceof HTMLElement && event.target.closest("input:not([type=checkbox]), textarea")) return;
  const undo = document.getElementById("bill-undo");
  if (!undo) return;
  event.preventDefault();
  undo.click();
}
