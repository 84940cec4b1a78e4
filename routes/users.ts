/** People and their roles, for admins. */
import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { Refusal } from "../domain/outcomes.ts";
import type { NewUser, UserChanged, UserCreation } from "../domain/people.ts";
import { storable } from "../domain/text.ts";
import { belongsToArea, type UserChange } from "../domain/user_change.ts";
import { keyOf, readBody, readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { flawDetails, type Particulars, refuseJson } from "./refusals.ts";
import { NewUserBody } from "./schemas.ts";
import { NamedUserChangeBody, UserChangeBody, UsersQuery } from "./user_schemas.ts";
import { wirePage, wireUser } from "./wire.ts";

const USERS = "/api/v1/users";

export function users(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get(USERS, may("see_people"), (c) => list(c, deps))
    .get(`${USERS}/:username`, may("see_people"), async (c) => {
      const user = await deps.users.find(usernameIn(c));
      return user ? json(c, wireUser(user)) : refuseJson(c, "not_found");
    })
    .post(USERS, may("manage_people"), (c) => create(c, deps))
    .patch(USERS, may("manage_people"), async (c) => {
      const body = await readBody(c, NamedUserChangeBody);
      return body instanceof Response ? body : await change(c, deps, storable(body.username), body);
    })
    .patch(`${USERS}/:username`, may("manage_people"), async (c) => {
      const body = await readBody(c, UserChangeBody);
      return body instanceof Response ? body : await change(c, deps, usernameIn(c), body);
    });
}

/** As a column can hold it: one that nobody can have is nobody's. */
export const usernameIn = (c: Context<Env>): string => storable(c.req.param("username") ?? "");

async function list(c: Context<Env>, deps: Deps): Promise<Response> {
  const query = readQuery(c, UsersQuery);
  if (query instanceof Response) return query;
  const { limit, cursor, ...filter } = query;
  const page = await deps.users.list(filter, { limit, cursor });
  return page ? json(c, wirePage(page, wireUser)) : refuseJson(c, "malformed");
}

async function create(c: Context<Env>, deps: Deps): Promise<Response> {
  const body = await readBody(c, NewUserBody);
  if (body instanceof Response) return body;
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const user: NewUser = {
    username: body.username,
    password: body.password,
    role: body.role,
    area: belongsToArea(body.role) ? body.dispatch_area : null,
    fullName: body.full_name,
    email: body.email,
    mustChangePassword: body.must_change_password,
  };
  const created = await deps.users.create(user, doerOf(c, deps, key));
  if (created.is !== "created") return refuseJson(c, ...refusedBy(created));
  return json(c, { ...wireUser(created.user), replayed: created.replayed }, 201);
}

async function change(
  c: Context<Env>,
  deps: Deps,
  username: string,
  body: z.output<typeof UserChangeBody>,
): Promise<Response> {
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const changed = await deps.users.change(username, changeOf(body), doerOf(c, deps, key));
  if (changed.is !== "done") return refuseJson(c, ...refusedBy(changed));
  return json(c, { ...wireUser(changed.user), replayed: changed.replayed });
}

/** What was not sent is not there, rather than there and undefined. */
function changeOf(body: z.output<typeof UserChangeBody>): UserChange {
  return {
    version: body.version,
    ...(body.full_name === undefined ? {} : { fullName: body.full_name }),
    ...(body.email === undefined ? {} : { email: body.email }),
    ...(body.role === undefined ? {} : { role: body.role }),
    ...(body.dispatch_area === undefined ? {} : { area: body.dispatch_area }),
    ...(body.disabled === undefined ? {} : { disabled: body.disabled }),
    ...(body.must_change_password === undefined ? {} : { mustChangePassword: body.must_change_password }),
    ...(body.password === undefined ? {} : { password: body.password }),
  };
}

type Refused = readonly [refusal: Refusal, particulars?: Particulars];
type Refusing = Exclude<UserCreation | UserChanged, { readonly is: "created" | "done" }>;

function refusedBy(refusing: Refusing): Refused {
  return refusing.is === "weak_password"
    ? ["weak_password", flawDetails("password", refusing.flaw)]
    : REFUSED[refusing.is];
}

const REFUSED: Readonly<Record<Exclude<Refusing["is"], "weak_password">, Refused>> = {
  not_found: ["not_found"],
  username_taken: ["username_taken"],
  email_taken: ["username_taken", { details: [{ path: "email", message: "Somebody has this address" }] }],
  unknown_area: ["malformed", { details: [{ path: "dispatch_area", message: "No such area" }] }],
  area_full: ["area_full"],
  version_conflict: ["version_conflict"],
  last_admin: ["last_admin"],
  own_account: ["own_account"],
  key_reused: ["scan_id_reused"],
};
