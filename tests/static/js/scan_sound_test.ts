import { deepEqual, equal, ok } from "node:assert/strict";
import { isSoundBlocked, type Look, playLook, startSound, TONES, VIBRATIONS } from "../../../static/js/scan_sound.ts";
import { readScannerSettings, saveScannerSettings } from "../../../static/js/scanner_settings.ts";

const LOOKS = Object.keys(TONES) as Look[];

/** A browser that lets a page sound after the first gesture. One for the file: the page has one context for its life. */
const world = {
  hasGesture: false,
  contexts: [] as FakeAudio[],
  voices: [] as { fromHz: number; peak: number }[],
  vibrations: [] as number[][],
  warning: { hidden: true },
  kept: {} as Record<string, string>,
};

class FakeAudio extends EventTarget {
  state: "suspended" | "running" = "suspended";
  readonly currentTime = 1;
  readonly destination = {};

  constructor() {
    super();
    world.contexts.push(this);
  }

  resume(): Promise<void> {
    if (!world.hasGesture) return new Promise(() => {});
    this.state = "running";
    this.dispatchEvent(new Event("statechange"));
    return Promise.resolve();
  }
}

const ramp = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };

class FakeVoice {
  readonly frequency = ramp;
  readonly #voice;

  constructor(_: unknown, { frequency }: { frequency: number }) {
    this.#voice = { fromHz: frequency, peak: 0 };
    world.voices.push(this.#voice);
  }

  connect(gain: FakeGain): FakeGain {
    gain.heard = this.#voice;
    return gain;
  }

  start(): void {}
  stop(): void {}
}

class FakeGain {
  heard: { peak: number } | null = null;
  readonly gain = {
    ...ramp,
    linearRampToValueAtTime: (value: number) => {
      this.#peak = Math.max(this.#peak, value);
    },
  };
  #peak = 0;

  connect(): void {
    if (this.heard) this.heard.peak = this.#peak;
  }
}

const page = Object.assign(new EventTarget(), {
  getElementById: (id: string) => id === "sound-blocked" ? world.warning : null,
});

const STAND_INS = {
  document: page,
  localStorage: {
    getItem: (key: string) => world.kept[key] ?? null,
    setItem: (key: string, value: string) => world.kept[key] = value,
  },
  navigator: {
    get userActivation() {
      return { hasBeenActive: world.hasGesture };
    },
    vibrate: (pattern: number[]) => world.vibrations.push(pattern),
  },
  AudioContext: FakeAudio,
  OscillatorNode: FakeVoice,
  GainNode: FakeGain,
};
for (const [name, value] of Object.entries(STAND_INS)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

Deno.test("before the first gesture sound is blocked, the page says so, and nothing vibrates; a key unlocks it", () => {
  const told: boolean[] = [];
  page.addEventListener("tracetrack:sound", (event) => told.push((event as CustomEvent).detail.isBlocked));
  startSound();
  equal(isSoundBlocked(), true);
  equal(world.warning.hidden, false);
  playLook("stored");
  deepEqual([world.voices, world.vibrations], [[], []]);

  world.hasGesture = true;
  page.dispatchEvent(new Event("keydown"));
  equal(isSoundBlocked(), false);
  equal(world.warning.hidden, true);
  equal(told.at(-1), false);
  equal(world.contexts.length, 1);
});

Deno.test("every look has its own tone and its own knock", () => {
  const played = LOOKS.map((look) => {
    world.voices.length = 0;
    playLook(look);
    return world.voices.map(({ fromHz }) => fromHz).join();
  });
  equal(new Set(played).size, LOOKS.length);
  equal(new Set(LOOKS.map((look) => VIBRATIONS[look].join())).size, LOOKS.length);
  equal(world.vibrations.length, LOOKS.length);
  playLook("idle");
  equal(world.vibrations.length, LOOKS.length);
});

Deno.test("no tone lasts into the scan after the next one, and none is louder than the device can play", () => {
  for (const look of LOOKS) {
    const ends = TONES[look].map(({ startS, lengthS }) => startS + lengthS);
    ok(Math.max(...ends) <= 0.7, look);
    const together = TONES[look].filter(({ startS }) => startS === 0);
    ok(together.reduce((sum, { loudness }) => sum + loudness, 0) <= 1, look);
  }
});

Deno.test("volume, sound and vibration go by the device's settings", () => {
  const peakOf = (settings: Parameters<typeof saveScannerSettings>[0]) => {
    saveScannerSettings(settings);
    world.voices.length = world.vibrations.length = 0;
    playLook("stored");
    return world.voices[0]?.peak ?? 0;
  };
  const loud = peakOf({ volume: 1 });
  ok(peakOf({ volume: 0.5 }) === loud / 2);
  equal(peakOf({ sound: false, vibration: false }), 0);
  deepEqual(world.vibrations, []);
  equal(peakOf({ sound: true, volume: 0 }), 0);
  playLook("stored", { ...readScannerSettings(), volume: 1 });
  equal(world.voices[0]?.peak, loud, "A form lets people hear what they have not saved yet");
});
