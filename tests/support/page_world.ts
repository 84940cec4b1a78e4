/** A small warehouse in memory behind the pages: enough rules to scan, real pages, nothing of the outside. */
import type { Answer, Reply } from "../../domain/answer.ts";
import { type Kinds, readCode } from "../../domain/code.ts";
import type { Command } from "../../domain/command.ts";
import type { Outcome } from "../../domain/outcomes.ts";
import type { BagDetail, BillDetail, BillEdit, LifeEvent, Person, Role, UserLine } from "../../domain/shapes.ts";
import { billReadsOf } from "./page_bills.ts";
import { eventOf } from "./page_events.ts";
import { zip } from "../../platform/zip.ts";
import { readUpload } from "../../platform/upload.ts";
import { createApp } from "../../routes/app.ts";
import type { SignedIn, SignInResult } from "../../domain/people.ts";
import type { Deps } from "../../routes/deps.ts";
import { createPages } from "../../routes/pages.tsx";
import { NO_BADGES } from "./no_badges.ts";
import { DESK, makeAnswer, makeSack } from "./made_shapes.ts";

export { makeAnswer, makeSack };
import { A_SYSTEM } from "./made_system.ts";
import { A_MORNING } from "./a_morning.ts";
import { type MemoryImports, memoryImports } from "./memory_imports.ts";
import { FEW_SETTINGS } from "./page_settings.ts";
import { FEW_REPORTS } from "./page_reports.ts";
import { historiesOf } from "./page_histories.ts";

export const KINDS: Kinds = [
  {
    kind: "SB",
    prefix: "SB",
    digits: 5,
    product: "Mustard",
    capacity: 30,
    childWeightG: 1_000,
    expectedWeightG: 30_000,
  },
  {
    kind: "M444",
    prefix: "M444-",
    digits: 5,
    product: "Moong",
    capacity: 15,
    childWeightG: 1_000,
    expectedWeightG: 15_000,
  },
];

export const person = (role: Role): Person => ({
  id: { admin: 1, biller: 2, dispatcher: 3 }[role],
  username: { admin: "anil", biller: "meena.j", dispatcher: "ravi.k" }[role],
  fullName: { admin: "Anil Verma", biller: "Meena Joshi", dispatcher: "Ravi Kumar" }[role],
  role,
  area: role === "dispatcher" ? "lucknow" : null,
});

export interface PageWorld {
  readonly app: ReturnType<typeof createApp>;
  /** Every command that a page submitted, in order. */
  readonly commands: Command[];
  readonly bags: Map<string, BagDetail>;
  readonly bills: Map<string, BillDetail>;
  readonly events: LifeEvent[];
  readonly users: UserLine[];
  /** Of any bill, newest first. */
  readonly edits: BillEdit[];
  readonly imports: MemoryImports;
  /** What people who are signed in have chosen, in order. */
  readonly languages: string[];
  /** What the next commands come to instead, in order. */
  readonly refusals: Reply[];
  /** A request as this person's browser sends it; `null` for nobody. */
  ask(role: Role | null, path: string, init?: RequestInit): Promise<Response>;
  /** The same, by a form: `htmx` as the script sends it. */
  send(role: Role | null, path: string, fields: Record<string, string>, htmx?: boolean): Promise<Response>;
}

export const ORIGIN = "http://warehouse.test";

/** `now` is when all commands are decided. */
export function pageWorld(
  now: () => Date = () => new Date("2026-11-22T05:11:07Z"),
  files: Parameters<typeof createPages>[0]["files"] = {
    scriptUrl: "/static/app.1.js",
    keysUrl: "/static/keys.1.js",
    deskUrl: "/static/desk.1.js",
    toolsUrl: "/static/tools.1.js",
    liveUrl: "/static/live.1.js",
    padUrl: "/static/pad.1.js",
    styleUrl: "/static/app.1.css",
    respond: () => null,
  },
  more: Partial<Deps> = {},
): PageWorld {
  const world = {
    commands: [] as Command[],
    bags: new Map<string, BagDetail>(),
    bills: new Map<string, BillDetail>(),
    events: [] as LifeEvent[],
    users: [] as UserLine[],
    edits: [] as BillEdit[],
    imports: memoryImports(),
    languages: [] as string[],
    refusals: [] as Reply[],
  };
  const app = createApp({ ...depsOf(world, now, files), ...more });
  const ask = (role: Role | null, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("sec-fetch-site", "same-origin");
    if (role) headers.set("cookie", `tracetrack=${role}`);
    return Promise.resolve(app.request(ORIGIN + path, { ...init, headers }));
  };
  const send = (role: Role | null, path: string, fields: Record<string, string>, htmx = false) =>
    ask(role, path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: htmx ? { "hx-request": "true" } : {},
    });
  return { ...world, app, ask, send };
}

