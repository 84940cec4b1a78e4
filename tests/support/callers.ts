/** Everybody who may come to a route, and what the door should say to him. */
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { mayRole, mayToken } from "../../domain/abilities.ts";
import type { Role } from "../../domain/shapes.ts";
import { type Route, routeTable } from "../../routes/app.ts";
import { isForScripts } from "../../routes/json.ts";
import { type AtTheDoor, atTheDoor, byBearer, byCookie, type PeopleWorld } from "./people_world.ts";

export interface Caller {
  readonly name: string;
  readonly headers: Record<string, string>;
  /** What he sends by a session that the request may end. */
  readonly anew?: () => Promise<Record<string, string>>;
  readonly expects: (route: Route) => AtTheDoor;
}

const byRole = (role: Role) => ({ who }: Route): AtTheDoor =>
  who === "anybody" || mayRole(role, who) ? "in" : "forbidden";
const stranger = ({ who }: Route): AtTheDoor => who === "anybody" ? "in" : "asked to sign in";

async function rolesOf(world: PeopleWorld): Promise<Caller[]> {
  const caller = async (name: string, username: string, role: Role): Promise<Caller> => ({
    name,
    headers: byCookie(await world.signIn(username)),
    anew: async () => byCookie(await world.signIn(username)),
    expects: byRole(role),
  });
  return [
    await caller("a dispatcher", "dev", "dispatcher"),
    await caller("a dispatcher of another area", "esha", "dispatcher"),
    await caller("a biller", "bina", "biller"),
    await caller("an admin", "anil", "admin"),
  ];
}

/** Those whose way in is over, each for a reason of its own: all were admins, and all were let in a moment ago. */
async function endedOf(world: PeopleWorld): Promise<Caller[]> {
  const { db } = world;
  const end = async (name: string, how: (id: number, token: string) => Promise<unknown>): Promise<Caller> => {
    const username = `admin.${name.replaceAll(/\W+/g, ".")}`;
    await db.query("insert into users (username, password_hash, role) values ($1, '', 'admin')", [username]);
    const token = await world.signIn(username);
    same(await atTheDoor(await world.send("GET", "/users", byCookie(token))), "in");
    const id = await world.idOf(username);
    await how(id, token);
    world.people.sessions.forget({ userId: id });
    return { name, headers: byCookie(token), expects: stranger };
  };
  const set = (what: string) => (id: number) => db.query(`update sessions set ${what} where user_id = $1`, [id]);
  return [
    { name: "nobody", headers: {}, expects: stranger },
    { name: "somebody forged", headers: byBearer("forged"), expects: stranger },
    await end("disabled", (id) => db.query("update users set disabled_at = now() where id = $1", [id])),
    await end("signed out", async (id) => await world.people.sessions.revokeAllOf(id)),
    await end("revoked in the rows", set("revoked_at = now()")),
    await end("over the absolute limit", set("expires_at = now() - interval '1 second'")),
    await end("idle for too long", set("last_seen_at = now() - interval '31 minutes'")),
  ];
}

async function tokensOf(world: PeopleWorld): Promise<Caller[]> {
  const admin = byBearer(await world.signIn("anil"));
  const make = async (role: Role, then?: (token: { id: number; token: string }) => Promise<unknown>) => {
    const body = JSON.stringify({ name: `${role}.${crypto.randomUUID().slice(0, 8)}`, role });
    const made = await world.send("POST", "/api/v1/tokens", { ...admin, "content-type": "application/json" }, body);
    ok(made.status === 201, `${made.status}`);
    const token = await made.json();
    const headers = byBearer(token.token);
    same(await atTheDoor(await world.send("GET", "/api/bag/X", headers)), "in");
    await then?.(token);
    return headers;
  };
  const bounded = (role: Role) => (route: Route): AtTheDoor => {
    if (route.who === "anybody") return "in";
    return isForScripts(route.path) && mayToken(route.who) ? byRole(role)(route) : "forbidden";
  };
  const revoke = async ({ id }: { id: number }) => {
    const ended = await world.send("DELETE", `/api/v1/tokens/${id}`, admin);
    ok(ended.ok, `${ended.status}`);
  };
  const asCookie = byCookie(byTokenOf(await make("admin")));
  return [
    { name: "a token of an admin", headers: await make("admin"), expects: bounded("admin") },
    { name: "a token of narrower scope", headers: await make("dispatcher"), expects: bounded("dispatcher") },
    { name: "a revoked token", headers: await make("admin", revoke), expects: stranger },
    { name: "a token in a cookie", headers: asCookie, expects: stranger },
  ];
}

const byTokenOf = ({ authorization = "" }: Record<string, string>) => authorization.replace("Bearer ", "");

/** An admin's badge and PIN: what a biller may, and nothing of his account. */
async function badgeOf(world: PeopleWorld): Promise<Caller> {
  const open = async () => byCookie(await world.signIn("anil", { way: "badge", isStation: true }));
  return { name: "a badge of an admin", headers: await open(), anew: open, expects: byRole("biller") };
}

/** Pages ask for the new password first, scripts do not. The page itself, and what a person needs to get there, are open. */
async function mustChangeOf(world: PeopleWorld): Promise<Caller[]> {
  if (!routeTable(world.app).some(({ path }) => path === "/profile/password")) return [];
  await world.db.query(
    "insert into users (username, password_hash, role, must_change_password) values ('must.change', '', 'admin', true)",
  );
  const open = async () => byCookie(await world.signIn("must.change"));
  const isOpen = (path: string) => /^\/(profile\/password|logout|language|theme|login|reset|static|sw\.js)/.test(path);
  return [{
    ...{ name: "somebody who must change his password", headers: await open(), anew: open },
    expects: (route) =>
      isForScripts(route.path) || isOpen(route.path) || route.who === "anybody" ? "in" : "asked for a new password",
  }];
}

/** All of them, in one world. */
export async function callersOf(world: PeopleWorld): Promise<Caller[]> {
  return [
    ...await rolesOf(world),
    ...await endedOf(world),
    ...await tokensOf(world),
    await badgeOf(world),
    ...await mustChangeOf(world),
  ];
}
