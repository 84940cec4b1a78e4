/** Somebody who does everything once, and what that leaves in the log and among the events. */
import { openImportFolder } from "../../../platform/import_folder.ts";
import { openImports } from "../../../platform/imports.ts";
import { loadStaticFiles } from "../../../platform/static_files.ts";
import { createApp } from "../../../routes/app.ts";
import { createPages } from "../../../routes/pages.tsx";
import { ORIGIN } from "../api.ts";
import { codeNow } from "../people.ts";
import { byBearer, byCookie, FROM_HERE, openPeopleWorld, type PeopleWorld } from "../people_world.ts";

/** A request that succeeds, when it is sent. */
export interface Shot {
  /** Null: nobody is signed in. */
  readonly who: string | null;
  readonly path: string;
  readonly method?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Recipe = (walk: Walk) => Shot | Promise<Shot>;

export const PASSWORD = "Kothi-Baag-91-Neel";
export const PIN = "482913";

export class Walk {
  readonly world: PeopleWorld;
  readonly app: PeopleWorld["app"];
  readonly #sessions = new Map<string, string>();
  #last = 0;

  constructor(world: PeopleWorld, app: PeopleWorld["app"]) {
    this.world = world;
    this.app = app;
  }

  /** A number that none had before. */
  next(): number {
    return ++this.#last;
  }

  async send({ who, path, method = "POST", json, form, headers = {} }: Shot, requestId = "before"): Promise<Response> {
    const token = who === null ? null : await this.sessionOf(who);
    const isPage = form !== undefined && !path.startsWith("/api/");
    const all = {
      ...(token === null ? {} : isPage ? byCookie(token) : byBearer(token)),
      ...(isPage ? FROM_HERE : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      "x-request-id": requestId,
      ...headers,
    };
    const body = form instanceof FormData ? form : form ? new URLSearchParams(form) : JSON.stringify(json);
    return await this.app.request(ORIGIN + path, { method, headers: all, ...(body === undefined ? {} : { body }) });
  }

  /** The same, for what comes before: it has to succeed. */
  // deno-lint-ignore no-explicit-any -- a test reads whatever a body holds
  async made(shot: Shot): Promise<any> {
    const reply = await this.send(shot);
    const text = await reply.text();
    if (reply.status >= 400) throw new Error(`${shot.path}: ${reply.status} ${text.slice(0, 500)}`);
    return text.startsWith("{") ? JSON.parse(text) : text;
  }

  async sessionOf(who: string): Promise<string> {
    const known = this.#sessions.get(who);
    if (known) return known;
    const token = await this.world.signIn(who);
    this.#sessions.set(who, token);
    return token;
  }

  /** Signs in anew the next time. */
  forget(who: string): void {
    this.#sessions.delete(who);
  }

  async sack(
    children = 0,
  ): Promise<{ readonly parent: string; readonly children: string[]; readonly scans: string[] }> {
    const parent = `SB${String(this.next()).padStart(5, "0")}`;
    const codes = Array.from({ length: children }, () => String(1_000_000 + this.next()));
    const scans = codes.map(() => crypto.randomUUID());
    const scan = (more: object, scan_id: string = crypto.randomUUID()) =>
      this.made({ who: "dev", path: "/api/v1/scans", json: { scan_id, parent, ...more } });
    await scan({});
    for (const [at, child] of codes.entries()) await scan({ child }, scans[at]);
    return { parent, children: codes, scans };
  }

  /** With so many sacks on it. */
  async bill(sacks = 0, capacity = 2) {
    const number = `B-${this.next()}`;
    await this.made({ who: "bina", path: "/api/v1/bills", json: { number, capacity } });
    const parents: string[] = [];
    for (let n = 0; n < sacks; n++) {
      const { parent } = await this.sack(1);
      await this.made({
        who: "bina",
        path: `/api/v1/bills/${number}/parents`,
        json: { scan_id: crypto.randomUUID(), parent },
      });
      parents.push(parent);
    }
    const { version } = await this.made({ who: "bina", method: "GET", path: `/api/v1/bills/${number}` });
    return { number, parents, version: version as number };
  }

  async completed() {
    const bill = await this.bill(1, 1);
    const json = { version: bill.version };
    const { version } = await this.made({ who: "bina", path: `/api/v1/bills/${bill.number}/completion`, json });
    return { ...bill, version: version as number };
  }

  async person(role = "biller"): Promise<string> {
    const username = `person${this.next()}`;
    await this.made({ who: "anil", path: "/api/v1/users", json: { username, password: PASSWORD, role } });
    return username;
  }

  async badge(): Promise<{ readonly username: string; readonly code: string }> {
    const username = await this.person();
    const card: string = await this.made({ who: "anil", path: `/users/${username}/badge`, form: {} });
    await this.made({ who: "anil", path: `/users/${username}/badge/pin`, form: { pin: PIN, again: PIN } });
    const code = /data-text="(TTB-[0-9A-Z]{16})"/.exec(card)![1]!;
    return { username, code };
  }

  async token(): Promise<{ readonly id: number; readonly token: string }> {
    return await this.made({
      who: "anil",
      path: "/api/v1/tokens",
      json: { name: `scale${this.next()}`, role: "dispatcher" },
    });
  }

  /** Of that person's page, where a second step is set up; nothing is kept of it before a code has confirmed it. */
  async setup(who: string): Promise<{ readonly setup: string; readonly secret: string }> {
    const shown: string = await this.made({ who, path: "/profile/two-step", method: "GET" });
    const setup = /name="setup" value="([^"]+)"/.exec(shown)![1]!;
    const secret = /class="two-step-secret">([^<]+)</.exec(shown)![1]!.replaceAll(" ", "");
    return { setup, secret };
  }