type World = Pick<
  PageWorld,
  "commands" | "bags" | "bills" | "events" | "users" | "edits" | "imports" | "languages" | "refusals"
>;

const UNNOTED = { noteRefused: () => {}, writeTaken: () => Promise.resolve() };

function depsOf(world: World, now: () => Date, files: Parameters<typeof createPages>[0]["files"]): Deps {
  const site = { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null };
  const sessions = {
    read: (token: string): SignedIn | null =>
      token === "admin" || token === "biller" || token === "dispatcher"
        ? { sessionId: token, person: person(token), mustChangePassword: false, ...DESK }
        : null,
    revoke: () => Promise.resolve(),
    revokeAllOf: () => Promise.resolve(),
  };
  return {
    site,
    sessions,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    kinds: () => KINDS,
    submit: (commands) => commands.map((command) => Promise.resolve(decide(world, command, now()))),
    activity: { peopleOn: (bill) => bill === "INV-7" ? ["sunita"] : [], packing: () => [] },
    live: { hasRoomFor: () => false, join: () => ({ leave: () => {} }) },
    scanDays: { list: () => pageOf(world.events), count: () => Promise.resolve(world.events.length) },
    fillsOf: () => Promise.resolve([]),
    signIn: ({ password }) => Promise.resolve(signIn(password, now())),
    ...{ ...readsOf(world), ...FEW_REPORTS, ...NO_BADGES, ...UNNOTED },
    ...readsOf(world),
    histories: historiesOf(world),
    imports: world.imports,
    readUpload: (request, receive) => readUpload(request, receive),
    areas: FOR_PAGES.areas,
    ...FEW_SETTINGS,
    users: usersOf(world, now),
    resets: {
      make: () => Promise.resolve({ is: "not_found" }),
      ownerOf: () => Promise.resolve(null),
      use: () => Promise.resolve({ is: "gone" }),
    },
    apiTokens: NO_TOKENS,
    dashboard: () => Promise.resolve({ ...A_MORNING, asOf: now() }),
    integrity: () => Promise.resolve({ ok: true, checks: {}, problems: [] }),
    scanWaitSeconds: null,
    readWaitSeconds: () => Promise.resolve(0),
    addressWaitSeconds: () => Promise.resolve(0),
    readiness: { database: isWell, schema: isWell, committer: isWell, bus: isWell },
    system: () => Promise.resolve(A_SYSTEM),
    metrics: { requested: () => {}, text: () => "" },
    addressOf: (peer) => peer,
    isSameSecret: (one, other) => one === other,
    isBusy: () => false,
    zip,
    pages: createPages({ site, sessions, files, kinds: () => KINDS, ...FOR_PAGES }),
  };
}

const isWell = () => Promise.resolve("ok" as const);

const FOR_PAGES: Pick<Parameters<typeof createPages>[0], "areas" | "areaLabels" | "codePicture"> = {
  areaLabels: () => ({}),
  areas: () => Promise.resolve(["lucknow", "indore", "jaipur"]),
  codePicture: (symbology, text) => `<svg data-symbology="${symbology}" data-text="${text}"></svg>`,
};

const pageOf = <Item>(items: readonly Item[]) => Promise.resolve({ items, nextCursor: null });

const readsOf = (world: World): Pick<Deps, "bags" | "bills"> => ({
  bags: {
    find: (code) => Promise.resolve(world.bags.get(code) ?? null),
    list: ({ q }) => pageOf([...world.bags.values()].filter(({ code }) => !q || code.includes(q))),
    count: () => Promise.resolve({ count: world.bags.size, isExact: true }),
    events: (code) => pageOf(world.events.filter((one) => [one.parent, one.child, one.fromParent].includes(code))),
    lots: () => Promise.resolve([]),
    known: (codes) => Promise.resolve(codes.filter((code) => world.bags.has(code))),
  },
  bills: billReadsOf(world),
});

