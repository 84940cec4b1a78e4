/** The context that tests draw pages in. */
import type { Role } from "../../domain/shapes.ts";
import type { PageContext } from "../../views/context.ts";
import { showIn } from "../../views/format.ts";
import { en } from "../../views/words/en.ts";
import { person } from "./page_world.ts";

export const pageContext = (role: Role | null, more: Partial<PageContext> = {}): PageContext => ({
  person: role && person(role),
  words: en,
  show: showIn("Asia/Kolkata", en),
  now: new Date("2026-11-22T06:00:00Z"),
  path: "/",
  theme: "auto",
  scriptUrl: "/static/app.1.js",
  keysUrl: "/static/keys.1.js",
  deskUrl: "/static/desk.1.js",
  toolsUrl: "/static/tools.1.js",
  liveUrl: "/static/live.1.js",
  padUrl: "/static/pad.1.js",
  styleUrl: "/static/app.1.css",
  requestId: "c4d9-02ab",
  ...more,
});

/** What a person reads of this markup: no tags, entities resolved, white space as one blank. */
export const textOf = (markup: unknown): string =>
  String(markup).replace(/<[^>]*>/g, "").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
