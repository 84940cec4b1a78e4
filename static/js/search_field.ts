/** On the search page a scan takes the place of what was asked for before; it is not written behind it. */

export function startSearchField(): void {
  const field = document.getElementById("q");
  if (!(field instanceof HTMLInputElement)) return;
  if (document.activeElement === field) field.select();
  // The browser may give the field its focus only when it draws the page, after this script has run.
  else field.addEventListener("focus", () => field.select(), { once: true });
}
