/** People and their roles, for admins. */
import { Hono } from "hono";
import type { Refusal } from "../domain/outcomes.ts";
import { keyOf, readBody, readQuery } from "./body.ts";
import type { NewUser, UserCreation } from "../domain/people.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { flawDetails, type Particulars, refuseJson } from "./refusals.ts";
import { NewUserBody, PageQuery } from "./schemas.ts";
import { wirePage, wireUser } from "./wire.ts";

export function users(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/users", may("manage_people"), async (c) => {
      const query = readQuery(c, PageQuery);
      if (query instanceof Response) return query;
      const page = await deps.users.list(query);
      return page ? json(c, wirePage(page, wireUser)) : refuseJson(c, "malformed");
    })
    .post("/api/v1/users", may("manage_people"), async (c) => {
      const body = await readBody(c, NewUserBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const user: NewUser = {
        username: body.username,
        password: body.password,
        role: body.role,
        // Only dispatchers belong to an area.
        area: body.role === "dispatcher" ? body.dispatch_area : null,
        fullName: body.full_name,
        email: body.email,
        mustChangePassword: body.must_change_password,
      };
      const created = await deps.users.create(user, doerOf(c, deps, key));
      if (created.is !== "created") return refuseJson(c, ...refusedBy(created));
      return json(c, { ...wireUser(created.user), replayed: created.replayed }, 201);
    });
}

type Refused = readonly [refusal: Refusal, particulars?: Particulars];

function refusedBy(creation: Exclude<UserCreation, { is: "created" }>): Refused {
  return creation.is === "weak_password"
    ? ["weak_password", flawDetails("password", creation.flaw)]
    : REFUSED[creation.is];
}

const REFUSED: Readonly<Record<Exclude<UserCreation["is"], "created" | "weak_password">, Refused>> = {
  username_taken: ["username_taken"],
  email_taken: ["username_taken", { details: [{ path: "email", message: "Somebody has this address" }] }],
  unknown_area: ["malformed", { details: [{ path: "dispatch_area", message: "No such area" }] }],
  key_reused: ["scan_id_reused"],
};
