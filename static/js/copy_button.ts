/** Copies what stands in a field. Only a script can, so only the script shows the button. */

export function startCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
    const field = document.getElementById(button.dataset["copies"] ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (await copy(field)) said(field);
    });
  }
}

/** Over plain http, as in most warehouses, there is no clipboard to write to: then the old way. */
async function copy(field: HTMLInputElement): Promise<boolean> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

function said({ id }: HTMLInputElement): void {
  const output = document.getElementById(`${id}-copied`);
  if (output) output.textContent = output.dataset["says"] ?? "";
}
