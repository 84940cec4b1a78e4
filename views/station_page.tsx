/** `/station`: the whole screen for one packing table, readable from five metres. The same fragments as `/scan`. */
import { BadgePad, WhoIsHere } from "./badge_pad.tsx";
import type { PageContext } from "./context.ts";
import { Logo } from "./icons.tsx";
import { AccountMenu, DeskPage, Document, LooksLink } from "./layout.tsx";
import { Outcome } from "./outcome.tsx";
import { withQuery } from "./paths.ts";
import { OutboxBadge, ScanNotices, SignIn } from "./scan_frame.tsx";
import { idleOf, NoSack, ParentCounter, ScanHead, type ScanPageProps } from "./scan_page.tsx";
import { FinishSack, lastUndoable, ScanForm, ScanLists, UndoLast } from "./scan_parts.tsx";
import { ScanTemplates } from "./scan_templates.tsx";

export const StationPage = (props: ScanPageProps & { readonly station: string }) => {
  const { context, station, kinds, parent, shown } = props;
  const { words } = context;
  return (
    <Document context={context} title={words.scan.stationTitle(station)} bodyClass="station-page" takesKeysEarly>
      <main class="station" id="main">
        <StationTop context={context} station={station} />
        <section
          class={`station-sign look--${shown?.look ?? "idle"}`}
          id="station-sign"
          aria-label={words.scan.sackName}
        >
          <ScanHead context={context} parent={parent} kinds={kinds} />
          <ParentCounter context={context} parent={parent} look={shown?.look ?? null} />
          <Outcome shown={shown} idle={idleOf(context, parent)} />
        </section>
        <StationFoot {...props} />
        <NoSack context={context} kinds={kinds} />
      </main>
      <SignIn context={context} isStation />
      <BadgePad context={context} />
      <ScanTemplates context={context} />
    </Document>
  );
};

const StationTop = ({ context, station }: { context: PageContext; station: string }) => (
  <header class="station-top">
    <a class="brand" href="/">
      <Logo />
      <span class="visually-hidden">{context.words.frame.dashboard}</span>
    </a>
    <h1>{context.words.scan.stationTitle(station)}</h1>
    <span class="push"></span>
    <WhoIsHere context={context} />
    <LooksLink context={context} />
    <OutboxBadge context={context} />
    <AccountMenu context={context} />
    <ScanNotices context={context} />
  </header>
);

/** Two buttons, no more. */
const StationFoot = ({ context, station, kinds, parent, scanId, lines, shown }: ScanPageProps) => (
  <div class="station-foot">
    <ScanForm
      context={context}
      action="/scan"
      scanId={scanId}
      station={station}
      parent={parent?.code ?? ""}
      label={context.words.scan.label}
      placeholder={context.words.scan.scanCode}
      page="station"
      kinds={kinds}
      again={shown?.movable ?? ""}
    />
    <div class="station-log">
      <ScanLists context={context} lines={lines} station={station} bill={null} />
    </div>
    <div class="scan-acts">
      <UndoLast scanId={lastUndoable(lines)} context={context} />
      <FinishSack word={context.words.scan.finishShort} href={withQuery("/station", { station })} />
    </div>
  </div>
);

/** A station has a name: every scan made there carries it. */
export const StationChoicePage = ({ context }: { context: PageContext }) => (
  <DeskPage context={context} title={context.words.scan.stationChoose}>
    <div class="page-head">
      <h1>{context.words.scan.stationChoose}</h1>
    </div>
    <form class="card card-body stack" id="station-choice" action="/station">
      <p class="field">
        <label for="station">{context.words.scan.stationName}</label>
        <input class="input" id="station" name="station" maxlength={50} autocomplete="off" required autofocus />
      </p>
      <button class="btn btn--primary" type="submit">{context.words.scan.stationStart}</button>
    </form>
  </DeskPage>
);
