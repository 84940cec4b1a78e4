/**
 * A scanner ends a code with Enter. In a field that a scanner fills (`data-enter="next"`) that goes on to the next field:
 * it never sends a form half filled in. Some scanners send a second Enter, which may not send it either.
 */

/** A second Enter within this time, with no key between, was not pressed by a hand. */
const ENTER_AGAIN_MS = 300;

export function startNextField(): void {
  let movedAt = Number.NEGATIVE_INFINITY;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) {
      movedAt = Number.NEGATIVE_INFINITY;
      return;
    }
    if (event.timeStamp - movedAt < ENTER_AGAIN_MS) return event.preventDefault();
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.dataset.enter !== "next") return;
    event.preventDefault();
    movedAt = event.timeStamp;
    fieldAfter(field)?.focus();
  });
}

function fieldAfter(field: HTMLInputElement): HTMLElement | undefined {
  const fields = [...field.form?.elements ?? []] as HTMLElement[];
  return fields.slice(fields.indexOf(field) + 1).find((one) => one.tabIndex >= 0 && one.offsetParent !== null);
}
