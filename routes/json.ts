/** Answers for scripts. */
import type { Context } from "hono";
import type { Env } from "./deps.ts";

/** One Response with all its headers at once: the cheapest there is, and scans are answered by it. */
export const json = (c: Context<Env>, body: unknown, status = 200, headers: readonly Header[] = []): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: [...c.var.headers, JSON_TYPE, ...headers] as [string, string][],
  });

export type Header = readonly [name: string, value: string];

/** What stands under /api never answers with a page. */
export const isForScripts = (path: string): boolean =>
  path.startsWith("/api/") || path === "/api" || path === "/metrics";

const JSON_TYPE: Header = ["content-type", "application/json; charset=utf-8"];
