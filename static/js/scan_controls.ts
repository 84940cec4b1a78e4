/** Small switches of the scan pages. */
import { libraries } from "./libraries.ts";
import { readScannerSettings, saveScannerSettings } from "./scanner_settings.ts";

export function startControls(): void {
  document.addEventListener("alpine:init", () => {
    const { Alpine } = libraries();
    // A scanner is a keyboard: the one on the screen only comes when asked for.
    Alpine.data("typing", () => ({
      mode: "none",
      get pressed() {
        return String(this.mode === "text");
      },
      toggle() {
        this.mode = this.mode === "none" ? "text" : "none";
        this.$refs.field?.blur();
        this.$nextTick(() => this.$refs.field?.focus());
      },
    }));
    Alpine.data("sound", () => ({
      isOn: readScannerSettings().sound,
      get pressed() {
        return String(this.isOn);
      },
      toggle() {
        this.isOn = !this.isOn;
        saveScannerSettings({ sound: this.isOn });
      },
    }));
  });
}
