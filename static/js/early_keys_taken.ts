/** Takes over from `early_keys.ts`, and from a page of this tab that was left in the middle of a code. */
import type { OnRead } from "./capture.ts";
import { keepHalf, takeHalf } from "./half_scan.ts";
import { isScannerSpeed } from "./keys.ts";

interface EarlyKeys {
  readonly typed: readonly { readonly text: string; readonly at: number }[];
  stop(): void;
}

export function takeEarlyKeys(field: HTMLInputElement, onRead: OnRead): void {
  const early = (globalThis as unknown as { tracetrackEarlyKeys?: EarlyKeys }).tracetrackEarlyKeys;
  early?.stop();
  let line = takeHalf();
  let times: number[] = [];
  for (const whole of line.split("\n").slice(0, -1)) if (whole !== "") onRead(whole, false);
  line = line.split("\n").at(-1) ?? "";
  for (const { text, at } of early?.typed ?? []) {
    if (text !== "\n") {
      line += text;
      times.push(at);
      continue;
    }
    if (line !== "") onRead(line, isScannerSpeed(times));
    line = "";
    times = [];
  }
  field.value = line;
  field.focus({ preventScroll: true });
  addEventListener("pagehide", () => keepHalf(field.value));
}
