/** `/api/docs` as a page. It is about the API, whose words are English, whatever language the pages are read in. */
import type { Context } from "hono";
import type { ApiDocument } from "../domain/api_document.ts";
import { ApiDocsPage } from "../views/api_docs_page.tsx";
import { en } from "../views/words/en.ts";
import type { Env } from "./deps.ts";
import { answerPage, contextOf, type PageDeps } from "./page_context.ts";

export function apiDocsPage(c: Context<Env>, pages: PageDeps, document: ApiDocument): Response {
  const context = { ...contextOf(c, pages, null), words: en };
  const origin = pages.site.publicOrigin ?? new URL(c.req.url).origin;
  return answerPage(c, <ApiDocsPage context={context} document={document} origin={origin} />);
}
