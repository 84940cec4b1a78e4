/** On every page with fields: a badge that was scanned into one of them is not sent. Addresses and logs would keep it. */
import { holdsBadge } from "../../domain/badge_text.ts";

export function startBadgeGuard(): void {
  document.addEventListener("submit", keepBadgeHere, true);
}

function keepBadgeHere(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || "takesBadge" in form.dataset) return;
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || !holdsBadge(field.value)) continue;
    field.value = "";
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
