/** Around every page where people scan: the bar on top, the sign-in over the page, and what the script shows by itself. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { Icon, Logo, signOf } from "./icons.tsx";
import { BadgePad, ChangePerson, NowHere } from "./badge_pad.tsx";
import { AccountMenu, Document, LooksLink } from "./layout.tsx";
import { SessionEnds } from "./session_ends.tsx";
import { ScanTemplates } from "./scan_templates.tsx";

interface FrameProps {
  readonly context: PageContext;
  readonly title: string;
  /** Where the sign in the top bar leads. */
  readonly back: { readonly href: string; readonly name: string };
  readonly station: string | null;
  /** A script of this page's own. */
  readonly scriptUrl?: string;
  readonly children?: Child;
}

/** No menu at the side: the whole screen is for the scan. */
export const ScanFrame = ({ context, title, back, station, scriptUrl, children }: FrameProps) => (
  <Document
    context={context}
    title={title}
    bodyClass="scanning"
    scriptUrls={scriptUrl ? [scriptUrl] : []}
    takesKeysEarly
  >
    <a class="skip" href="#scan-input">{context.words.frame.skip}</a>
    <header class="topbar">
      <a class="brand" href={back.href}>
        <Logo />
        <span class="visually-hidden">{back.name}</span>
      </a>
      <b class="only-wide" id="scan-place" data-at-station={whoIsHere(context, "{station}")}>
        {whoIsHere(context, station)}
      </b>
      <span class="push"></span>
      <ChangePerson context={context} />
      <LooksLink context={context} />
      <OutboxBadge context={context} />
      <SoundButton context={context} />
      <AccountMenu context={context} />
    </header>
    <main class="scan" id="main">
      <ScanNotices context={context} />
      {children}
    </main>
    <SignIn context={context} />
    <BadgePad context={context} />
    <ScanTemplates context={context} />
  </Document>
);

function whoIsHere({ person, words }: PageContext, station: string | null): string {
  const name = person?.fullName ?? person?.username ?? "";
  return station ? `${words.scan.station(station)} · ${name}` : name;
}

/** How many scans are not confirmed, since when, and whether there is a network. Always on the screen. */
export const OutboxBadge = ({ context: { words } }: { context: PageContext }) => (
  <p class="outbox" id="outbox">
    {signOf("stored")}
    {signOf("waiting")}
    <span>
      <output id="outbox-count" aria-live="off">0</output> {words.scan.waiting}
      <span
        class="nowrap"
        id="outbox-age"
        data-seconds={words.scan.ageSeconds("{n}")}
        data-minutes={words.scan.ageMinutes("{n}")}
        data-hours={words.scan.ageHours("{n}")}
        hidden
      >
      </span>
      <span class="nowrap" id="outbox-offline" hidden>{words.scan.offline}</span>
    </span>
  </p>
);

/** Only the script makes sound, so only the script shows the button. */
const SoundButton = ({ context: { words } }: { context: PageContext }) => (
  <button class="btn btn--quiet btn--icon" type="button" aria-label={words.frame.sound} hidden {...SOUND}>
    <Icon name="sound" />
  </button>
);
const SOUND = {
  "x-data": "sound",
  "x-bind:hidden": "false",
  "x-bind:aria-pressed": "pressed",
  "x-on:click": "toggle",
};

/** What is not as it should be on this device. The script shows those that apply. */
export const ScanNotices = ({ context, context: { words } }: { context: PageContext }) => (
  <div class="scan-notices" id="scan-notices">
    <NowHere context={context} />
    <SessionEnds context={context} />
    <p class="notice notice--warn" id="sound-blocked" role="status" hidden>
      <Icon name="sound" />
      <span>{words.scan.soundBlocked}</span>
    </p>
    <p class="notice notice--bad" id="not-kept" role="alert" hidden>
      <Icon name="warning" />
      <span>{words.scan.notKept}</span>
    </p>
    <p class="notice notice--warn" id="others-wait" role="status" data-says={words.scan.othersWait("{names}")} hidden>
      <Icon name="people" />
      <span></span>
    </p>
    <p class="notice" id="insecure" hidden>
      <Icon name="lock" />
      <span>
        {words.scan.insecure} <a href="/scanner">{words.scan.insecureMore}</a>
      </span>
    </p>
  </div>
);

/** The session ends while scans wait: they stay. The sign-in lies over the page and keeps nobody from scanning on. */
export const SignIn = ({ context, isStation = false }: {
  context: PageContext;
  /** A session at a shared station rests longer. */
  isStation?: boolean;
}) => {
  const { person, words } = context;
  return (
    <section class="card sign-in" id="sign-in" aria-labelledby="sign-in-name" hidden>
      <form class="stack" method="post" action="/login">
        <h2 id="sign-in-name">{words.scan.signInTitle}</h2>
        {isStation && <input type="hidden" name="next" value="/station" />}
        <p role="alert">{words.scan.signInSays}</p>
        <p class="field-error" id="sign-in-wrong" role="alert" hidden>{words.scan.signInWrong}</p>
        <p class="field-error" id="sign-in-wait" role="alert" hidden>{words.scan.signInWait}</p>
        <p class="field-error" id="sign-in-away" role="alert" hidden>{words.scan.signInAway}</p>
        <p class="field">
          <label for="sign-in-username">{words.login.username}</label>
          <input
            class="input"
            id="sign-in-username"
            name="username"
            value={person?.username ?? ""}
            autocomplete="username"
            readonly
          />
        </p>
        <p class="field">
          <label for="sign-in-password">{words.login.password}</label>
          <input
            class="input"
            id="sign-in-password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
        </p>
        <SignInCode context={context} />
        <button class="btn btn--primary" type="submit">{words.login.submit}</button>
        <a class="btn btn--quiet" href="/login">{words.scan.signInAsOther}</a>
      </form>
    </section>
  );
};

/** Shown when the password was right and a code is asked for; it goes with the password, by the same form. */
const SignInCode = ({ context: { words } }: { context: PageContext }) => (
  <>
    <div class="field" id="sign-in-step" hidden>
      <label for="sign-in-code">{words.codeStep.label}</label>
      <input
        class="input input--code"
        id="sign-in-code"
        name="code"
        autocomplete="one-time-code"
        autocapitalize="off"
        spellcheck={false}
        maxlength={40}
        aria-describedby="sign-in-code-hint"
      />
      <span class="hint" id="sign-in-code-hint">{words.codeStep.hint}</span>
    </div>
    <p class="field-error" id="sign-in-code-wrong" role="alert" hidden>{words.codeStep.wrong.says}</p>
  </>
);
