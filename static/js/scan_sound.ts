/** A tone and a buzz for each of the six outcomes: the ear knows before the eye. Made here, nothing is loaded. */
import { readScannerSettings } from "./scanner_settings.ts";

interface Tone {
  readonly fromHz: number;
  readonly toHz: number;
  /** Seconds from now, and how long. */
  readonly startS: number;
  readonly lengthS: number;
}

interface Signal {
  readonly tones: readonly Tone[];
  readonly wave: OscillatorType;
  /** Milliseconds on, off, on … */
  readonly buzz: readonly number[];
}

const tone = (fromHz: number, startS: number, lengthS: number, toHz = fromHz): Tone => ({
  ...{ fromHz, toHz, startS, lengthS },
});

const SIGNALS: Readonly<Record<string, Signal>> = {
  opened: { tones: [tone(500, 0, 0.14)], wave: "triangle", buzz: [60] },
  stored: { tones: [tone(800, 0, 0.1)], wave: "triangle", buzz: [30] },
  here: { tones: [tone(650, 0, 0.07), tone(650, 0.12, 0.07)], wave: "triangle", buzz: [30, 60, 30] },
  refused: {
    tones: [tone(600, 0, 0.3, 400), tone(600, 0.34, 0.3, 400)],
    wave: "square",
    buzz: [250, 100, 250],
  },
  full: {
    tones: [tone(523, 0, 0.5), tone(659, 0, 0.5), tone(784, 0, 0.5)],
    wave: "triangle",
    buzz: [60, 60, 60, 60, 60],
  },
  waiting: { tones: [tone(300, 0, 0.08)], wave: "sine", buzz: [15] },
};

/** A square wave sounds louder than it is. */
const LOUDNESS: Partial<Record<OscillatorType, number>> = { square: 0.4 };
const FADE_S = 0.02;

let audio: AudioContext | null = null;

/** Browsers are silent until somebody touches the page: the first touch or key of the shift lets the sound out. */
export function startSound(): void {
  if (!document.getElementById("sound-blocked") || !("AudioContext" in globalThis)) return;
  for (const name of ["pointerdown", "keydown"] as const) document.addEventListener(name, unlock, { capture: true });
  audio = new AudioContext();
  audio.onstatechange = showBlocked;
  showBlocked();
}

/** Says by tone and buzz what a look says to the eye: `stored`, `refused`, … */
export function playLook(look: string): void {
  const signal = SIGNALS[look];
  const { sound, volume, vibration } = readScannerSettings();
  if (!signal) return;
  if (vibration && "vibrate" in navigator) navigator.vibrate([...signal.buzz]);
  if (!sound || volume === 0 || audio?.state !== "running") return;
  for (const one of signal.tones) {
    play(audio, one, signal.wave, volume * (LOUDNESS[signal.wave] ?? 1) / Math.sqrt(signal.tones.length));
  }
}

function play(
  context: AudioContext,
  { fromHz, toHz, startS, lengthS }: Tone,
  wave: OscillatorType,
  gain: number,
): void {
  const at = context.currentTime + startS;
  const oscillator = new OscillatorNode(context, { type: wave, frequency: fromHz });
  const volume = new GainNode(context, { gain });
  oscillator.frequency.setValueAtTime(fromHz, at);
  oscillator.frequency.linearRampToValueAtTime(toHz, at + lengthS);
  volume.gain.setValueAtTime(gain, at + lengthS - FADE_S);
  volume.gain.linearRampToValueAtTime(0, at + lengthS);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + lengthS);
}

function unlock(): void {
  if (audio?.state === "suspended") void audio.resume().catch(() => {});
}

export const isSoundBlocked = (): boolean => readScannerSettings().sound && audio?.state === "suspended";

function showBlocked(): void {
  const notice = document.getElementById("sound-blocked");
  if (notice) notice.hidden = !isSoundBlocked();
}
