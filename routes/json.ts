/** Answers for scripts. */
import type { Context } from "hono";
import type { Env } from "./deps.ts";

/** One Response with all its headers at once: the cheapest there is, and scans are answered by it. */
export const json = (c: Context<Env>, body: unknown, status = 200, headers: readonly Header[] = []): Response =>
  answer(c, JSON.stringify(body), status, headers);

/** The same for what the cache hands out again and again: its text is made once. `wire` is the same for all of its shape. */
export function jsonOf<Shape extends object>(c: Context<Env>, shape: Shape, wire: (shape: Shape) => unknown): Response {
  const known = texts.get(shape);
  const text = known ?? JSON.stringify(wire(shape));
  if (known === undefined) texts.set(shape, text);
  return answer(c, text, 200, []);
}

const texts = new WeakMap<object, string>();

const answer = (c: Context<Env>, text: string, status: number, headers: readonly Header[]): Response =>
  new Response(text, { status, headers: [...c.var.headers, JSON_TYPE, ...headers] as [string, string][] });

export type Header = readonly [name: string, value: string];

/** What stands under /api never answers with a page. */
export const isForScripts = (path: string): boolean =>
  path.startsWith("/api/") || path === "/api" || path === "/metrics";

const JSON_TYPE: Header = ["content-type", "application/json; charset=utf-8"];
