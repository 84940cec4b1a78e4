/** A bag's code as pictures, and a label to print. Pictures never change: a browser asks for each once. */
import { type Context, Hono } from "hono";
import { BagLabelPage } from "../views/bag_label_page.tsx";
import { codeInPath } from "./bag_view.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";

const A_YEAR_S = 365 * 24 * 60 * 60;

export function bagLabels(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bags/:code/qr.svg", may("look_up"), (c) => picture(c, parts, "qr"))
    .get("/bags/:code/bar.svg", may("look_up"), (c) => picture(c, parts, "code128"))
    .get("/bags/:code/label", may("look_up"), (c) => label(c, parts));
}

/** Drawing takes some milliseconds: only codes have pictures, not whatever text a path may hold. */
function picture(c: Context<Env>, { deps, pages }: PageParts, symbology: "qr" | "code128") {
  const code = codeInPath(deps, c.req.param("code"));
  if (code === null) return refuse(deps, c, "not_found");
  return c.body(pages.codePicture(symbology, code), 200, {
    "content-type": "image/svg+xml",
    "cache-control": `private, max-age=${A_YEAR_S}, immutable`,
  });
}

async function label(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const code = codeInPath(deps, c.req.param("code"));
  const bag = code === null ? null : await deps.bags.find(code);
  if (!bag) return refuse(deps, c, "not_found");
  return answerPage(c, <BagLabelPage context={contextOfSignedIn(c, pages)} code={bag.code} />);
}
