/** For every route that changes something, a request that succeeds. A new route needs one, or its test fails. */
import type { Recipe, Shot, Walk } from "./walk.ts";
import { PASSWORD, PIN } from "./walk.ts";
import { addImport } from "../made_imports.ts";
import { own } from "./own_recipes.ts";

const key = (): string => crypto.randomUUID();
const bina = (path: string, json: unknown, method = "POST"): Shot => ({ who: "bina", path, method, json });
const anil = (path: string, json: unknown, method = "POST"): Shot => ({ who: "anil", path, method, json });
const page = (who: string | null, path: string, form: Shot["form"]): Shot => ({ who, path, form: form! });

/** What leaves nothing on the server but, at most, the time of a session's last use. */
export const TRACELESS: ReadonlySet<string> = new Set(["POST /theme", "POST /session/stay"]);

const scans: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/scans": () => ({ who: "dev", path: "/api/v1/scans", json: { scan_id: key(), parent: "SB90001" } }),
  "POST /api/v1/scans/batch": () => ({
    who: "dev",
    path: "/api/v1/scans/batch",
    json: { scans: [{ scan_id: key(), parent: "SB90002" }] },
  }),
  "POST /api/v1/undos": async (walk) => {
    const { scans } = await walk.sack(1);
    return { who: "dev", path: "/api/v1/undos", json: { scan_id: key(), undoes: scans[0] } };
  },
  "POST /api/v1/moves": async (walk) => {
    const [from, to] = [await walk.sack(1), await walk.sack()];
    return bina("/api/v1/moves", { scan_id: key(), child: from.children[0], to_parent: to.parent });
  },
  "DELETE /api/v1/bags/:parent/children/:child": async (walk) => {
    const { parent, children } = await walk.sack(1);
    const path = `/api/v1/bags/${parent}/children/${children[0]}`;
    return { who: "bina", method: "DELETE", path, headers: { "idempotency-key": key() } };
  },
  "POST /api/v1/bags/:code/void": async (walk) =>
    anil(`/api/v1/bags/${(await walk.sack()).parent}/void`, { reason: "wrong" }),
  "POST /scan": () => page("dev", "/scan", { scan_id: key(), parent: "", code: "SB90003" }),
  "POST /undos": async (walk) => {
    const { scans } = await walk.sack(1);
    return page("dev", "/undos", { scan_id: key(), undoes: scans[0]!, next: "/scan" });
  },
  "POST /bags/:code/undos": async (walk) => {
    const { parent, scans } = await walk.sack(1);
    return page("dev", `/bags/${parent}/undos`, { undoes: scans[0]! });
  },
  "POST /bags/:code/moves": async (walk) => {
    const [from, to] = [await walk.sack(1), await walk.sack()];
    return page("bina", `/bags/${from.children[0]}/moves`, { scan_id: key(), to_parent: to.parent });
  },
  "POST /bags/:code/removals": async (walk) => {
    const { parent, children } = await walk.sack(1);
    return page("bina", `/bags/${children[0]}/removals`, { scan_id: key(), parent });
  },
  "POST /bags/:code/void": async (walk) =>
    page("anil", `/bags/${(await walk.sack()).parent}/void`, { scan_id: key(), reason: "wrong" }),
};

const bills: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/bills": () => bina("/api/v1/bills", { capacity: 3 }),
  "PATCH /api/v1/bills/:number": async (walk) => {
    const { number, version } = await walk.bill();
    return bina(`/api/v1/bills/${number}`, { version, vehicle: "UP32" }, "PATCH");
  },
  "POST /api/v1/bills/:number/parents": async (walk) => {
    const [{ number }, { parent }] = [await walk.bill(), await walk.sack(1)];
    return bina(`/api/v1/bills/${number}/parents`, { scan_id: key(), parent });
  },
  "DELETE /api/v1/bills/:number/parents/:code": async (walk) => {
    const { number, parents } = await walk.bill(1);
    const path = `/api/v1/bills/${number}/parents/${parents[0]}`;
    return { who: "bina", method: "DELETE", path, headers: { "idempotency-key": key() } };
  },
  "POST /api/v1/bills/:number/completion": async (walk) => {
    const { number, version } = await walk.bill(1, 1);
    return bina(`/api/v1/bills/${number}/completion`, { version });
  },
  "DELETE /api/v1/bills/:number/completion": async (walk) => {
    const { number, version } = await walk.completed();
    return bina(`/api/v1/bills/${number}/completion`, { version, reason: "one more" }, "DELETE");
  },
  "POST /api/v1/bills/:number/void": async (walk) => {
    const { number, version } = await walk.bill();
    return anil(`/api/v1/bills/${number}/void`, { version, reason: "wrong" });
  },
  "POST /bills": () => page("bina", "/bills", { capacity: "3", number: "", scan_id: key() }),
  "POST /bills/:number": async (walk) => {
    const { number, version } = await walk.bill();
    return page("bina", `/bills/${number}`, { version: String(version), capacity: "2", vehicle: "UP32" });
  },
  "POST /bills/:number/scan": async (walk) => {
    const [{ number }, { parent }] = [await walk.bill(), await walk.sack(1)];
    return page("bina", `/bills/${number}/scan`, { scan_id: key(), code: parent });
  },
  "POST /bills/:number/parents": async (walk) => {
    const [{ number }, { parent }] = [await walk.bill(), await walk.sack(1)];
    return page("bina", `/bills/${number}/parents`, { scan_id: key(), parent });
  },
  "POST /bills/:number/removals": async (walk) => {
    const { number, parents } = await walk.bill(1);
    return page("bina", `/bills/${number}/removals`, { parent: parents[0]! });
  },
  "POST /bills/:number/moves": async (walk) => {
    const [{ number, parents }, to] = [await walk.bill(1), await walk.bill()];
    return page("bina", `/bills/${number}/moves`, { parent: parents[0]!, target: to.number });
  },
  "POST /bills/:number/completion": async (walk) => {
    const { number, version } = await walk.bill(1, 1);
    return page("bina", `/bills/${number}/completion`, { version: String(version) });
  },
  "POST /bills/:number/reopening": async (walk) => {
    const { number, version } = await walk.completed();
    return page("bina", `/bills/${number}/reopening`, { version: String(version), reason: "one more" });
  },
  "POST /bills/:number/void": async (walk) => {
    const { number, version } = await walk.bill();
    return page("anil", `/bills/${number}/void`, { version: String(version), reason: "wrong" });
  },
};

