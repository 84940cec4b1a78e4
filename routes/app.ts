/** The application: every noun mounted, every route declared, every fault answered. */
import { type Context, Hono } from "hono";
import { apiDocument } from "./api_document.ts";
import { areas } from "./areas.ts";
import { audits } from "./audit.ts";
import { bags } from "./bags.ts";
import { BodyCutOff } from "./bounded_body.ts";
import { billParents } from "./bill_parents.ts";
import { bills } from "./bills.ts";
import { completions } from "./completions.ts";
import { dashboard } from "./dashboard.ts";
import type { Deps, Env, Noun } from "./deps.ts";
import { declarationOf, type Declared } from "./door.ts";
import { exports } from "./exports.ts";
import { frame, whatOf } from "./frame.ts";
import { health } from "./health.ts";
import { histories } from "./histories.ts";
import { imports } from "./imports.ts";
import { integrity } from "./integrity.ts";
import { kinds } from "./kinds.ts";
import { methodsOf } from "./methods.ts";
import { moves } from "./moves.ts";
import { refuse } from "./refusals.ts";
import { reports } from "./reports.ts";
import { scans } from "./scans.ts";
import { searches } from "./search.ts";
import { session } from "./session.ts";
import { system } from "./system.ts";
import { tokens } from "./tokens.ts";
import { undos } from "./undos.ts";
import { userAccess } from "./user_access.ts";
import { users } from "./users.ts";
import { voids } from "./voids.ts";

const NOUNS: readonly Noun[] = [
  ...[health, session, scans, undos, moves, bags, bills, billParents],
  ...[completions, voids, users, userAccess, tokens, dashboard, integrity, system],
  ...[exports, imports, reports, searches, histories, audits, areas, kinds],
];

/** @throws {Error} when a route does not declare who may use it, or stands there twice. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(frame(deps));
  const document: Noun = () => apiDocument(deps, () => routeTable(app));
  for (const noun of [...NOUNS, document, ...deps.pages.nouns]) app.route("/", noun(deps));
  app.onError((fault, c) => answerFault(deps, c, fault));
  const methods = methodsOf(routeTable(app));
  app.notFound((c) => answerUnknown(deps, c, methods(c.req.path)));
  return app;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly who: Declared;
}

/** Every route and who may use it. Handlers for all methods on `*` are middleware, not routes. */
export function routeTable(app: Hono<Env>): Route[] {
  const table = new Map<string, Route>();
  const undeclared = new Set<string>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL" && path === "/*") continue;
    const name = `${method} ${path}`;
    const who = declarationOf(handler);
    if (who === undefined) {
      // A declaration stands first, so whatever comes before one is not guarded by it.
      if (!table.has(name)) undeclared.add(name);
    } else if (table.has(name)) {
      throw new Error(`Cannot start: the route ${name} is there twice`);
    } else {
      table.set(name, { method, path, who });
    }
  }
  if (undeclared.size > 0) {
    throw new Error(`Cannot start: who may use ${[...undeclared].join(", ")} is declared too late or not at all`);
  }
  return [...table.values()];
}

/** No such path; or there is, for other methods than this. */
function answerUnknown(deps: Deps, c: Context<Env>, methods: readonly string[]): Response | Promise<Response> {
  if (methods.length === 0 || methods.includes(c.req.method)) return refuse(deps, c, "not_found");
  return refuse(deps, c, "method_not_allowed", { methods });
}

/** "Not now" is told as such, so that scanners send it again; anything else is ours to look into. */
function answerFault(deps: Deps, c: Context<Env>, fault: Error): Response | Promise<Response> {
  // Nobody is there any more who would read an answer.
  if (fault instanceof BodyCutOff) return refuse(deps, c, "timed_out");
  const isBusy = deps.isBusy(fault);
  const { requestId } = c.var;
  deps.log[isBusy ? "warn" : "error"]("Could not answer", { requestId, ...whatOf(c.req), fault });
  return refuse(deps, c, isBusy ? "busy" : "internal");
}