  /** Somebody with a second step, whose present code is unused. */
  async twoStep() {
    const username = await this.person();
    const { setup, secret } = await this.setup(username);
    const form = { setup, password: PASSWORD, code: codeNow(secret) };
    const shown: string = await this.made({ who: username, path: "/profile/two-step", form });
    const codes = [...shown.matchAll(/<li><code>([^<]+)</g)].map(([, code]) => code!);
    await this.world.db.query("update two_steps set last_step = 0");
    return { username, setup, secret, codes };
  }

  /** What the password alone comes to, where a code is asked for. */
  async ticket(username: string): Promise<string> {
    const asked: string = await this.made({ who: null, path: "/login", form: { username, password: PASSWORD } });
    return /name="ticket" value="([^"]+)"/.exec(asked)![1]!;
  }

  async resetToken(): Promise<string> {
    const { url } = await this.made({
      who: "anil",
      path: `/api/v1/users/${await this.person()}/reset-link`,
      json: {},
    });
    return new URL(url).pathname.split("/").at(-1)!;
  }
}

/** As the server has it, imports too, but without the thread that works on them; codes stand in pictures as text. */
export async function openWalk(): Promise<Walk & AsyncDisposable> {
  const world = await openPeopleWorld();
  const dataDir = await Deno.makeTempDir({ prefix: "tracetrack-walk-" });
  const folder = await openImportFolder(dataDir);
  const files = await loadStaticFiles(new URL("../../../", import.meta.url));
  const { site, kinds, sessions, areas } = world.deps;
  // The towns as they are named where nobody has named them otherwise.
  const labels = {};
  const areaLabels = () => labels;
  const app = createApp({
    ...world.deps,
    imports: openImports(world.db, { folder, fileBytesMax: 1_000_000, onOrder: () => {} }),
    pages: createPages({
      ...{ site, kinds, sessions, areas, areaLabels, files },
      codePicture: (_, text) => `<svg data-text="${text}"></svg>`,
    }),
  });
  return Object.assign(new Walk(world, app), {
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await Deno.remove(dataDir, { recursive: true });
    },
  });
}
