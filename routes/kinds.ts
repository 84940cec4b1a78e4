/** Kinds of sacks, for admins. */
import { type Context, Hono } from "hono";
import { badFieldOf, type KindAnswer, type KindLine, kindNameOf } from "../domain/kind.ts";
import { keyOf, readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { KindEditBody, NewKindBody } from "./settings_schemas.ts";
import { wirePage } from "./wire.ts";

export function kinds(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/kinds", may("manage_kinds"), async (c) => {
      return json(c, wirePage({ items: await deps.kindSettings.list(), nextCursor: null }, wireKind));
    })
    .post("/api/v1/kinds", may("manage_kinds"), async (c) => {
      const body = await readBody(c, NewKindBody), key = keyOf(c);
      if (body instanceof Response) return body;
      if (key instanceof Response) return key;
      const { child_weight_kg: childWeightG, expected_weight_kg: expectedWeightG, ...rest } = body;
      const kind = { ...rest, kind: body.kind ?? kindNameOf(body.prefix), childWeightG, expectedWeightG };
      const bad = badFieldOf(kind);
      if (bad) return malformed(c, bad);
      return answer(c, await deps.kindSettings.create(kind, doerOf(c, deps, key)), 201);
    })
    .patch("/api/v1/kinds/:kind", may("manage_kinds"), async (c) => {
      const body = await readBody(c, KindEditBody), key = keyOf(c);
      if (body instanceof Response) return body;
      if (key instanceof Response) return key;
      const { child_weight_kg: childWeightG, expected_weight_kg: expectedWeightG, version, ...rest } = body;
      const fields = { ...rest, childWeightG, expectedWeightG };
      const bad = badFieldOf(fields as Parameters<typeof badFieldOf>[0]);
      if (bad) return malformed(c, bad);
      const name = c.req.param("kind").toUpperCase();
      return answer(c, await deps.kindSettings.change(name, { version, ...fields }, doerOf(c, deps, key)), 200);
    });
}

const malformed = (c: Context<Env>, field: string): Response =>
  refuseJson(c, "malformed", { details: [{ path: PATHS[field] ?? field, message: "No kind can have this" }] });

const PATHS: Readonly<Record<string, string>> = {
  childWeightG: "child_weight_kg",
  expectedWeightG: "expected_weight_kg",
};

function answer(c: Context<Env>, answered: KindAnswer, status: number): Response {
  if (answered.is === "key_reused") return refuseJson(c, "scan_id_reused");
  if (answered.is !== "done") {
    return refuseJson(c, answered.is, answered.example ? { details: { in_the_way: answered.example } } : {});
  }
  return json(c, { ...wireKind(answered.kind), replayed: answered.replayed }, status);
}

const wireKind = (kind: KindLine) => ({
  kind: kind.kind,
  prefix: kind.prefix,
  digits: kind.digits,
  product: kind.product,
  capacity: kind.capacity,
  child_weight_kg: kind.childWeightG / 1000,
  expected_weight_kg: kind.expectedWeightG / 1000,
  parents: kind.parents,
  older_parents: kind.olderParents,
  version: kind.version,
});