const people: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/users": (walk) =>
    anil("/api/v1/users", { username: `made${walk.next()}`, password: PASSWORD, role: "biller" }),
  "PATCH /api/v1/users": async (walk) =>
    anil("/api/v1/users", { username: await walk.person(), version: 1, full_name: "Naya" }, "PATCH"),
  "PATCH /api/v1/users/:username": async (walk) =>
    anil(`/api/v1/users/${await walk.person()}`, { version: 1, role: "admin" }, "PATCH"),
  "POST /api/v1/users/:username/reset-link": async (walk) =>
    anil(`/api/v1/users/${await walk.person()}/reset-link`, {}),
  "DELETE /api/v1/users/:username/sessions": async (walk) => {
    const username = await walk.person();
    await walk.sessionOf(username);
    return { who: "anil", method: "DELETE", path: `/api/v1/users/${username}/sessions` };
  },
  "DELETE /api/v1/users/:username/lock": async (walk) => ({
    who: "anil",
    method: "DELETE",
    path: `/api/v1/users/${await locked(walk)}/lock`,
  }),
  "POST /users": (walk) =>
    page("anil", "/users", { username: `made${walk.next()}`, password: PASSWORD, role: "biller" }),
  "POST /users/:username": async (walk) =>
    page("anil", `/users/${await walk.person()}`, { version: "1", role: "admin", full_name: "Naya" }),
  "POST /users/:username/state": async (walk) =>
    page("anil", `/users/${await walk.person()}/state`, { version: "1", disabled: "true" }),
  "POST /users/:username/reset-link": async (walk) => page("anil", `/users/${await walk.person()}/reset-link`, {}),
  "POST /users/:username/unlock": async (walk) => page("anil", `/users/${await locked(walk)}/unlock`, {}),
  "POST /users/:username/sign-out": async (walk) => {
    const username = await walk.person();
    await walk.sessionOf(username);
    return page("anil", `/users/${username}/sign-out`, {});
  },
  "POST /users/:username/badge": async (walk) => page("anil", `/users/${await walk.person()}/badge`, {}),
  "POST /users/:username/badge/revoke": async (walk) =>
    page("anil", `/users/${(await walk.badge()).username}/badge/revoke`, {}),
  "POST /users/:username/badge/pin": async (walk) =>
    page("anil", `/users/${(await walk.badge()).username}/badge/pin`, { pin: PIN, again: PIN }),
  "POST /profile/pin": async (walk) => {
    const { username } = await walk.badge();
    return page(username, "/profile/pin", { password: PASSWORD, pin: PIN, again: PIN });
  },
  "POST /reset/:token": async (walk) =>
    page(null, `/reset/${await walk.resetToken()}`, { password: `${PASSWORD}x`, repeat: `${PASSWORD}x` }),
  "POST /language": async (walk) => page(await walk.person(), "/language", { language: "hi", next: "/" }),
  "POST /api/v1/tokens": (walk) => anil("/api/v1/tokens", { name: `scale${walk.next()}`, role: "dispatcher" }),
  "DELETE /api/v1/tokens/:id": async (walk) => ({
    who: "anil",
    method: "DELETE",
    path: `/api/v1/tokens/${(await walk.token()).id}`,
  }),
  "POST /tokens": (walk) =>
    page("anil", "/tokens", { name: `scale${walk.next()}`, role: "dispatcher", expires_in_days: "30" }),
  "POST /tokens/:id/revoke": async (walk) => page("anil", `/tokens/${(await walk.token()).id}/revoke`, {}),
};

