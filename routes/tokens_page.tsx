/** `/tokens`: API tokens, for admins. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { type Refusal, REFUSALS } from "../domain/outcomes.ts";
import type { TokenCreation } from "../domain/tokens.ts";
import { withQuery } from "../views/paths.ts";
import { TokensPage, type TokensPageProps } from "../views/tokens_page.tsx";
import { wordsIn } from "../views/words/languages.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, languageOf, type PageParts } from "./page_context.ts";
import { readForm, textOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { NewTokenBody } from "./token_schemas.ts";
import { tokenIdIn, wantedIn } from "./tokens.ts";

export function tokensPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/tokens", may("manage_tokens"), (c) => list(c, parts, { revoked: c.req.query("revoked") ?? null }))
    .post("/tokens", may("manage_tokens"), (c) => create(c, parts))
    .post("/tokens/:id/revoke", may("manage_tokens"), (c) => revoke(c, parts));
}

type Said = Partial<Pick<TokensPageProps, "draft" | "refused" | "made" | "revoked">>;

async function list(c: Context<Env>, { deps, pages }: PageParts, said: Said, status = 200): Promise<Response> {
  const cursor = c.req.query("cursor") ?? null;
  const [page, areas] = await Promise.all([
    deps.apiTokens.list({ limit: LIMITS.pageItemsDefault, cursor }),
    pages.areas(),
  ]);
  if (!page) return c.redirect("/tokens", 303);
  const nothing = { draft: null, refused: null, made: null, revoked: null };
  const shown = { context: contextOfSignedIn(c, pages), page, isFirst: cursor === null, areas };
  return answerPage(c, <TokensPage {...shown} {...nothing} {...said} />, status);
}

/** The one page that shows a token answers the form itself: an address that led to it would hold the secret. */
async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const read = NewTokenBody.safeParse({
    name: textOf(form, "name"),
    role: form.get("role"),
    dispatch_area: textOf(form, "dispatch_area"),
    expires_in_days: Number(form.get("expires_in_days") ?? LIMITS.tokenDaysDefault),
  });
  if (!read.success) return refuse(deps, c, "malformed");
  const wanted = wantedIn(read.data);
  const made = await deps.apiTokens.create(wanted, doerOf(c, deps));
  if (made.is === "created" && made.secret !== null) {
    return list(c, parts, { made: { name: made.token.name, secret: made.secret } }, 201);
  }
  const refusal = refusalOf(made.is);
  const draft = { ...wanted, area: wanted.area ?? "" };
  return list(c, parts, { draft, refused: wordsIn(languageOf(c)).refusals[refusal] }, REFUSALS[refusal]);
}

const refusalOf = (is: TokenCreation["is"]): Refusal => is === "name_taken" ? "token_name_taken" : "malformed";

async function revoke(c: Context<Env>, { deps }: PageParts): Promise<Response> {
  const id = tokenIdIn(c.req.param("id") ?? "");
  const revoked = id === null ? null : await deps.apiTokens.revoke(id, doerOf(c, deps));
  if (revoked?.is !== "revoked") return refuse(deps, c, "not_found");
  return c.redirect(withQuery("/tokens", { revoked: revoked.token.name }), 303);
}
