/** Over the pages where people scan: somebody has scanned his badge, and types his PIN. The badge's code is never in it. */
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { withQuery } from "./paths.ts";

export const BadgePad = ({ context }: { context: PageContext }) => {
  const { words: { stations }, person } = context;
  return (
    <dialog
      class="pad"
      id="badge-pad"
      aria-labelledby="badge-pad-name"
      data-away={stations.away}
      data-not-whole={stations.notWhole}
      data-still={stations.stillHere(person?.fullName ?? person?.username ?? "")}
    >
      <form class="pad-form" method="post" action="/station/switch" autocomplete="off" data-takes-badge>
        <h2 id="badge-pad-name">{stations.change}</h2>
        <p
          class="pad-says"
          id="badge-pad-says"
          aria-live="polite"
          data-scan={stations.scanBadge}
          data-type={stations.typePin}
          data-wait={stations.oneMoment}
        >
          {stations.scanBadge}
        </p>
        <p class="field-error" id="badge-pad-told" role="alert"></p>
        <p class="field">
          <label for="badge-pin">{stations.pin}</label>
          <input class="input pad-pin" id="badge-pin" type="password" {...PIN_FIELD} />
        </p>
        <div class="pad-keys" role="group" aria-label={stations.keypad}>
          {DIGITS.map((digit) => <button class="btn btn--glove" type="button" data-digit={digit}>{digit}</button>)}
          <button class="btn btn--glove" type="button" id="badge-pad-back" aria-label={stations.deleteDigit}>
            <Icon name="undo" />
          </button>
          <button class="btn btn--glove" type="button" data-digit="0">0</button>
          <button class="btn btn--primary btn--glove" type="submit">{stations.goOn}</button>
        </div>
        <button class="btn" type="button" id="badge-pad-close">{stations.notNow}</button>
      </form>
    </dialog>
  );
};

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** No keyboard on the screen, since there are keys; nothing for the browser to remember. */
const PIN_FIELD = { inputmode: "none", autocomplete: "one-time-code", maxlength: 12, enterkeyhint: "go" } as const;

/** Who works here now, and the way to change it: with script the pad, without one a page. */
export const WhoIsHere = ({ context: { words, person, path } }: { context: PageContext }) => {
  const name = person?.fullName ?? person?.username ?? "";
  return (
    <a class="btn btn--quiet who-is-here" id="change-person" href={withQuery("/station/switch", { next: path })}>
      <Icon name="people" />
      <span>{name}</span>
      <span class="visually-hidden">, {words.stations.change}</span>
    </a>
  );
};

/** The same where the name stands already. */
export const ChangePerson = ({ context: { words, path } }: { context: PageContext }) => (
  <a class="btn btn--quiet only-wide" id="change-person" href={withQuery("/station/switch", { next: path })}>
    <Icon name="people" />
    {words.stations.change}
  </a>
);

/** Said for a moment after somebody has taken over. */
export const NowHere = ({ context: { words, person } }: { context: PageContext }) => (
  <p class="notice notice--good" id="now-here" role="status" hidden>
    <Icon name="people" />
    <b>{words.stations.nowHere(person?.fullName ?? person?.username ?? "")}</b>
  </p>
);
