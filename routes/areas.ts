/** Dispatch areas, for admins. */
import { type Context, Hono } from "hono";
import type { AreaAnswer, AreaLine } from "../domain/area.ts";
import { keyOf, readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { AreaEditBody, NewAreaBody } from "./settings_schemas.ts";
import { wirePage } from "./wire.ts";

export function areas(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/areas", may("manage_areas"), async (c) => {
      return json(c, wirePage({ items: await deps.areaSettings.list(), nextCursor: null }, wireArea));
    })
    .post("/api/v1/areas", may("manage_areas"), async (c) => {
      const body = await readBody(c, NewAreaBody), key = keyOf(c);
      if (body instanceof Response) return body;
      if (key instanceof Response) return key;
      const area = { key: body.key, label: body.label, maxDispatchers: body.max_dispatchers };
      return answer(c, await deps.areaSettings.create(area, doerOf(c, deps, key)), 201);
    })
    .patch("/api/v1/areas/:key", may("manage_areas"), async (c) => {
      const body = await readBody(c, AreaEditBody), key = keyOf(c);
      if (body instanceof Response) return body;
      if (key instanceof Response) return key;
      const edit = {
        version: body.version,
        label: body.label,
        maxDispatchers: body.max_dispatchers,
        active: body.active,
      };
      return answer(c, await deps.areaSettings.change(c.req.param("key"), edit, doerOf(c, deps, key)), 200);
    });
}

function answer(c: Context<Env>, answered: AreaAnswer, status: number): Response {
  if (answered.is === "key_reused") return refuseJson(c, "scan_id_reused");
  if (answered.is !== "done") return refuseJson(c, answered.is);
  return json(c, { ...wireArea(answered.area), replayed: answered.replayed }, status);
}

const wireArea = (area: AreaLine) => ({
  key: area.key,
  label: area.label,
  active: area.active,
  max_dispatchers: area.maxDispatchers,
  dispatchers: area.dispatchers,
  parents: area.parents,
  version: area.version,
});
