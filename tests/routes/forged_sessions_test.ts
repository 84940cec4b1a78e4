/** Tokens that we did not make, or made for somebody else or for something else; and cookies that are not what they seem. */
import { deepStrictEqual as same, notStrictEqual } from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { importPKCS8, type JWTPayload, SignJWT } from "jose";
import { atTheDoor, byBearer, byCookie, FROM_HERE, openPeopleWorld, SECRET } from "../support/people_world.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const base64url = (value: unknown) =>
  bytes(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
const payloadOf = (token: string): JWTPayload =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(token.split(".")[1]!, { alphabet: "base64url" })));

/** A token as ours is made, but for one thing. */
const sign = (payload: JWTPayload, { alg = "HS256", secret = SECRET, header = {} as Record<string, unknown> } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg, ...header }).sign(bytes(secret));

async function forgeriesOf(good: string, other: string): Promise<Record<string, string>> {
  const payload = payloadOf(good);
  const [head, body, signature] = good.split(".") as [string, string, string];
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const key = await importPKCS8(privateKey.export({ type: "pkcs8", format: "pem" }).toString(), "RS256");
  const { sid: _, ...nobody } = payload;
  const { exp: __, ...endless } = payload;
  return {
    "another key": await sign(payload, { secret: "another secret that is just as long as ours is" }),
    "alg none": `${base64url({ alg: "none" })}.${body}.`,
    "alg None": `${base64url({ alg: "None" })}.${body}.${signature}`,
    "no alg": `${base64url({})}.${body}.${signature}`,
    HS512: await sign(payload, { alg: "HS512", secret: SECRET.padEnd(64, "x") }),
    "HS384 by our key": await sign(payload, { alg: "HS384" }),
    RS256: await new SignJWT(payload).setProtectedHeader({ alg: "RS256" }).sign(key),
    "RS256's public key as the secret": await sign(payload, { secret: pem }),
    "RS256's name on our signature": `${base64url({ alg: "RS256" })}.${body}.${signature}`,
    "a key of its own in the head": await sign(payload, {
      secret: "x".repeat(40),
      header: { jwk: { kty: "oct", k: "eHh4" } },
    }),
    "a key to be fetched": await sign(payload, {
      secret: "x".repeat(40),
      header: { jku: "http://evil.test/k", kid: "../../x" },
    }),
    "an unknown critical header": await sign(payload, { header: { crit: ["x"], x: 1 } }).catch(() =>
      `${head}x.${body}.${signature}`
    ),
    expired: await sign({ ...payload, exp: Math.floor(Date.now() / 1_000) - 1 }),
    "not yet valid": await sign({ ...payload, nbf: Math.floor(Date.now() / 1_000) + 3_600 }),
    "another audience": await sign({ ...payload, aud: "two-step" }),
    "another issuer": await sign({ ...payload, iss: "elsewhere" }),
    "no session": await sign(nobody),
    "a session that never was": await sign({ ...payload, sid: crypto.randomUUID() }),
    "a session that is SQL": await sign({ ...payload, sid: "' or true --" }),
    "a session that is a list": await sign({ ...payload, sid: [payload.sid] as unknown as string }),
    "another's session under this signature": `${head}.${
      base64url({ ...payload, sid: payloadOf(other).sid })
    }.${signature}`,
    "a longer life under this signature": `${head}.${base64url({ ...payload, exp: 9_999_999_999 })}.${signature}`,
    "no signature": `${head}.${body}.`,
    "a changed signature": `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
    "more behind it": `${good}.${signature}`,
    oversized: `${good}${"x".repeat(100_000)}`,
    // Signed by us, and without an end: only the session's own row may say how long it lasts.
    "without an end, of a session that is over": await sign({ ...endless, sid: payloadOf(other).sid }),
  };
}

Deno.test("a token that is not ours to the last bit lets nobody in, in a cookie or by Bearer, and is no fault", async () => {
  await using world = await openPeopleWorld();
  const good = await world.signIn("dev");
  const other = await world.signIn("anil");
  await world.people.sessions.revokeAllOf(await world.idOf("anil"));
  for (const [name, token] of Object.entries(await forgeriesOf(good, other))) {
    for (const headers of [byBearer(token), byCookie(token)]) {
      same(await atTheDoor(await world.send("GET", "/api/v1/dashboard", headers)), "asked to sign in", name);
    }
  }
  same(await atTheDoor(await world.send("GET", "/api/v1/dashboard", byBearer(good))), "in");
  same(world.logged, [], "nothing of it is a fault of ours, and no token is in the log");
});

Deno.test("a token is dead after signing out, after its person's end, and stays so when it is played again", async () => {
  await using world = await openPeopleWorld();
  const ask = async (token: string) => await atTheDoor(await world.send("GET", "/bags", byCookie(token)));
  const out = await world.signIn("dev");
  same(await ask(out), "in");
  await (await world.send("POST", "/logout", { ...byCookie(out), ...FROM_HERE })).body?.cancel();
  const script = await world.signIn("dev");
  same((await world.send("DELETE", "/api/v1/session", byBearer(script))).status, 204);
  const all = await world.signIn("dev");
  await world.people.sessions.revokeAllOf(await world.idOf("dev"));
  for (const token of [out, script, all]) {
    for (let again = 0; again < 3; again++) same(await ask(token), "asked to sign in");
  }
  same(await ask(await world.signIn("dev")), "in");
});

Deno.test("a password set by an admin ends all that person's sessions at once", async () => {
  await using world = await openPeopleWorld();
  const [held, admin] = [await world.signIn("dev"), byBearer(await world.signIn("anil"))];
  same(await atTheDoor(await world.send("GET", "/bags", byCookie(held))), "in");
  const { version } = await (await world.send("GET", "/api/v1/users/dev", admin)).json();
  const body = JSON.stringify({ version, password: "Another-Lorry-of-Sacks-7" });
  const changed = await world.send(
    "PATCH",
    "/api/v1/users/dev",
    { ...admin, "content-type": "application/json" },
    body,
  );
  same(changed.status, 200, await changed.text());
  same(await atTheDoor(await world.send("GET", "/bags", byCookie(held))), "asked to sign in");
});

Deno.test("a cookie that was there before is never signed in: each sign-in has a token of its own", async () => {
  await using world = await openPeopleWorld();
  const made = JSON.stringify({ username: "newone", password: "Many-Sacks-of-Rice-9", role: "biller" });
  const admin = { ...byBearer(await world.signIn("anil")), "content-type": "application/json" };
  same((await world.send("POST", "/api/v1/users", admin, made)).status, 201);
  const signIn = async (held: Record<string, string>) => {
    const headers = { ...held, ...FROM_HERE, "content-type": "application/x-www-form-urlencoded" };
    const reply = await world.send("POST", "/login", headers, "username=newone&password=Many-Sacks-of-Rice-9");
    same(reply.status, 303);
    return /tracetrack=([^;]+)/.exec(
      reply.headers.getSetCookie().find((set) => set.startsWith("tracetrack=")) ?? "",
    )![1]!;
  };
  const planted = "eyJhbGciOiJIUzI1NiJ9.e30.planted";
  const first = await signIn(byCookie(planted));
  const second = await signIn(byCookie(first));
  notStrictEqual(first, planted);
  notStrictEqual(first, second);
  same(await atTheDoor(await world.send("GET", "/bags", byCookie(planted))), "asked to sign in");
  same(await atTheDoor(await world.send("GET", "/bags", byCookie(second))), "in");
});

Deno.test("of two cookies of one name the first counts, and a planted one beside it lets nobody in", async () => {
  await using world = await openPeopleWorld();
  const [own, forged] = [await world.signIn("dev"), "eyJhbGciOiJub25lIn0.e30."];
  const ask = async (cookie: string) => await atTheDoor(await world.send("GET", "/bags", { cookie }));
  same(await ask(`tracetrack=${own}; tracetrack=${forged}`), "in");
  same(await ask(`tracetrack=${forged}; tracetrack=${own}`), "asked to sign in");
  same(await ask(`__Host-tracetrack=${own}`), "asked to sign in", "that name is for https");
  same(await ask(`tracetrack=${"x".repeat(60_000)}`), "asked to sign in");
  same(await ask(`${"a=b; ".repeat(5_000)}tracetrack=${own}`), "in");
});

Deno.test("over https only the cookie that this host alone can set is read", async () => {
  const site = { publicOrigin: null, isHttps: true, timeZone: "Asia/Kolkata", metricsToken: null };
  await using world = await openPeopleWorld({ site });
  const token = await world.signIn("dev");
  const ask = async (cookie: string) => await atTheDoor(await world.send("GET", "/bags", { cookie }));
  same(await ask(`tracetrack=${token}`), "asked to sign in");
  same(await ask(`__Host-tracetrack=${token}`), "in");
});
