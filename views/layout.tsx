/** The frame of every page: head, top bar, menu by role. A page fills in the rest. */
import type { Child } from "hono/jsx";
import { type Ability, may } from "../domain/abilities.ts";
import type { Person } from "../domain/shapes.ts";
import type { PageContext, Theme } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon, type IconName, Logo, signOf } from "./icons.tsx";
import { SessionEnds } from "./session_ends.tsx";
import { ShortcutButton, ShortcutSheet } from "./shortcuts.tsx";
import { LANGUAGES } from "./words/languages.ts";

interface DocumentProps {
  readonly context: PageContext;
  readonly title: string;
  readonly bodyClass?: string;
  /** A scan page: keys are taken in from the first moment, before the rest of the script is there. */
  readonly takesKeysEarly?: boolean;
  /** Scripts beside the one of all pages: of pages at a desk, of this page alone. */
  readonly scriptUrls?: readonly string[];
  /** Style sheets of this page alone. */
  readonly styleUrls?: readonly string[];
  readonly children?: Child;
}

/**
 * Settings that keep htmx within our security policy and our rules: nothing inline, no history snapshots in scan pages.
 * What a person has opened stays open when a morph draws it anew: the server does not know of it.
 */
const HTMX_CONFIG = JSON.stringify({
  ...{ includeIndicatorCSS: false, defaultSettleDelay: 0, history: false },
  morphIgnore: ["data-htmx-powered", "open"],
});

/** The whole document. Script and style come as one hashed file each. */
export const Document = (props: DocumentProps) => {
  const { context, title, bodyClass, takesKeysEarly = false, scriptUrls = [], styleUrls = [], children } = props;
  return (
    <html lang={context.words.language} data-theme={context.theme === "auto" ? undefined : context.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <title>{`${title} · ${context.words.frame.product}`}</title>
        <link rel="icon" href="/static/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={context.styleUrl} />
        {styleUrls.map((url) => <link rel="stylesheet" href={url} />)}
        {takesKeysEarly && <script src={context.keysUrl}></script>}
        <script src={context.scriptUrl} defer></script>
        {takesKeysEarly && <script src={context.padUrl} defer></script>}
        {scriptUrls.map((url) => <script src={url} defer></script>)}
      </head>
      <body class={bodyClass} data-user={context.person?.username} data-role={context.person?.role}>
        {children}
        {context.person && !takesKeysEarly && <SessionEnds context={context} />}
      </body>
    </html>
  );
};

interface DeskPageProps {
  readonly context: PageContext;
  readonly title: string;
  /** A script of this page's own. */
  readonly scriptUrl?: string | undefined;
  readonly children?: Child;
}

/** A page at a desk: top bar with search, menu at the side, on a phone a bar of tabs below. */
export const DeskPage = ({ context, title, scriptUrl, children }: DeskPageProps) => (
  <Document context={context} title={title} scriptUrls={[context.deskUrl, ...scriptUrl ? [scriptUrl] : []]}>
    <a class="skip" href="#main">{context.words.frame.skip}</a>
    <header class="topbar">
      <a class="brand" href="/">
        <Logo />
        <span>{context.words.frame.product}</span>
      </a>
      <FindForm context={context} />
      <span class="push"></span>
      <LooksLink context={context} />
      <AccountMenu context={context} />
    </header>
    <div class="shell">
      <Sidebar context={context} />
      <main class="page" id="main" tabindex={-1}>{children}</main>
    </div>
    <Tabs context={context} />
    <div class="toasts" id="toasts" role="status" aria-live="polite"></div>
  </Document>
);

/** What was refused while nobody looked: the script shows it on every page, until somebody has decided. */
export const LooksLink = ({ context: { words } }: { context: PageContext }) => (
  <a class="outbox outbox--look look--refused" id="looks-link" href="/looks" hidden>
    {signOf("refused")}
    <span>
      <output id="looks-count" aria-live="polite">0</output> <span class="only-wide">{words.looksPage.link}</span>
      <span class="visually-hidden only-narrow">{words.looksPage.link}</span>
    </span>
  </a>
);

const FindForm = ({ context: { words } }: { context: PageContext }) => (
  <form class="find" role="search" action="/search" aria-label={words.frame.find}>
    <label class="visually-hidden" for="find">{words.frame.find}</label>
    <Icon name="search" />
    <input id="find" name="q" type="search" placeholder={words.frame.find} autocomplete="off" spellcheck={false} />
    <kbd aria-hidden="true">/</kbd>
  </form>
);

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly word:
    | "dashboard"
    | "scan"
    | "bills"
    | "bags"
    | "search"
    | "people"
    | "kinds"
    | "reports"
    | "imports"
    | "audit"
    | "system";
  readonly ability: Ability;
}

