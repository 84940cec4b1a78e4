/** Only a script can ask for the printer, so only the script shows the button. */

export function startPrintButton(): void {
  const button = document.getElementById("print");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
}