const NO_TOKENS: Deps["apiTokens"] = {
  list: () => pageOf([]),
  create: () => Promise.resolve({ is: "name_taken" }),
  revoke: () => Promise.resolve({ is: "not_found" }),
};

const usersOf = (world: World, now: () => Date): Deps["users"] => ({
  find: (username) => Promise.resolve(world.users.find((user) => user.username === username) ?? null),
  list: () => pageOf(world.users),
  counts: () => Promise.resolve({ admin: 1, biller: 1, dispatcher: 1 }),
  change: () => Promise.resolve({ is: "not_found" }),
  changeAccess: () => Promise.resolve({ is: "not_found" }),
  sessionsOf: () => Promise.resolve([]),
  create: (user) => {
    if (user.password.length < 10) return Promise.resolve({ is: "weak_password", flaw: "too_short" });
    const line = {
      ...user,
      id: 9,
      disabled: false,
      version: 1,
      createdAt: now(),
      lastSignInAt: null,
      lockedUntil: null,
    };
    world.users.push(line);
    return Promise.resolve({ is: "created", user: line, replayed: false });
  },
  setLanguage: (language) => Promise.resolve(void world.languages.push(language)),
});

function signIn(password: string, at: Date): SignInResult {
  if (password === "locked") return { is: "throttled", retryAfterSeconds: 120 };
  if (password !== "right") return { is: "refused" };
  return {
    is: "signed_in",
    token: "dispatcher",
    expiresAt: new Date(at.getTime() + 3_600_000),
    person: person("dispatcher"),
    mustChangePassword: false,
    language: null,
  };
}

/** Opens sacks and fills them; everything else comes to what `refusals` says, or to nothing found. */
function decide(world: World, command: Command, at: Date): Reply {
  world.commands.push(command);
  const prepared = world.refusals.shift();
  if (prepared) return prepared;
  const answer = answerTo(world, command, at);
  world.events.unshift(eventOf(command, answer));
  return { answer };
}

function answerTo(world: World, command: Command, at: Date): Answer {
  const come = (outcome: Outcome, parent: BagDetail | null, child: string | null = null) =>
    makeAnswer({
      outcome,
      key: command.key,
      at,
      parent: parent && totalsOf(parent),
      child: child === null ? null : { code: child, lot: null },
    });
  if (command.kind !== "open_parent" && command.kind !== "link_child") return come("scan_not_found", null);
  const place = readCode(command.parent, KINDS);
  if (place.is !== "parent") return come(place.is === "child" ? "bad_format" : place.is, null);
  const known = world.bags.get(place.code);
  const parent = known ?? makeSack(place.code, place.kind.kind, place.kind.capacity, at);
  if (command.kind === "open_parent") {
    world.bags.set(parent.code, parent);
    return come(known ? "parent_opened" : "parent_created", parent);
  }
  const reading = readCode(command.child, KINDS);
  if (reading.is !== "child") return come(reading.is === "parent" ? "wrong_type" : reading.is, parent);
  if (parent.children.some(({ code }) => code === reading.code)) {
    return come("child_already_here", parent, reading.code);
  }
  if ((parent.childCount ?? 0) >= (parent.capacity ?? 0)) return come("parent_full", parent, reading.code);
  const child = { code: reading.code, packedAt: at, packedBy: command.by.username, scanId: command.key };
  const childCount = (parent.childCount ?? 0) + 1;
  const filled = {
    ...parent,
    ...{ childCount, weightKg: childCount, status: childCount >= (parent.capacity ?? 0) ? "full" : "open" } as const,
    children: [child, ...parent.children],
  };
  world.bags.set(parent.code, filled);
  return come("child_linked", filled, reading.code);
}

const totalsOf = (bag: BagDetail): Answer["parent"] => ({
  code: bag.code,
  kind: bag.kind ?? "",
  childCount: bag.childCount ?? 0,
  capacity: bag.capacity ?? 0,
  weightKg: bag.weightKg,
  status: bag.status === "full" ? "full" : "open",
  bill: bag.bill,
});
