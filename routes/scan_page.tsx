/** `/scan`: the page, and the scans that its form sends. The sack is named by every request; no session remembers it. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import { readCode } from "../domain/code.ts";
import type { Command } from "../domain/command.ts";
import { OUTCOMES } from "../domain/outcomes.ts";
import type { BagDetail, LifeEvent, ParentTotals } from "../domain/shapes.ts";
import type { PageContext } from "../views/context.ts";
import { type Shown, shownAnswer } from "../views/outcome.tsx";
import { withQuery } from "../views/paths.ts";
import { lineOfEvent } from "../views/scan_line.tsx";
import { ScanPage, ScanReply } from "../views/scan_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, answerScan, contextOfSignedIn, isHtmx, type PageParts, refuseTooFast } from "./page_context.ts";
import { readForm, readStamp, type Stamp } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { answerAbout, outcomeNamed } from "./said.ts";

/** How many of a sack's last events the page lists. */
const LINES_MAX = 20;

export function scanPage(parts: PageParts): Hono<Env> {
  const { only } = door(parts.deps);
  return new Hono<Env>()
    .get("/scan", only("dispatcher"), (c) => show(c, parts))
    .post("/scan", only("dispatcher"), (c) => scan(c, parts));
}

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const context = contextOfSignedIn(c, pages);
  const kinds = deps.kinds();
  const reading = readCode(c.req.query("parent") ?? "", kinds);
  const code = reading.is === "parent" ? reading.code : null;
  const [bag, life] = code === null
    ? [null, null]
    : await Promise.all([deps.bags.find(code), deps.bags.events(code, { limit: LINES_MAX, cursor: null })]);
  const parent = bag?.role === "parent" ? totalsOf(bag) : null;
  const events = parent ? life?.items ?? [] : [];
  return answerPage(
    c,
    <ScanPage
      context={context}
      kinds={kinds}
      station={c.req.query("station") || null}
      scanId={crypto.randomUUID()}
      parent={parent}
      shown={lastShown(c, context, parent, events)}
      lines={events.map((event) => lineOfEvent(event, context.words))}
    />,
  );
}

/** Without script: the outcome that the redirect named, with what the stored event tells of it. */
function lastShown(
  c: Context<Env>,
  context: PageContext,
  parent: ParentTotals | null,
  events: readonly LifeEvent[],
): Shown | null {
  const last = events.find(({ scanId }) => scanId === c.req.query("last"));
  const outcome = last?.outcome ?? outcomeNamed(c.req.query("said"));
  if (!outcome) return null;
  const child = last?.child ? { code: last.child, lot: null } : null;
  return shownAnswer(answerAbout(outcome, last?.at ?? context.now, { parent, child }), context);
}

async function scan(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { person } = c.var.signedIn;
  const stamp = readStamp(reading.form, person);
  if ("refused" in stamp) return refuse(deps, c, stamp.refused);
  const texts = readTexts(reading.form);
  if (!texts) return refuse(deps, c, "malformed");

  const tooFast = refuseTooFast(c, deps);
  if (tooFast) return tooFast;
  const kinds = deps.kinds();
  const reply = await deps.submit([commandOf(stamp, texts, kinds)])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  return isHtmx(c)
    ? answerScan(
      c,
      <ScanReply context={contextOfSignedIn(c, pages)} kinds={kinds} answer={reply.answer} scanned={texts.code} />,
      OUTCOMES[reply.answer.outcome].status,
    )
    : c.redirect(pageAfter(reply.answer, stamp), 303);
}

interface Texts {
  readonly parent: string;
  readonly code: string;
}

/** What was scanned, and the sack it is for. As in the API, a sack that is named without a code is the one to open. */
function readTexts(form: URLSearchParams): Texts | null {
  const parent = form.get("parent");
  const code = form.get("code");
  if (code !== null) return { parent: parent ?? "", code };
  return parent === null ? null : { parent: "", code: parent };
}

/** A sack's code opens that sack, whatever is open; anything else goes into the open one, or is judged in its place. */
function commandOf(stamp: Stamp, { parent, code }: Texts, kinds: Parameters<typeof readCode>[1]): Command {
  return readCode(code, kinds).is === "parent" || parent.trim() === ""
    ? { ...stamp, kind: "open_parent", parent: code }
    : { ...stamp, kind: "link_child", parent, child: code };
}

const pageAfter = ({ parent, key, outcome }: Answer, { station }: Stamp): string =>
  withQuery("/scan", { parent: parent?.code ?? null, station, last: key, said: outcome });

/** A sack's page holds more than its totals. */
const totalsOf = (bag: BagDetail): ParentTotals => ({
  code: bag.code,
  kind: bag.kind ?? "",
  childCount: bag.childCount ?? 0,
  capacity: bag.capacity ?? 0,
  weightKg: bag.weightKg,
  status: bag.status === "full" ? "full" : "open",
  bill: bag.bill,
});
