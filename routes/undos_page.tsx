/** `POST /undos`: taking back a scan, from a scan page's list or from a bag's life. */
import { type Context, Hono } from "hono";
import { OUTCOMES } from "../domain/outcomes.ts";
import { BillUndoReply } from "../views/bill_scan_page.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { withQuery } from "../views/paths.ts";
import { OutcomeReply, UndoReply } from "../views/scan_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerFragment, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { refuseTooFast } from "./paced.ts";
import { isUuid, readCommandForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { answerAbout } from "./said.ts";
import { localPath } from "./session_cookie.ts";

export function undosPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().post("/undos", may("undo"), (c) => undo(c, parts));
}

async function undo(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const reading = await readCommandForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form, stamp } = reading;
  const undoes = form.get("undoes")?.trim().toLowerCase() ?? "";
  const next = localPath(form.get("next"));
  if (!isUuid(undoes)) return nothingToUndo(c, { deps, pages }, next);

  const tooFast = await refuseTooFast(deps, c);
  if (tooFast) return tooFast;
  const reply = await deps.submit([{ ...stamp, kind: "undo", undoes }])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  if (!isHtmx(c)) return c.redirect(withQuery(next, { said: answer.outcome, last: answer.key }), 303);
  const context = contextOfSignedIn(c, pages);
  const bill = form.get("bill") ?? "";
  const fragment = bill === ""
    ? (
      <UndoReply
        context={context}
        kinds={deps.kinds()}
        answer={answer}
        undoes={undoes}
        openParent={form.get("parent") ?? ""}
      />
    )
    : <BillUndoReply context={context} answer={answer} number={bill} undoes={undoes} />;
  return answerFragment(c, fragment, OUTCOMES[answer.outcome].status);
}

/** "Undo last" with an empty list: said like any other refusal, though no scan is named. */
function nothingToUndo(c: Context<Env>, { pages }: PageParts, next: string): Response {
  if (!isHtmx(c)) return c.redirect(withQuery(next, { said: "scan_not_found", last: null }), 303);
  const context = contextOfSignedIn(c, pages);
  const shown = shownAnswer(answerAbout("scan_not_found", context.now, {}), context);
  const { status } = OUTCOMES.scan_not_found;
  return answerFragment(c, <OutcomeReply context={context} shown={shown} scanId="" status={status} />, status);
}
