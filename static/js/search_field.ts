/** On the search page a scan takes the place of what was asked for before; it is not written behind it. */

export function startSearchField(): void {
  const field = document.getElementById("q");
  if (field instanceof HTMLInputElement && document.activeElement === field) field.select();
}
