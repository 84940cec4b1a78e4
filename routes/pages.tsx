/** All that is answered in HTML: the pages' own routes, and what the API's routes ask of them. */
import type { Context, Hono } from "hono";
import { withoutBadge } from "../domain/badge_text.ts";
import { type Refusal, REFUSALS } from "../domain/outcomes.ts";
import type { Person } from "../domain/shapes.ts";
import type { PageContext } from "../views/context.ts";
import { FaultPage, type FaultStatus } from "../views/fault_page.tsx";
import { Toast } from "../views/notice.tsx";
import { shownRefusal } from "../views/outcome.tsx";
import { RefusalReply, ScanReply } from "../views/scan_page.tsx";
import { apiDocsPage } from "./api_docs_page.tsx";
import { areasPage } from "./areas_page.tsx";
import { auditPage } from "./audit_page.tsx";
import { bagChangePages } from "./bag_change_pages.tsx";
import { bagLabels } from "./bag_labels.tsx";
import { badgePages } from "./badge_pages.tsx";
import { bagsPages } from "./bags_pages.tsx";
import { billChangePages } from "./bill_change_pages.tsx";
import { billLive } from "./bill_live.tsx";
import { billEditsPage } from "./bill_edits_page.tsx";
import { billMovesPage } from "./bill_moves_page.tsx";
import { billPages } from "./bill_pages.tsx";
import { billPrintPage } from "./bill_print_page.tsx";
import { billSacksPage } from "./bill_sacks_page.tsx";
import { billScanPage } from "./bill_scan_page.tsx";
import { codesPage } from "./codes_page.tsx";
import { dashboardPage } from "./dashboard_page.tsx";
import type { Env, Pages } from "./deps.ts";
import { exportsPage } from "./exports_page.tsx";
import { importPages } from "./import_pages.tsx";
import { importsPages } from "./imports_pages.tsx";
import { kindsPage } from "./kinds_page.tsx";
import { languagePage } from "./language_page.ts";
import { loginPage } from "./login_page.tsx";
import {
  answerFragment,
  answerPage,
  contextOf,
  contextOfSignedIn,
  isHtmx,
  type PageDeps,
  type PageParts,
  pathSeen,
  whoIsIn,
} from "./page_context.ts";
import { looksPage } from "./looks_page.tsx";
import { pinPage } from "./pin_page.tsx";
import { reportPages } from "./report_pages.tsx";
import { hintOf } from "./scan_hints.ts";
import { rolesPage } from "./roles_page.tsx";
import { resetPage } from "./reset_page.tsx";
import { scanPage } from "./scan_page.tsx";
import { scannerPage } from "./scanner_page.tsx";
import { scansPage } from "./scans_page.tsx";
import { searchPage } from "./search_page.tsx";
import { sessionCookieOf } from "./session_cookie.ts";
import { sessionLeft } from "./session_left.ts";
import { stationPage } from "./station_page.tsx";
import { stationSwitch } from "./station_switch.tsx";
import { staticPage } from "./static_page.ts";
import { systemPage } from "./system_page.tsx";
import { themePage } from "./theme_page.ts";
import { undosPage } from "./undos_page.tsx";
import { tokensPage } from "./tokens_page.tsx";
import { userAccessPages } from "./user_access_pages.tsx";
import { userPages } from "./user_pages.tsx";
import { usersPage } from "./users_page.tsx";

type PageNoun = (parts: PageParts) => Hono<Env>;

const NOUNS: readonly PageNoun[] = [
  staticPage,
  loginPage,
  resetPage,
  themePage,
  languagePage,
  dashboardPage,
  scanPage,
  stationPage,
  stationSwitch,
  sessionLeft,
  looksPage,
  scannerPage,
  codesPage,
  undosPage,
  billScanPage,
  billLive,
  billPages,
  billChangePages,
  billEditsPage,
  billSacksPage,
  billMovesPage,
  billPrintPage,
  bagsPages,
  scansPage,
  bagChangePages,
  bagLabels,
  searchPage,
  usersPage,
  areasPage,
  kindsPage,
  userPages,
  userAccessPages,
  badgePages,
  pinPage,
  tokensPage,
  rolesPage,
  reportPages,
  exportsPage,
  auditPage,
  importsPages,
  importPages,
  systemPage,
];

export function createPages(pages: PageDeps): Pages {
  return {
    nouns: NOUNS.map((noun) => (deps) => noun({ deps, pages })),
    refusal: (c, refusal) => refusalPage(c, pages, refusal),
    docs: (c, document) => apiDocsPage(c, pages, document),
    replies: repliesFragment(pages),
  };
}

/** Status and headers are set already. A scan page shows it in its own box, a desk page in a toast. */
async function refusalPage(c: Context<Env>, pages: PageDeps, refusal: Refusal): Promise<Response> {
  const context = contextOf(c, pages, await personOf(c, pages));
  const status = REFUSALS[refusal];
  if (!isHtmx(c)) {
    const sought = c.req.method === "GET" ? context.path : null;
    const seen = { ...context, path: pathSeen(c, pages, context.path) };
    return answerPage(
      c,
      <FaultPage context={seen} status={faultStatus(refusal)} sought={sought} told={toldOf(refusal, context)} />,
      status,
    );
  }
  return answerFragment(
    c,
    <>
      <RefusalReply context={context} refusal={refusal} scanId="" />
      {!isScan(context) && <Toast shown={shownRefusal(refusal, context)} />}
    </>,
    status,
  );
}

/** A path that no route knows has no door: whoever asks may be signed in all the same, and keeps his menu. */
async function personOf(c: Context<Env>, { sessions, site }: PageDeps): Promise<Person | null> {
  const known = whoIsIn(c);
  if (known) return known.person;
  const token = sessionCookieOf(c, site);
  if (token === undefined) return null;
  try {
    return (await sessions.read(token))?.person ?? null;
  } catch {
    // The very fault that this page tells of, perhaps: it must not fail for it once more.
    return null;
  }
}

const isScan = ({ path }: PageContext): boolean => /^\/(undos|scan|bills\/[^/?]+\/scan)(\?|$)/.test(path);

/** What a page of this status does not tell by itself. */
const toldOf = (refusal: Refusal, { words }: PageContext) =>
  refusal === "too_many_rows" || refusal === "wrong_host" ? words.refusals[refusal] : null;

/** Somebody unknown is asked to log in by the door; what is left of it reads like any other "not for you". */
const faultStatus = (refusal: Refusal): FaultStatus => {
  const status = REFUSALS[refusal];
  return status in LIKE ? LIKE[status as keyof typeof LIKE] : status as FaultStatus;
};

/** Statuses that only machines tell apart. */
const LIKE = { 401: 403, 405: 404, 408: 400, 421: 400 } as const;

/** The answers of a batch, in order, each with its fragments. */
const repliesFragment = (pages: PageDeps): Pages["replies"] => async (deps, c, results) => {
  const context = contextOfSignedIn(c, pages);
  const replies = results.map(async ({ scan, reply }) => {
    if (!("answer" in reply)) {
      return <RefusalReply context={context} refusal={reply.refused} scanId={scan?.scanId ?? ""} />;
    }
    const parent = scan?.parent ?? "";
    const texts = scan?.child == null ? { parent: "", code: parent } : { parent, code: scan.child };
    const hint = await hintOf(deps, context, reply.answer, texts);
    const { answer } = reply;
    return (
      <ScanReply
        context={context}
        kinds={pages.kinds()}
        answer={answer}
        scanned={withoutBadge(texts.code)}
        hint={hint}
      />
    );
  });
  return answerFragment(c, <>{await Promise.all(replies)}</>, 200);
};