const DASHBOARD: Entry = { href: "/", icon: "home", word: "dashboard", ability: "see_dashboard" };
const SCAN: Entry = { href: "/scan", icon: "scan", word: "scan", ability: "scan" };
const BILLS: Entry = { href: "/bills", icon: "bill", word: "bills", ability: "see_bills" };
const BAGS: Entry = { href: "/bags", icon: "sack", word: "bags", ability: "see_lists" };
const SEARCH: Entry = { href: "/search", icon: "search", word: "search", ability: "search" };
const REPORTS: Entry = { href: "/reports", icon: "chart", word: "reports", ability: "see_reports" };
const IMPORTS: Entry = { href: "/imports", icon: "download", word: "imports", ability: "import_sheets" };
const PEOPLE: Entry = { href: "/users", icon: "people", word: "people", ability: "manage_people" };
const KINDS: Entry = { href: "/kinds", icon: "label", word: "kinds", ability: "manage_kinds" };
const AUDIT: Entry = { href: "/audit", icon: "clock", word: "audit", ability: "see_audit" };
const SYSTEM: Entry = { href: "/system", icon: "pulse", word: "system", ability: "see_system" };

const forPerson = ({ person }: PageContext) => ({ ability }: Entry): boolean => person !== null && may(person, ability);

/** What stands in the menu, by role; keys lead there as well. */
const workOf = (context: PageContext): Entry[] => [DASHBOARD, SCAN, BILLS, BAGS, REPORTS].filter(forPerson(context));
const adminOf = (context: PageContext): Entry[] => [IMPORTS, PEOPLE, KINDS, AUDIT, SYSTEM].filter(forPerson(context));

const Sidebar = ({ context }: { context: PageContext }) => {
  const { words } = context;
  const admin = adminOf(context);
  return (
    <nav class="sidebar" aria-label={words.frame.menu}>
      <h2>{words.frame.work}</h2>
      {workOf(context).map((entry) => <EntryLink context={context} entry={entry} />)}
      {admin.length > 0 && <h2>{words.frame.admin}</h2>}
      {admin.map((entry) => <EntryLink context={context} entry={entry} />)}
    </nav>
  );
};

/** On a phone: the four that people need most. */
const Tabs = ({ context }: { context: PageContext }) => (
  <nav class="tabs" aria-label={context.words.frame.tabs}>
    {[DASHBOARD, SCAN, SEARCH, forPerson(context)(BILLS) ? BILLS : BAGS].map((entry) => (
      <EntryLink context={context} entry={entry} />
    ))}
  </nav>
);

const EntryLink = ({ context: { words, path }, entry }: { context: PageContext; entry: Entry }) => (
  <a href={entry.href} aria-current={isHere(path, entry.href) ? "page" : undefined}>
    <Icon name={entry.icon} />
    {words.frame[entry.word]}
  </a>
);

/** The page itself, and what lies below it, other than scanning. */
function isHere(path: string, href: string): boolean {
  const [bare = "/"] = path.split("?");
  return bare === href || (href !== "/" && bare.startsWith(`${href}/`));
}

