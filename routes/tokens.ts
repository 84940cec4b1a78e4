/** API tokens, for admins: made, listed, revoked. By a session alone, never by another token. */
import { Hono } from "hono";
import type { z } from "zod";
import type { Refusal } from "../domain/outcomes.ts";
import { areaWith, type NewApiToken, type TokenCreation, type TokenRevocation } from "../domain/tokens.ts";
import { keyOf, readBody, readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { type Particulars, refuseJson } from "./refusals.ts";
import { PageQuery } from "./schemas.ts";
import { NewTokenBody } from "./token_schemas.ts";
import { wireToken } from "./token_wire.ts";
import { wirePage } from "./wire.ts";

export function tokens(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/tokens", may("manage_tokens"), async (c) => {
      const query = readQuery(c, PageQuery);
      if (query instanceof Response) return query;
      const page = await deps.apiTokens.list(query);
      return page ? json(c, wirePage(page, wireToken)) : refuseJson(c, "malformed");
    })
    .post("/api/v1/tokens", may("manage_tokens"), async (c) => {
      const body = await readBody(c, NewTokenBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const made = await deps.apiTokens.create(wantedIn(body), doerOf(c, deps, key));
      if (made.is !== "created") return refuseJson(c, ...REFUSED[made.is]);
      return json(c, { ...wireToken(made.token), token: made.secret, replayed: made.replayed }, 201);
    })
    .delete("/api/v1/tokens/:id", may("manage_tokens"), async (c) => {
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const id = tokenIdIn(c.req.param("id"));
      const revoked = id === null ? NOT_FOUND : await deps.apiTokens.revoke(id, doerOf(c, deps, key));
      if (revoked.is !== "revoked") return refuseJson(c, ...REFUSED[revoked.is]);
      return json(c, { ...wireToken(revoked.token), replayed: revoked.replayed });
    });
}

type Refused = readonly [refusal: Refusal, particulars?: Particulars];

const REFUSED: Readonly<Record<Exclude<(TokenCreation | TokenRevocation)["is"], "created" | "revoked">, Refused>> = {
  name_taken: ["token_name_taken"],
  unknown_area: ["malformed", { details: [{ path: "dispatch_area", message: "No such area" }] }],
  key_reused: ["scan_id_reused"],
  not_found: ["not_found"],
};

const NOT_FOUND = { is: "not_found" } as const;

/** The number that a path names; null: what stands there is none. */
export const tokenIdIn = (text: string): number | null => /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;

/** What a checked body asks for. */
export const wantedIn = (body: z.output<typeof NewTokenBody>): NewApiToken => ({
  name: body.name,
  role: body.role,
  area: areaWith(body.role, body.dispatch_area),
  days: body.expires_in_days,
});
