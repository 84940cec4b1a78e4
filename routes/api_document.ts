/** `/api/openapi.json`, and `/api/docs`, which is the same for people. Made when it is first asked for, then kept. */
import { Hono } from "hono";
import type { ApiDocument } from "../domain/api_document.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { jsonOf } from "./json.ts";
import { describeApi, type KnownRoute } from "./openapi/document.ts";
import { sessionCookieName } from "./session_cookie.ts";

/** `routes`: all that the application has, once it is whole. */
export function apiDocument(deps: Deps, routes: () => readonly KnownRoute[]): Hono<Env> {
  const { anybody } = door(deps);
  let made: ApiDocument | null = null;
  const document = () => made ??= describeApi(routes(), sessionCookieName(deps.site));
  return new Hono<Env>()
    .get("/api/openapi.json", anybody(), (c) => jsonOf(c, document(), (whole) => whole))
    .get("/api/docs", anybody(), (c) => deps.pages.docs(c, document()));
}
