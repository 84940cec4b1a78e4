/** A tone for each look of an outcome, and a knock in the hand: the ear knows before the eye. */
import { readScannerSettings, SETTINGS_CHANGED } from "./scanner_settings.ts";

/** As the pages draw them. */
export type Look = "opened" | "stored" | "here" | "refused" | "full" | "waiting";

/** Told on `document` when sound has become possible, or has turned out not to be. */
export const SOUND_CHANGED = "tracetrack:sound";

interface Tone {
  readonly fromHz: number;
  readonly toHz: number;
  readonly startS: number;
  readonly lengthS: number;
  /** Share of the whole volume. What sounds together shares it. */
  readonly loudness: number;
  readonly wave: OscillatorType;
}

const beep = (hz: number, startS: number, lengthS: number, loudness = 0.6): Tone => ({
  ...{ fromHz: hz, toHz: hz, startS, lengthS, loudness },
  wave: "triangle",
});
const fall = (startS: number): Tone => ({
  fromHz: 600,
  toHz: 400,
  startS,
  lengthS: 0.28,
  loudness: 0.5,
  wave: "square",
});

/** Short: the next scan may come half a second later. */
export const TONES: Readonly<Record<Look, readonly Tone[]>> = {
  opened: [beep(500, 0, 0.16)],
  stored: [beep(800, 0, 0.12)],
  here: [beep(650, 0, 0.08), beep(650, 0.14, 0.08)],
  refused: [fall(0), fall(0.32)],
  full: [beep(523, 0, 0.45, 0.3), beep(659, 0, 0.45, 0.3), beep(784, 0, 0.45, 0.3)],
  waiting: [{ ...beep(180, 0, 0.05, 0.25), wave: "sine" }],
};

/** Milliseconds on, off, on … */
export const VIBRATIONS: Readonly<Record<Look, readonly number[]>> = {
  opened: [60],
  stored: [30],
  here: [30, 60, 30],
  refused: [200, 80, 200],
  full: [60, 50, 60, 50, 160],
  waiting: [15],
};

/** A sound that comes later than this would be taken for the next scan's. */
const SOUND_LATE_MS = 300;
/** Loudest and softest within this time, or the ear hears a click. */
const FADE_S = 0.015;
const GESTURES = ["pointerdown", "keydown"] as const;

let audio: AudioContext | null = null;

/** Browsers let a page sound only after a tap or a key, so the first one prepares it; a scanner's key will do. */
export function startSound(): void {
  for (const gesture of GESTURES) document.addEventListener(gesture, unlockSound, { capture: true, passive: true });
  document.addEventListener(SETTINGS_CHANGED, tellSound);
  tellSound();
}

/** Sound is on, and yet nothing would be heard: the browser waits for a tap or a key. */
export function isSoundBlocked(): boolean {
  if (typeof AudioContext === "undefined" || !readScannerSettings().sound) return false;
  return audio ? audio.state !== "running" : !hasHadGesture();
}

/** Lets the ear and the hand know, as far as the device's settings want it. What is no look makes no sound. */
export function playLook(look: string, { sound, volume, vibration } = readScannerSettings()): void {
  if (!isLook(look)) return;
  if (vibration) vibrate(VIBRATIONS[look]);
  if (!sound || volume === 0 || typeof AudioContext === "undefined") return;
  const context = preparedAudio();
  if (context.state === "running") {
    playTones(context, TONES[look], volume);
    return;
  }
  const askedAt = performance.now();
  context.resume().then(() => {
    if (performance.now() - askedAt <= SOUND_LATE_MS) playTones(context, TONES[look], volume);
  }, tellSound);
  tellSound();
}

const isLook = (look: string): look is Look => Object.hasOwn(TONES, look);

function unlockSound(): void {
  if (typeof AudioContext === "undefined") return;
  const context = preparedAudio();
  if (context.state !== "running") context.resume().then(tellSound, tellSound);
}

/** A device has few of them: one for the page. */
function preparedAudio(): AudioContext {
  if (audio) return audio;
  audio = new AudioContext();
  audio.addEventListener("statechange", tellSound);
  return audio;
}

function tellSound(): void {
  const isBlocked = isSoundBlocked();
  const warning = document.getElementById("sound-blocked");
  if (warning) warning.hidden = !isBlocked;
  document.dispatchEvent(new CustomEvent(SOUND_CHANGED, { detail: { isBlocked } }));
}

function playTones(context: AudioContext, tones: readonly Tone[], volume: number): void {
  for (const { fromHz, toHz, startS, lengthS, loudness, wave } of tones) {
    const startAt = context.currentTime + startS;
    const endAt = startAt + lengthS;
    const loudest = loudness * volume;
    const voice = new OscillatorNode(context, { type: wave, frequency: fromHz });
    const gain = new GainNode(context, { gain: 0 });
    voice.frequency.setValueAtTime(fromHz, startAt);
    voice.frequency.linearRampToValueAtTime(toHz, endAt);
    gain.gain.setValueAtTime(0, startAt);
    gain.gain.linearRampToValueAtTime(loudest, startAt + FADE_S);
    gain.gain.setValueAtTime(loudest, endAt - FADE_S);
    gain.gain.linearRampToValueAtTime(0, endAt);
    voice.connect(gain).connect(context.destination);
    voice.start(startAt);
    voice.stop(endAt);
  }
}

/** Before the first tap browsers refuse it, and complain. */
function vibrate(pattern: readonly number[]): void {
  if ("vibrate" in navigator && hasHadGesture()) navigator.vibrate([...pattern]);
}

/** A browser that does not tell is believed to have had one. */
const hasHadGesture = (): boolean => {
  const activation: UserActivation | undefined = navigator.userActivation;
  return activation?.hasBeenActive ?? true;
};