const sessions: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/session": async (walk) => ({
    who: null,
    path: "/api/v1/session",
    json: { username: await walk.person(), password: PASSWORD },
  }),
  "DELETE /api/v1/session": async (walk) => ({ who: await walk.person(), method: "DELETE", path: "/api/v1/session" }),
  "POST /login": async (walk) => page(null, "/login", { username: await walk.person(), password: PASSWORD }),
  "POST /logout": async (walk) => page(await walk.person(), "/logout", {}),
  "POST /station/switch": async (walk) => {
    const { code } = await walk.badge();
    return page(await walk.person(), "/station/switch", { badge: code, pin: PIN, station: "S1", next: "/station" });
  },
};

const KIND = { digits: "4", product: "Star", capacity: "10", child_weight_kg: "1", expected_weight_kg: "10" };
const kindOf = (walk: Walk) => `Q${String.fromCharCode(65 + walk.next() % 26)}${walk.next() % 10}Z`;

async function kind(walk: Walk): Promise<string> {
  const prefix = kindOf(walk);
  const numbers = { digits: 4, product: "Star", capacity: 10, child_weight_kg: 1, expected_weight_kg: 10 };
  return (await walk.made(anil("/api/v1/kinds", { prefix, ...numbers }))).kind;
}

async function area(walk: Walk): Promise<string> {
  const area = `town${walk.next()}`;
  await walk.made(anil("/api/v1/areas", { key: area, label: area }));
  return area;
}

const settings: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/areas": (walk) => anil("/api/v1/areas", { key: `town${walk.next()}`, label: `Town ${walk.next()}` }),
  "PATCH /api/v1/areas/:key": async (walk) =>
    anil(`/api/v1/areas/${await area(walk)}`, { version: 1, label: `Town ${walk.next()}` }, "PATCH"),
  "POST /areas": (walk) =>
    page("anil", "/areas", { key: `town${walk.next()}`, label: `Town ${walk.next()}`, max_dispatchers: "3" }),
  "POST /areas/:key": async (walk) =>
    page("anil", `/areas/${await area(walk)}`, {
      version: "1",
      label: `Town ${walk.next()}`,
      max_dispatchers: "3",
      active: "yes",
    }),
  "POST /api/v1/kinds": (walk) =>
    anil("/api/v1/kinds", {
      prefix: kindOf(walk),
      ...{ digits: 4, product: "Star", capacity: 10, child_weight_kg: 1, expected_weight_kg: 10 },
    }),
  "PATCH /api/v1/kinds/:kind": async (walk) =>
    anil(`/api/v1/kinds/${await kind(walk)}`, { version: 1, capacity: 12 }, "PATCH"),
  "POST /kinds": (walk) => page("anil", "/kinds", { prefix: kindOf(walk), ...KIND }),
  "POST /kinds/:kind": async (walk) =>
    page("anil", `/kinds/${await kind(walk)}`, { version: "1", ...KIND, capacity: "12" }),
};

async function imported(walk: Walk, state: "checked" | "done"): Promise<number> {
  const id = await walk.world.idOf("anil");
  const person = { id, username: "anil", fullName: null, role: "admin", area: null } as const;
  return await addImport(walk.world.db, { person, address: null, requestId: "before", key: null }, { state });
}

function sheet(): FormData {
  const form = new FormData();
  form.append("file", new File(["QR Code,Type\nSB80001,parent\n"], "sheet.csv", { type: "text/csv" }));
  return form;
}

const MAPPING = { layout: "bags", columns: { code: 0 } };

const imports: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/imports": () => ({ who: "anil", path: "/api/v1/imports", form: sheet() }),
  "POST /api/v1/imports/:id/mapping": async (walk) =>
    anil(`/api/v1/imports/${await imported(walk, "checked")}/mapping`, MAPPING),
  "POST /api/v1/imports/:id/apply": async (walk) =>
    anil(`/api/v1/imports/${await imported(walk, "checked")}/apply`, {}),
  "POST /api/v1/imports/:id/cancel": async (walk) =>
    anil(`/api/v1/imports/${await imported(walk, "checked")}/cancel`, {}),
  "POST /api/v1/imports/:id/undo": async (walk) => anil(`/api/v1/imports/${await imported(walk, "done")}/undo`, {}),
  "POST /imports": () => page("anil", "/imports", sheet()),
  "POST /imports/:id/mapping": async (walk) =>
    page("anil", `/imports/${await imported(walk, "checked")}/mapping`, {
      layout: "bags",
      column_0: "code",
      header_row: "",
    }),
  "POST /imports/:id/apply": async (walk) => page("anil", `/imports/${await imported(walk, "checked")}/apply`, {}),
  "POST /imports/:id/cancel": async (walk) => page("anil", `/imports/${await imported(walk, "checked")}/cancel`, {}),
  "POST /imports/:id/undo": async (walk) => page("anil", `/imports/${await imported(walk, "done")}/undo`, {}),
};

async function locked(walk: Walk): Promise<string> {
  const username = await walk.person();
  for (let n = 0; n < 6; n++) {
    await walk.send({ who: null, path: "/api/v1/session", json: { username, password: "wrong" } });
  }
  return username;
}

export const RECIPES: Readonly<Record<string, Recipe>> = {
  ...{ ...scans, ...bills, ...people, ...sessions, ...own, ...settings, ...imports },
};
