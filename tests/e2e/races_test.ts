import assert from "node:assert/strict";
import { type Reply, type Session, startServer, type TestServer } from "../support/server.ts";

for (const servers of [1, 2]) {
  const on = servers === 1 ? "one server" : "two servers on one database";

  Deno.test(`Of 50 people who scan one new child into 50 sacks at once, on ${on}, one is told yes`, async () => {
    await using world = await setup(servers, "dispatcher");
    const sacks = Array.from({ length: 50 }, (_, place) => `SB${String(10_000 + place)}`);
    const replies = await atOnce(world, sacks, (session, sack) => scan(session, sack, "0016586"));

    const [winner] = repliesOf(replies, "child_linked", 201);
    assert.equal(repliesOf(replies, "child_linked", 201).length, 1);
    const losers = repliesOf(replies, "child_elsewhere", 409);
    assert.equal(losers.length, 49);
    for (const { json } of losers) assert.equal(json.elsewhere.parent, winner!.json.parent.code);
    await world.check();
  });

  Deno.test(`Of 40 people who scan 40 children into the last place of a sack, on ${on}, one is told yes`, async () => {
    await using world = await setup(servers, "dispatcher");
    for (let child = 0; child < 29; child++) await scan(world.sessions[0]!, "SB20000", String(1_000_000 + child));
    const children = Array.from({ length: 40 }, (_, place) => String(2_000_000 + place));
    const replies = await atOnce(world, children, (session, child) => scan(session, "SB20000", child));

    const linked = repliesOf(replies, "child_linked", 201);
    assert.equal(linked.length, 1);
    assert.deepEqual([linked[0]!.json.parent.child_count, linked[0]!.json.parent.status], [30, "full"]);
    assert.equal(repliesOf(replies, "parent_full", 409).length, 39);
    await world.check();
  });

  Deno.test(`Of 20 billers who put one sack on 20 bills at once, on ${on}, one is told yes`, async () => {
    await using world = await setup(servers, "biller");
    const [session] = world.sessions;
    await scan(session!, "SB30000", "0016587");
    const bills = Array.from({ length: 20 }, (_, place) => `INV-${place}`);
    for (const number of bills) await session!.call("POST", "/api/v1/bills", { number, capacity: 5 });
    const replies = await atOnce(world, bills, (session, bill) => put(session, bill, "SB30000"));

    const linked = repliesOf(replies, "bill_linked", 201);
    assert.equal(linked.length, 1);
    const others = repliesOf(replies, "bag_on_other_bill", 409);
    assert.equal(others.length, 19);
    for (const { json } of others) assert.equal(json.elsewhere.bill, linked[0]!.json.bill.number);
    await world.check();
  });

  Deno.test(`One scan sent 30 times at once with one key, on ${on}, is stored once and answered alike`, async () => {
    await using world = await setup(servers, "dispatcher");
    const key = crypto.randomUUID();
    const replies = await atOnce(
      world,
      Array(30).fill("0016588"),
      (session, child) => scan(session, "SB40000", child, key),
    );

    assert.equal(repliesOf(replies, "child_linked", 201).length, 30);
    assert.equal(replies.filter(({ json }) => !json.replayed).length, 1);
    for (const { json } of replies) assert.equal(json.parent.child_count, 1);
    await world.check();
  });
}

interface World extends AsyncDisposable {
  /** One on each server. */
  readonly sessions: readonly Session[];
  /** Recounts everything. */
  check(): Promise<void>;
}

async function setup(count: number, username: string): Promise<World> {
  const first = await startServer();
  const servers: TestServer[] = [first];
  while (servers.length < count) servers.push(await startServer({ databaseUrl: first.databaseUrl }));
  const admin = await first.logIn("admin");
  return {
    sessions: await Promise.all(servers.map((server) => server.logIn(username))),
    check: async () => {
      const { json } = await admin.call("GET", "/api/v1/integrity");
      assert.deepEqual([json.ok, json.problems], [true, []]);
    },
    [Symbol.asyncDispose]: async () => {
      for (const server of servers.reverse()) await server[Symbol.asyncDispose]();
    },
  };
}

/** All together, dealt out to the servers in turn. */
const atOnce = <Item>(
  { sessions }: World,
  items: readonly Item[],
  send: (session: Session, item: Item) => Promise<Reply>,
) => Promise.all(items.map((item, place) => send(sessions[place % sessions.length]!, item)));

const scan = (session: Session, parent: string, child: string, scan_id = crypto.randomUUID()): Promise<Reply> =>
  session.call("POST", "/api/v1/scans", { scan_id, parent, child });

const put = (session: Session, bill: string, parent: string): Promise<Reply> =>
  session.call("POST", `/api/v1/bills/${bill}/parents`, { scan_id: crypto.randomUUID(), parent });

function repliesOf(replies: readonly Reply[], outcome: string, status: number): Reply[] {
  const these = replies.filter(({ json }) => json.outcome === outcome);
  for (const reply of these) assert.equal(reply.status, status);
  return these;
}
