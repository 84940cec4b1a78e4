document.addEventListener("alpine:init", () => {
  const { Alpine } = globalThis;
  Alpine.data("typing", () => ({
    mode: "none",
    get pressed() {
      return String(this.mode === "text");
    },
    toggle() {
      this.mode = this.mode === "none" ? "text" : "none";
      this.$refs.field.blur();
      this.$nextTick(() => this.$refs.field.focus());
    },
  }));
  Alpine.data("sound", () => ({
    isOn: localStorage.getItem("sound") !== "off",
    get pressed() {
      return String(this.isOn);
    },
    toggle() {
      this.isOn = !this.isOn;
      localStorage.setItem("sound", this.isOn ? "on" : "off");
    },
  }));
});
// A tone for each outcome: the ear knows before the eye. Off and on by the button in the top bar.

const outcome = document.getElementById("scan-outcome");
let audio = null;

// [from Hz, to Hz, start s, length s]
const TONES = {
  opened: [[500, 500, 0, 0.12], [660, 660, 0.13, 0.12]],
  stored: [[800, 800, 0, 0.12]],
  here: [[620, 620, 0, 0.09], [620, 620, 0.15, 0.09]],
  refused: [[600, 400, 0, 0.3], [600, 400, 0.34, 0.3]],
  full: [[660, 660, 0, 0.12], [830, 830, 0.13, 0.12], [990, 990, 0.26, 0.25]],
};

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!outcome || !ctx.text?.includes("scan-outcome") || localStorage.getItem("sound") === "off") return;
  const look = /look--(\w+)/.exec(outcome.className)?.[1];
  for (const tone of TONES[look] ?? []) play(tone, look === "refused" ? "square" : "triangle");
});

function play([from, to, start, length], type) {
  audio ??= new AudioContext();
  const at = audio.currentTime + start;
  const tone = new OscillatorNode(audio, { type, frequency: from });
  const volume = new GainNode(audio, { gain: 0.25 });
  tone.frequency.linearRampToValueAtTime(to, at + length);
  volume.gain.setValueAtTime(0.25, at + length - 0.02);
  volume.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length);
}
