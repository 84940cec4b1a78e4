/** Shortcuts of a single key can be switched off, on this device: who speaks to his computer would press them by accident. */

const SHORTCUTS_KEY = "tracetrack-shortcuts";
/** Where the browser keeps nothing, the choice lasts as long as the page. */
let isOnHere = true;

export function areShortcutsOn(): boolean {
  try {
    return (localStorage.getItem(SHORTCUTS_KEY) ?? (isOnHere ? "on" : "off")) === "on";
  } catch {
    return isOnHere;
  }
}

/** Only a script can keep the choice, so only the script shows it. */
export function startShortcutSwitch(): void {
  const box = document.getElementById("shortcuts-on");
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = areShortcutsOn();
  document.getElementById("shortcuts-switch")!.hidden = false;
  box.addEventListener("change", () => keepChoice(box.checked));
}

function keepChoice(isOn: boolean): void {
  isOnHere = isOn;
  try {
    localStorage.setItem(SHORTCUTS_KEY, isOn ? "on" : "off");
  } catch {
    // A browser that keeps nothing.
  }
}
