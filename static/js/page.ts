/** What the browser alone must know on every page: an open menu, the colours at once, a message that has been read. */
import { libraries } from "./libraries.ts";

const TOAST_MS = 6_000;

export function startPage(): void {
  document.addEventListener("alpine:init", declareComponents);
  document.addEventListener("submit", changeThemeAtOnce);
  document.addEventListener("submit", comeBackHere);
  document.addEventListener("htmx:after:swap", dismissToasts);
}

function declareComponents(): void {
  libraries().Alpine.data("menu", () => ({
    close() {
      (this.$root as HTMLDetailsElement).open = false;
    },
    closeToButton() {
      (this.$root as HTMLDetailsElement).open = false;
      this.$root.querySelector("summary")?.focus();
    },
  }));
}

/** The same cookie as without script, but the page stays: scans may be under way on it. */
function changeThemeAtOnce(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("themeForm" in form.dataset)) return;
  if (!(event.submitter instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const theme = event.submitter.value;
  fetch(form.action, { method: "POST", body: new URLSearchParams({ theme }), redirect: "manual" }).catch(() => {});
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

/** A page that keeps its address up to date (the open sack, the station) is come back to as it is now. */
function comeBackHere({ target }: SubmitEvent): void {
  if (!(target instanceof HTMLFormElement) || new URL(target.action).pathname !== "/language") return;
  const next = target.elements.namedItem("next");
  if (next instanceof HTMLInputElement) next.value = location.pathname + location.search;
}

const EDITABLE = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";

/** Where what is typed belongs to somebody else. Boxes to tick take no text. */
export function isEditable(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.closest(EDITABLE) !== null;
}

function dismissToasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>(".toast:not([data-seen])")) {
    toast.dataset.seen = "";
    setTimeout(() => toast.remove(), TOAST_MS);
  }
}
