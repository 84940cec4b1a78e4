/**
 * The files that browsers load: ours and the libraries', put together into one script and one style sheet at start.
 * Their names carry a hash of their content, so a browser keeps them for ever and never shows a mixture of versions.
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { clientScript } from "./client_script.ts";

/** In this order: settings before parts, parts before pages. */
const STYLES = [
  "tokens",
  "base",
  "shell",
  "parts",
  "notices",
  "figures",
  "tables",
  "lists",
  "login",
  "outcome",
  "scan",
  "scan_list",
  "station",
  "badges",
  "tools",
  "reports",
  "find",
  "bills",
  "imports",
  "system",
  "people",
  "api",
  "roles",
  "audit",
  "paper",
  "comfort",
  "media",
].map((name) => `static/css/${name}.css`);

const SCRIPT = "static/js/main.ts";
const KEYS_SCRIPT = "static/js/early_keys.ts";
const DESK_SCRIPT = "static/js/desk.ts";
const TOOLS_SCRIPT = "static/js/tools.ts";
const PAD_SCRIPT = "static/js/pad.ts";
const LIVE_SCRIPT = "static/js/live.ts";
const WORKER_SCRIPT = "static/js/service_worker.ts";
const JAVASCRIPT = "text/javascript; charset=utf-8";

const LIBRARIES = [
  "node_modules/htmx.org/dist/htmx.min.js",
  "node_modules/@alpinejs/csp/dist/cdn.min.js",
];

const ICON = "static/favicon.svg";
const A_YEAR_S = 365 * 24 * 60 * 60;
const A_DAY_S = 24 * 60 * 60;

export interface StaticFiles {
  /** `/static/app.<hash>.js` */
  readonly scriptUrl: string;
  /** `/static/keys.<hash>.js`: what scan pages load before they show anything. */
  readonly keysUrl: string;
  /** `/static/desk.<hash>.js`: what pages at a desk load as well. */
  readonly deskUrl: string;
  /** `/static/tools.<hash>.js`: what the pages around scanning load as well. */
  readonly toolsUrl: string;
  /** `/static/pad.<hash>.js`: what scan pages load behind all that, for badges. */
  readonly padUrl: string;
  /** `/static/live.<hash>.js`: what pages load whose numbers follow the floor. */
  readonly liveUrl: string;
  /** `/static/app.<hash>.css` */
  readonly styleUrl: string;
  /** Answers what lies under `/static/`, and `/sw.js`; null for any other path, so that the caller goes on. */
  respond(request: Request): Response | null;
}

interface StoredFile {
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/**
 * Reads, joins, hashes and compresses everything once. `root` is the repository's folder.
 * @throws Deno.errors.NotFound when a file is missing: the server does not start half dressed.
 */
export async function loadStaticFiles(root: URL): Promise<StaticFiles> {
  const libraries = await join(root, LIBRARIES, ";\n");
  // Ours listens for what the libraries announce, so it comes first.
  const script = store(await clientScript(root, SCRIPT) + libraries, JAVASCRIPT, A_YEAR_S);
  const keys = store(await clientScript(root, KEYS_SCRIPT), JAVASCRIPT, A_YEAR_S);
  const desk = store(await clientScript(root, DESK_SCRIPT), JAVASCRIPT, A_YEAR_S);
  const tools = store(await clientScript(root, TOOLS_SCRIPT), JAVASCRIPT, A_YEAR_S);
  const pad = store(await clientScript(root, PAD_SCRIPT), JAVASCRIPT, A_YEAR_S);
  const live = store(await clientScript(root, LIVE_SCRIPT), JAVASCRIPT, A_YEAR_S);
  const style = store(await join(root, STYLES, "\n"), "text/css; charset=utf-8", A_YEAR_S);
  const icon = store(await join(root, [ICON], ""), "image/svg+xml", A_DAY_S);
  const scriptUrl = `/static/app.${hashOf(script.plain)}.js`;
  const keysUrl = `/static/keys.${hashOf(keys.plain)}.js`;
  const deskUrl = `/static/desk.${hashOf(desk.plain)}.js`;
  const toolsUrl = `/static/tools.${hashOf(tools.plain)}.js`;
  const padUrl = `/static/pad.${hashOf(pad.plain)}.js`;
  const liveUrl = `/static/live.${hashOf(live.plain)}.js`;
  const styleUrl = `/static/app.${hashOf(style.plain)}.css`;
  const assets = [scriptUrl, keysUrl, padUrl, styleUrl, "/static/favicon.svg"];
  const worker = `self.ASSETS = ${JSON.stringify(assets)};\n${await clientScript(root, WORKER_SCRIPT)}`;
  const files = new Map([
    [scriptUrl, script],
    [keysUrl, keys],
    [deskUrl, desk],
    [toolsUrl, tools],
    [liveUrl, live],
    [padUrl, pad],
    [styleUrl, style],
    ["/static/favicon.svg", icon],
    // What a page that stays open for days asks for, to see whether it is still the newest.
    ["/static/release", store(`${scriptUrl} ${styleUrl}\n`, "text/plain; charset=utf-8", 0)],
    ["/sw.js", store(worker, JAVASCRIPT, 0)],
  ]);
  const urls = { scriptUrl, keysUrl, deskUrl, toolsUrl, liveUrl, padUrl, styleUrl };
  return { ...urls, respond: (request) => respond(files, request) };
}

function respond(files: ReadonlyMap<string, StoredFile>, request: Request): Response | null {
  const { pathname } = new URL(request.url);
  const file = files.get(pathname);
  if (!file && !pathname.startsWith("/static/")) return null;
  if (!file) return new Response("Not found\n", { status: 404, headers: { "cache-control": "no-store" } });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Method not allowed\n", { status: 405, headers: { allow: "GET, HEAD" } });
  }
  return request.headers.get("if-none-match")?.includes(file.etag)
    ? new Response(null, { status: 304, headers: headersOf(file, false) })
    : whole(file, request);
}

function whole(file: StoredFile, request: Request): Response {
  const zipped = acceptsGzip(request.headers.get("accept-encoding") ?? "");
  const bytes = zipped ? file.gzip : file.plain;
  const headers = { ...headersOf(file, zipped), "content-length": String(bytes.byteLength) };
  return new Response(request.method === "HEAD" ? null : bytes, { headers });
}

function headersOf(file: StoredFile, zipped: boolean): Record<string, string> {
  return {
    "content-type": file.type,
    "cache-control": file.cacheControl,
    "etag": file.etag,
    "vary": "accept-encoding",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
  };
}

const acceptsGzip = (accepted: string): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/i.test(accepted);

async function join(root: URL, paths: readonly string[], between: string): Promise<string> {
  const texts = await Promise.all(paths.map((path) => Deno.readTextFile(new URL(path, root))));
  return texts.map((text) => text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n").trim()).join(between) + "\n";
}

function store(text: string, type: string, maxAgeS: number): StoredFile {
  const plain = new TextEncoder().encode(text);
  const immutable = maxAgeS === A_YEAR_S ? ", immutable" : "";
  return {
    type,
    cacheControl: maxAgeS === 0 ? "no-cache" : `public, max-age=${maxAgeS}${immutable}`,
    etag: `W/"${hashOf(plain)}"`,
    plain,
    // Once for all: as small as it gets.
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
  };
}

/** Enough of it to tell two builds apart. */
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
