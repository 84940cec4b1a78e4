/** `/scanner`: tries the scanner out, sets this device up for it, and says what the device can do. The script fills it in. */
import type { Child } from "hono/jsx";
import type { Kinds } from "../domain/code.ts";
import type { PageContext } from "./context.ts";
import { DeviceChecks } from "./device_checks.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { ScannerSettingsForm } from "./scanner_settings_form.tsx";
import { ToolHead } from "./tool_head.tsx";

interface ScannerPageProps {
  readonly context: PageContext;
  /** The script reads by them what a code is, by the same rules as the server. */
  readonly kinds: Kinds;
  readonly testCode: string;
}

export const ScannerPage = ({ context, kinds, testCode }: ScannerPageProps) => {
  const { scannerPage: words, scan } = context.words;
  return (
    <DeskPage context={context} title={words.title} scriptUrl={context.toolsUrl}>
      <ToolHead context={context} above={{ href: "/scan", name: scan.title }} title={words.title} says={words.says} />
      <noscript>
        <p class="notice notice--warn">{words.needsScript}</p>
      </noscript>
      <div class="tools" id="scanner-page" data-kinds={JSON.stringify(kinds)}>
        <TestCard context={context} testCode={testCode} />
        <ScannerSettingsForm context={context} />
        <DeviceChecks context={context} />
      </div>
      <ReadingTemplates context={context} />
      <ProposalTemplates context={context} />
    </DeskPage>
  );
};

const TestCard = ({ context, testCode }: { context: PageContext; testCode: string }) => {
  const { scannerPage: words } = context.words;
  return (
    <section class="card tools-test" aria-labelledby="scan-test-name">
      <div class="card-body stack">
        <h2 class="visually-hidden" id="scan-test-name">{words.title}</h2>
        <form id="scan-test" autocomplete="off">
          <label class="field">
            <span class="label">{words.label}</span>
            <span class="scan-input">
              <input
                class="input"
                id="scan-test-input"
                spellcheck={false}
                autocapitalize="off"
                autocorrect="off"
                autocomplete="off"
                placeholder={words.placeholder}
                autofocus
              />
            </span>
          </label>
        </form>
        <div class="stack" role="status">
          <ol class="readings" id="scanner-readings"></ol>
          <div class="stack" id="scanner-proposals"></div>
        </div>
        <Facts context={context} />
        <p class="row">
          <span class="hint">
            {words.testCode} <b class="code">{testCode}</b>
          </span>
          <a class="btn" href="/codes">{words.testCodeLink}</a>
        </p>
      </div>
    </section>
  );
};

/** How the last code was typed, and each of its keys. */
const Facts = ({ context: { words: { scannerPage: words } } }: { context: PageContext }) => (
  <div class="stack" id="scanner-facts" hidden>
    <dl class="facts">
      <Fact name={words.raw}>
        <span class="code" id="scanner-raw"></span>
      </Fact>
      <Fact name={words.keys}>
        <span id="scanner-key-count"></span>
      </Fact>
      <Fact name={words.speed}>
        <span
          id="scanner-speed"
          data-scanner={words.speedScanner("{ms}")}
          data-hand={words.speedHand("{ms}")}
          data-unknown={words.speedUnknown}
        >
        </span>
      </Fact>
      <Fact name={words.ended}>
        <span
          id="scanner-end"
          data-enter={words.ends.enter}
          data-tab={words.ends.tab}
          data-pause={words.ends.pause}
          data-nothing={words.ends.nothing}
        >
        </span>
      </Fact>
    </dl>
    <details class="fold">
      <summary class="btn">
        <span>{words.allKeys}</span>
        <Icon name="down" />
      </summary>
      <table class="table tools-keys">
        <caption class="visually-hidden">{words.allKeys}</caption>
        <thead>
          <tr>
            <th scope="col">{words.key}</th>
            <th scope="col">{words.place}</th>
            <th scope="col" class="num">{words.gap}</th>
          </tr>
        </thead>
        <tbody id="scanner-keys"></tbody>
      </table>
    </details>
  </div>
);

const Fact = ({ name, children }: { name: string; children?: Child }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** What a text is, one for each. No signs of outcomes: nothing was stored. */
const ReadingTemplates = ({ context: { words } }: { context: PageContext }) => {
  const { scannerPage, codesPage } = words;
  return (
    <>
      <Reading is="sack" icon="sack" text="{code}" says={scannerPage.sack} />
      <Reading is="bag" icon="bag" text="{code}" says={scannerPage.bag} />
      <Reading is="undo" icon="undo" text="{code}" says={scannerPage.command(codesPage.names.undo)} />
      <Reading is="finish" icon="check" text="{code}" says={scannerPage.command(codesPage.names.finish)} />
      <Reading is="test" icon="scan" text="{code}" says={words.scan.scannerWord} />
      <Reading is="unreadable" icon="warning" text="{code}" says={scannerPage.unreadable} />
      <Reading is="nothing" icon="warning" text="" says={scannerPage.nothing} />
    </>
  );
};

interface ReadingProps {
  readonly is: string;
  readonly icon: IconName;
  readonly text: string;
  readonly says: string;
}

const Reading = ({ is, icon, text, says }: ReadingProps) => (
  <template id={`reading-${is}`}>
    <li class="reading" data-reading={is}>
      <Icon name={icon} />
      <span>
        <b>{says}</b>
        <span class="reading-code">{text}</span>
      </span>
    </li>
  </template>
);

const ProposalTemplates = ({ context: { words: { scannerPage: words } } }: { context: PageContext }) => (
  <>
    {(["pause", "key", "prefix", "suffix"] as const).map((is) => {
      const told = is === "prefix" || is === "suffix" ? words.proposals[is]("{sign}") : words.proposals[is];
      return (
        <template id={`proposal-${is}`}>
          <div class="notice notice--warn proposal" data-proposal={is}>
            <Icon name="pencil" />
            <p>
              <b>{told.says}</b> {told.todo}
            </p>
            <button class="btn" type="button">{words.use}</button>
          </div>
        </template>
      );
    })}
  </>
);
