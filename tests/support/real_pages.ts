/** The real pages on the real rules and a database of its own, asked as browsers ask: with forms and without JSON. */
import type { Deps } from "../../routes/deps.ts";
import { createPages } from "../../routes/pages.tsx";
import { type Api, openApi, ORIGIN } from "./api.ts";
import { TIME_ZONE } from "./made_rows.ts";

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface RealPages extends Api {
  open(who: string | null, path: string): Promise<Page>;
  /** Sends a form: without script as the browser does, else as htmx does. */
  send(who: string, path: string, fields: Record<string, string>, how?: "plain" | "htmx"): Promise<Page>;
  /** One scan by the API; returns its id. */
  scan(who: string, parent: string, child?: string): Promise<string>;
}

/** With the people of `openApi`: anil (admin), bina (biller), dev of lucknow and esha of indore (dispatchers). */
export async function openRealPages(change: Partial<Deps> = {}): Promise<RealPages> {
  const pages = createPages({
    site: { publicOrigin: null, isHttps: false, timeZone: TIME_ZONE, metricsToken: null },
    sessions: { read: () => null, revoke: () => Promise.resolve(), revokeAllOf: () => Promise.resolve() },
    kinds: () => api.names.kinds(),
    areaLabels: () => api.names.areas(),
    areas: () => Promise.resolve(["indore", "lucknow"]),
    codePicture: (symbology, text) => `<svg data-symbology="${symbology}" data-text="${text}"></svg>`,
    files: {
      ...{
        scriptUrl: "/a.js",
        keysUrl: "/k.js",
        toolsUrl: "/t.js",
        deskUrl: "/d.js",
        liveUrl: "/l.js",
        padUrl: "/p.js",
      },
      ...{ styleUrl: "/a.css", respond: () => null },
    },
  });
  const api: Api = await openApi({ pages, ...change });
  const asked = async (who: string | null, path: string, init: RequestInit = {}): Promise<Page> => {
    const headers = new Headers(init.headers);
    headers.set("sec-fetch-site", "same-origin");
    if (who !== null) headers.set("cookie", `tracetrack=${who}`);
    const reply = await api.app.request(ORIGIN + path, { ...init, headers });
    return { status: reply.status, location: reply.headers.get("location"), text: await reply.text() };
  };
  return {
    ...api,
    open: (who, path) => asked(who, path),
    send: (who, path, fields, how = "plain") =>
      asked(who, path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: how === "htmx" ? { "hx-request": "true" } : {},
      }),
    scan: async (who, parent, child) => {
      const scan_id = crypto.randomUUID();
      await api.ask(who, "POST", "/api/v1/scans", { scan_id, parent, ...(child ? { child } : {}) });
      return scan_id;
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}
