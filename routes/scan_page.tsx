/** `/scan`: the page, and the scans that its form sends. The sack is named by every request; no session remembers it. */
import { mayRole } from "../domain/abilities.ts";
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import { withoutBadge } from "../domain/badge_text.ts";
import { readCode } from "../domain/code.ts";
import type { Command } from "../domain/command.ts";
import { OUTCOMES } from "../domain/outcomes.ts";
import { withQuery } from "../views/paths.ts";
import { kindForms } from "../views/scan_parts.tsx";
import { ScanPage, ScanReply } from "../views/scan_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, answerScan, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { refuseTooFast } from "./paced.ts";
import { json } from "./json.ts";
import { readForm, readStamp, type Stamp } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { hintOf } from "./scan_hints.ts";
import { scanStateOf } from "./scan_state.tsx";

export function scanPage(parts: PageParts): Hono<Env> {
  const { deps } = parts, { may } = door(deps);
  return new Hono<Env>()
    .get("/scan", may("scan"), async (c) => answerPage(c, <ScanPage {...await scanStateOf(c, parts)} />))
    // For pages that have been open since before a kind was added.
    .get("/scan/kinds", may("scan"), (c) => json(c, kindForms(deps.kinds())))
    .post("/scan", may("scan"), (c) => scan(c, parts));
}

async function scan(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { person } = c.var.signedIn;
  const stamp = readStamp(reading.form, person);
  if ("refused" in stamp) return refuse(deps, c, stamp.refused);
  const texts = readTexts(reading.form);
  if (!texts) return refuse(deps, c, "malformed");

  const tooFast = await refuseTooFast(deps, c);
  if (tooFast) return tooFast;
  const kinds = deps.kinds();
  const reply = await deps.submit([commandOf(stamp, texts, kinds)])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  if (!isHtmx(c)) return c.redirect(pageAfter(answer, stamp, texts.page), 303);
  const context = contextOfSignedIn(c, pages);
  const hint = await hintOf(deps, context, answer, texts);
  return answerScan(
    c,
    <ScanReply context={context} kinds={kinds} answer={answer} scanned={withoutBadge(texts.code)} hint={hint} />,
    OUTCOMES[answer.outcome].status,
  );
}

interface Texts {
  readonly parent: string;
  readonly code: string;
  /** The bag that the page has just said is elsewhere; scanned once more it comes over. */
  readonly again: string;
  readonly page: string;
}

/** What was scanned, and the sack it is for. As in the API, a sack that is named without a code is the one to open. */
function readTexts(form: URLSearchParams): Texts | null {
  const parent = form.get("parent");
  const code = form.get("code");
  const rest = { again: form.get("again") ?? "", page: form.get("page") ?? "" };
  if (code !== null) return { parent: parent ?? "", code, ...rest };
  return parent === null ? null : { parent: "", code: parent, ...rest };
}

/** A sack's code opens that sack, whatever is open; anything else goes into the open one, or is judged in its place. */
function commandOf(stamp: Stamp, { parent, code, again }: Texts, kinds: Parameters<typeof readCode>[1]): Command {
  const reading = readCode(code, kinds);
  if (reading.is === "parent" || parent.trim() === "") return { ...stamp, kind: "open_parent", parent: code };
  const moved = readCode(again, kinds);
  const isSecondScan = reading.is === "child" && moved.is === "child" && reading.code === moved.code;
  return isSecondScan && mayRole(stamp.by.role, "move_bags")
    ? { ...stamp, kind: "move_child", child: code, toParent: parent }
    : { ...stamp, kind: "link_child", parent, child: code };
}

const pageAfter = ({ parent, key, outcome }: Answer, { station }: Stamp, page: string): string =>
  withQuery(page === "station" && station ? "/station" : "/scan", {
    ...{ parent: parent?.code ?? null, station, last: key, said: outcome },
  });