/** Who is here, the colours, and the way out. Opens without script. */
export const AccountMenu = ({ context }: { context: PageContext }) =>
  context.person
    ? (
      <>
        <Account context={context} person={context.person} />
        <ShortcutSheet context={context} targets={targetsOf(context)} />
      </>
    )
    : <ThemeForm context={context} />;

const targetsOf = (context: PageContext) =>
  [...workOf(context), ...adminOf(context)].map(({ href, word }) => ({ href, name: context.words.frame[word] }));

const Account = ({ context, person }: { context: PageContext; person: Person }) => {
  const { words } = context;
  const name = person.fullName ?? person.username;
  return (
    <details class="menu" x-data="menu" {...CLOSE_MENU}>
      <summary class="btn btn--quiet btn--icon">
        <span class="avatar" aria-hidden="true">{initials(name)}</span>
        <span class="visually-hidden">{words.frame.account(name)}</span>
      </summary>
      <div class="menu-sheet">
        <p>
          <b>{name}</b>
          <br />
          <span class="muted">{words.roles[person.role]}{person.area && `, ${areaName(person.area, words)}`}</span>
        </p>
        <LanguageForm context={context} />
        <ThemeForm context={context} />
        {[...adminOf(context), ...[REPORTS, BAGS].filter(forPerson(context))].map(({ href, word }) => (
          <a class="btn only-narrow" href={href}>{words.frame[word]}</a>
        ))}
        <ToolLink context={context} href="/scanner" name={words.scannerPage.title} />
        <ToolLink context={context} href="/codes" name={words.codesPage.title} />
        <ToolLink context={context} href="/profile/pin" name={words.badges.ownTitle} />
        <ShortcutButton context={context} />
        <form class="stack" id="logout-form" method="post" action="/logout">
          <p
            class="notice notice--warn"
            id="logout-waits"
            role="alert"
            data-says={words.leaving.waits("{count}")}
            hidden
          >
            <Icon name="warning" />
            <span></span>
          </p>
          <button class="btn" id="logout-anyway" type="submit" hidden>{words.leaving.anyway}</button>
          <button class="btn btn--quiet" id="logout-button" type="submit">
            <Icon name="leave" />
            {words.frame.logout}
          </button>
        </form>
      </div>
    </details>
  );
};

const ToolLink = ({ context: { path }, href, name }: { context: PageContext; href: string; name: string }) => (
  <a class="btn btn--quiet" href={href} aria-current={isHere(path, href) ? "page" : undefined}>{name}</a>
);

/** Alpine's spelling is no JSX name: it is spread in. */
const CLOSE_MENU = { "x-on:click.outside": "close", "x-on:keydown.escape": "closeToButton" };

const THEMES: readonly Theme[] = ["auto", "light", "dark"];

export const ThemeForm = ({ context: { theme, words, path } }: { context: PageContext }) => (
  <form class="field" method="post" action="/theme" data-theme-form>
    <input type="hidden" name="next" value={path} />
    <span class="label" id="theme-name">{words.frame.colours}</span>
    <span class="seg" role="group" aria-labelledby="theme-name">
      {THEMES.map((one) => (
        <button name="theme" type="submit" value={one} aria-pressed={one === theme ? "true" : "false"}>
          {words.frame.themes[one]}
        </button>
      ))}
    </span>
  </form>
);

/** Each language under its own name, for those who read no other. */
export const LanguageForm = ({ context: { words, path } }: { context: PageContext }) => (
  <form class="field" method="post" action="/language">
    <input type="hidden" name="next" value={path} />
    <span class="label" id="language-name">{words.frame.language}</span>
    <span class="seg" role="group" aria-labelledby="language-name">
      {Object.entries(LANGUAGES).map(([language, { name }]) => (
        <button
          name="language"
          type="submit"
          value={language}
          lang={language}
          aria-pressed={language === words.language ? "true" : "false"}
        >
          {name}
        </button>
      ))}
    </span>
  </form>
);

const initials = (name: string) =>
  name.split(/[\s._-]+/).filter((part) => part !== "").slice(0, 2).map((part) => part[0]!.toUpperCase()).join("");
