/** The form of this device's settings: filled from the device, saved on it, never sent anywhere. */
import { playLook } from "./scan_sound.ts";
import {
  readScannerSettings,
  saveScannerSettings,
  type ScannerSettings,
  SETTINGS_CHANGED,
} from "./scanner_settings.ts";

export function startScannerForm(): void {
  const form = document.getElementById("scanner-settings");
  if (!(form instanceof HTMLFormElement)) return;
  const settings: SettingsForm = { form, filledWith: null };
  fillSettings(settings);
  document.addEventListener(SETTINGS_CHANGED, () => fillSettings(settings));
  form.addEventListener("input", () => saySettings("unsaved"));
  // A scanner's Enter in one of these fields is no wish to save.
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("settings-save")?.addEventListener("click", () => {
    if (form.reportValidity()) applySettings(formSettings(form));
  });
  for (const button of form.querySelectorAll<HTMLElement>("[data-play]")) {
    button.addEventListener("click", () => {
      playLook(button.dataset.play ?? "", { ...readScannerSettings(), ...formSettings(form) });
    });
  }
}

/** Saves, and says whether this browser will remember. */
export function applySettings(changes: Partial<ScannerSettings>): void {
  const isKept = saveScannerSettings(changes);
  saySettings(isKept ? "saved" : "savedForPage");
}

interface SettingsForm {
  readonly form: HTMLFormElement;
  filledWith: ScannerSettings | null;
}

/** Only what has changed: what somebody is typing into another field stays. */
function fillSettings(settings: SettingsForm): void {
  const now = readScannerSettings();
  const { form, filledWith } = settings;
  for (const [name, value] of Object.entries(now)) {
    if (filledWith?.[name as keyof ScannerSettings] !== value) fillField(form, name, value);
  }
  settings.filledWith = now;
}

function fillField(form: HTMLFormElement, name: string, value: string | number | boolean): void {
  const field = form.elements.namedItem(name);
  if (field instanceof RadioNodeList) field.value = String(value);
  if (!(field instanceof HTMLInputElement)) return;
  if (field.type === "checkbox") field.checked = value === true;
  else field.value = String(name === "volume" ? Math.round(Number(value) * 100) : value);
}

function formSettings(form: HTMLFormElement): Partial<ScannerSettings> {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  return {
    end: field("end").value === "pause" ? "pause" : "key",
    pauseMs: field("pauseMs").valueAsNumber,
    prefix: field("prefix").value,
    suffix: field("suffix").value,
    volume: field("volume").valueAsNumber / 100,
    sound: field("sound").checked,
    vibration: field("vibration").checked,
    station: field("station").value,
  };
}

function saySettings(what: "unsaved" | "saved" | "savedForPage"): void {
  const said = document.getElementById("settings-said");
  if (!said) return;
  said.textContent = said.dataset[what] ?? "";
  said.dataset.is = what;
}
