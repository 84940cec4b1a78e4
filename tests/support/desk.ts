/** The pages of the bill desk on real rules and real rows, without a server or a browser. */
import { createPages } from "../../routes/pages.tsx";
import { type Api, newKey, openApi } from "./api.ts";
import { textOf } from "./page_context.ts";
import { KINDS } from "./page_world.ts";

export interface Desk extends AsyncDisposable {
  readonly api: Api;
  get(path: string, who?: string): Promise<Page>;
  /** A form as a browser without script sends it; a field may stand there more than once. */
  post(path: string, fields: readonly (readonly [string, string])[], who?: string): Promise<Page>;
  /** Fields of a form on a page, as they stand in it. */
  fieldsOf(page: Page, formId: string): [string, string][];
  /** A sack with so many bags, on a bill where one is named. */
  pack(code: string, bags: number, bill?: string): Promise<void>;
  makeBill(number: string, capacity?: number, more?: Readonly<Record<string, unknown>>): Promise<void>;
  bill(number: string): Promise<BillSeen>;
}

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
  readonly text: string;
}

interface BillSeen {
  readonly version: number;
  readonly status: string;
  readonly linked_count: number;
  readonly destination: string | null;
  readonly vehicle: string | null;
  readonly parents: readonly { readonly code: string }[];
}

/** The admin anil, the biller bina. */
export async function openDesk(): Promise<Desk> {
  const pages = createPages({
    site: { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null },
    sessions: { read: () => null, revoke: () => Promise.resolve(), revokeAllOf: () => Promise.resolve() },
    files: {
      ...{ scriptUrl: "/static/app.js", keysUrl: "/static/keys.js", deskUrl: "/static/desk.js" },
      ...{
        toolsUrl: "/static/tools.js",
        liveUrl: "/static/live.js",
        padUrl: "/static/pad.js",
        styleUrl: "/static/app.css",
        respond: () => null,
      },
    },
    kinds: () => KINDS,
    areaLabels: () => ({}),
    areas: () => Promise.resolve([]),
    codePicture: (symbology, text) => `<svg data-symbology="${symbology}" data-text="${text}"></svg>`,
  });
  const api = await openApi({ pages });
  let bags = 1_000_000;
  const done = async (method: string, path: string, body: unknown) => {
    const reply = await api.ask("bina", method, path, body);
    if (reply.status >= 300) throw new Error(JSON.stringify(reply.body));
  };
  return {
    api,
    get: async (path, who = "bina") => await pageOf(api, path, { headers: { authorization: `Bearer ${who}` } }),
    post: async (path, fields, who = "bina") => {
      const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
      return await pageOf(api, path, { method: "POST", body, headers: { authorization: `Bearer ${who}` } });
    },
    fieldsOf,
    pack: async (parent, count, bill) => {
      const scans = Array.from({ length: count }, () => ({ scan_id: newKey(), parent, child: String(++bags) }));
      await done("POST", "/api/v1/scans/batch", { scans });
      if (bill) await done("POST", `/api/v1/bills/${bill}/parents`, { scan_id: newKey(), parent });
    },
    makeBill: (number, capacity = 20, more = {}) => done("POST", "/api/v1/bills", { number, capacity, ...more }),
    bill: async (number) => (await api.ask("bina", "GET", `/api/v1/bills/${number}`)).body as BillSeen,
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

async function pageOf({ app }: Api, path: string, init: RequestInit): Promise<Page> {
  const response = await app.request(`http://tracetrack.test${path}`, init);
  const html = await response.text();
  return { status: response.status, location: response.headers.get("location"), html, text: textOf(html) };
}

function fieldsOf({ html }: Page, formId: string): [string, string][] {
  const form = new RegExp(`<form[^>]*id="${formId}"[^]*?</form>`).exec(html)?.[0];
  if (!form) throw new Error(`No form ${formId}`);
  return [...form.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1] ?? "";
    return name === undefined || /type="radio"/.test(input) ? [] : [[name, textOf(value)] as [string, string]];
  });
}

/** The same fields with some of them written anew. */
export const withFields = (
  fields: readonly (readonly [string, string])[],
  written: Readonly<Record<string, string>>,
): [string, string][] => [
  ...fields.filter(([name]) => !Object.hasOwn(written, name)).map(([name, value]): [string, string] => [name, value]),
  ...Object.entries(written),
];
