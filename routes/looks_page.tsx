/** `/looks`: scans that came back refused while nobody looked, as this browser keeps them. */
import { Hono } from "hono";
import { LooksPage } from "../views/looks_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function looksPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/looks", may("scan"), (c) => answerPage(c, <LooksPage context={contextOfSignedIn(c, pages)} />));
}
