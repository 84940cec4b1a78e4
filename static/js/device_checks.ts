/** What this device and this browser can do: asked on the device, since no server can know. */
import { isSoundBlocked, SOUND_CHANGED } from "./scan_sound.ts";

type DeviceState = "yes" | "partly" | "no";

const DEVICE_CHECKS: Readonly<Record<string, () => DeviceState | Promise<DeviceState>>> = {
  secure: () => yesIf(isSecureContext),
  offline: opensOffline,
  awake: () => yesIf("wakeLock" in navigator),
  // Where there are no locks, a lease in the browser's database does the same.
  sender: async () => yesIf("locks" in navigator || await hasDatabase()),
  kept: keepsScans,
  sound: () => typeof AudioContext === "undefined" ? "no" : isSoundBlocked() ? "partly" : "yes",
  // Browsers at a desk take the order and have nothing to shake.
  vibration: () => yesIf("vibrate" in navigator && navigator.maxTouchPoints > 0),
};

export function startDeviceChecks(): void {
  for (const line of document.querySelectorAll<HTMLElement>("#device-checks [data-check]")) void checkLine(line);
  document.addEventListener(SOUND_CHANGED, () => {
    const line = document.querySelector<HTMLElement>("#device-checks [data-check=sound]");
    if (line) void checkLine(line);
  });
}

async function checkLine(line: HTMLElement): Promise<void> {
  const check = DEVICE_CHECKS[line.dataset.check ?? ""];
  if (!check) return;
  const state = await check();
  line.dataset.is = state;
  for (const part of line.querySelectorAll<HTMLElement>("[data-state]")) part.hidden = part.dataset.state !== state;
}

const yesIf = (isSo: boolean): DeviceState => isSo ? "yes" : "no";

async function opensOffline(): Promise<DeviceState> {
  if (!isSecureContext || !("serviceWorker" in navigator)) return "no";
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => []);
  return registrations.some(({ active }) => active !== null) ? "yes" : "partly";
}

async function keepsScans(): Promise<DeviceState> {
  if (!await hasDatabase()) return "no";
  return await navigator.storage?.persisted?.().catch(() => false) ? "yes" : "partly";
}

/** Some browsers have one and refuse to open it, in private windows for instance. */
function hasDatabase(): Promise<boolean> {
  if (typeof indexedDB === "undefined") return Promise.resolve(false);
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(TRIAL_DATABASE);
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(TRIAL_DATABASE);
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}

const TRIAL_DATABASE = "tracetrack-trial";
