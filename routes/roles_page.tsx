/** `/roles`: who may do what, as the doors of all routes have it. */
import { Hono } from "hono";
import { RolesPage } from "../views/roles_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function rolesPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/roles", may("manage_people"), (c) => answerPage(c, <RolesPage context={contextOfSignedIn(c, pages)} />));
}
