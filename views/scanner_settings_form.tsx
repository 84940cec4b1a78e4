/** How this device's scanner types, and how loud the page answers. Kept by the browser: nothing of it is sent. */
import { LIMITS } from "../domain/limits.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import type { Look } from "./look.ts";

const LOOKS: readonly Look[] = ["opened", "stored", "here", "refused", "full", "waiting"];

export const ScannerSettingsForm = ({ context }: { context: PageContext }) => {
  const { scannerPage: words } = context.words;
  return (
    <form class="card tools-settings" id="scanner-settings" autocomplete="off" aria-labelledby="settings-name">
      <div class="card-head">
        <h2 id="settings-name">{words.settings}</h2>
      </div>
      <div class="card-body stack">
        <p class="hint">{words.settingsSays}</p>
        <HowCodesCome context={context} />
        <HowItAnswers context={context} />
        <p class="field">
          <label for="settings-station">{words.station}</label>
          <input
            class="input"
            id="settings-station"
            name="station"
            maxlength={LIMITS.stationCharsMax}
            aria-describedby="settings-station-hint"
          />
          <span class="hint" id="settings-station-hint">{words.stationHint}</span>
        </p>
        <p class="row">
          <button class="btn btn--primary" type="button" id="settings-save">{words.save}</button>
          <output
            id="settings-said"
            data-unsaved={words.unsaved}
            data-saved={words.saved}
            data-saved-for-page={words.savedForPage}
          >
          </output>
        </p>
      </div>
    </form>
  );
};

const HowCodesCome = ({ context: { words: { scannerPage: words } } }: { context: PageContext }) => (
  <>
    <fieldset class="field">
      <legend class="label">{words.end}</legend>
      <EndChoice value="key" name={words.endKey} hint={words.endKeyHint} />
      <EndChoice value="pause" name={words.endPause} hint={words.endPauseHint} />
    </fieldset>
    <p class="field">
      <label for="settings-pause">{words.pauseMs}</label>
      <input
        class="input"
        id="settings-pause"
        name="pauseMs"
        type="number"
        inputmode="numeric"
        min={LIMITS.scannerPauseMsMin}
        max={LIMITS.scannerPauseMsMax}
        aria-describedby="settings-pause-hint"
      />
      <span class="hint" id="settings-pause-hint">
        {words.pauseHint(LIMITS.scannerPauseMsMin, LIMITS.scannerPauseMsMax)}
      </span>
    </p>
    <div class="tools-pair">
      <Affix name="prefix" label={words.prefix} />
      <Affix name="suffix" label={words.suffix} />
      <span class="hint" id="settings-affix-hint">{words.affixHint}</span>
    </div>
  </>
);

const EndChoice = ({ value, name, hint }: { value: "key" | "pause"; name: string; hint: string }) => (
  <label class="choice">
    <input type="radio" name="end" value={value} />
    <span>
      {name} <small class="hint">{hint}</small>
    </span>
  </label>
);

const Affix = ({ name, label }: { name: "prefix" | "suffix"; label: string }) => (
  <p class="field">
    <label for={`settings-${name}`}>{label}</label>
    <input
      class="input"
      id={`settings-${name}`}
      name={name}
      maxlength={LIMITS.scannerAffixCharsMax}
      spellcheck={false}
      autocapitalize="off"
      aria-describedby="settings-affix-hint"
    />
  </p>
);

const HowItAnswers = ({ context: { words } }: { context: PageContext }) => {
  const { scannerPage: tools } = words;
  return (
    <fieldset class="field">
      <legend class="label">{tools.hearing}</legend>
      <p class="notice notice--warn" id="sound-blocked" role="status" hidden>
        <Icon name="sound" />
        <span>{words.scan.soundBlocked}</span>
      </p>
      <Switch name="sound" label={tools.sound} />
      <Switch name="vibration" label={tools.vibration} />
      <label class="field">
        <span>{tools.volume}</span>
        <input class="slider" type="range" name="volume" min={0} max={100} step={5} />
      </label>
      <span class="label" id="settings-listen">{tools.listen}</span>
      <span class="tools-sounds" role="group" aria-labelledby="settings-listen">
        {LOOKS.map((look) => (
          <button
            class={`btn look--${look}`}
            type="button"
            data-play={look}
            aria-label={tools.play(words.looks[look])}
          >
            {signOf(look)}
            <span aria-hidden="true">{words.looks[look]}</span>
          </button>
        ))}
      </span>
    </fieldset>
  );
};

const Switch = ({ name, label }: { name: string; label: string }) => (
  <label class="choice">
    <input type="checkbox" name={name} />
    <span>{label}</span>
  </label>
);
