/** The baseline: each scan is one transaction of its own, straight on the database, without HTTP and without batches. */
import pg from "pg";
import { scanId, type Worker } from "../support/load.ts";
import { benchChild, SACK_CHILDREN, type Sacks, tellWrong, type Told } from "./workers.ts";

/** One connection that locks, inserts the bag and the event, counts, and commits: what a plain program would do. */
export async function transactor(
  databaseUrl: string,
  place: number,
  firstChild: number,
  sacks: Sacks,
  told: Told,
): Promise<Worker> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>("select id from users where username = 'dispatcher'");
  const scan = { client, userId: Number(rows[0]?.id) };
  let sack = "", room = 0, number = firstChild;
  return {
    next: async () => {
      try {
        if (room > 0) {
          await linkChild(scan, sack, benchChild(100 + place, number++));
          told.acknowledged.linked++;
          room--;
        } else {
          sack = sacks.take();
          await openSack(scan, sack);
          told.acknowledged.opened++;
          room = SACK_CHILDREN;
        }
        return true;
      } catch (fault) {
        if ((fault as { code?: string }).code === undefined) throw fault;
        await client.query("rollback");
        tellWrong(told, String(fault));
        return false;
      }
    },
    end: () => void client.end(),
  };
}

interface Scan {
  readonly client: pg.Client;
  readonly userId: number;
}

const AREA = "lucknow";

async function openSack({ client, userId }: Scan, sack: string): Promise<void> {
  const key = scanId();
  await client.query("begin");
  await client.query(
    named(
      "open",
      `insert into bags (role, code, kind, dispatch_area, created_at, created_by)
      values ('parent', $1, 'SB', $2, now(), $3)`,
      [sack, AREA, userId],
    ),
  );
  await tell(client, [key, "open_parent", "parent_created", userId, sack, null, sack]);
  await count(client, ["parents", "scans"]);
  await client.query("commit");
}

async function linkChild({ client, userId }: Scan, sack: string, child: string): Promise<void> {
  const key = scanId();
  await client.query("begin");
  const { rows } = await client.query<{ id: string; child_count: number; capacity: number }>(
    named(
      "lock",
      "select id, child_count, capacity from bags where code = $1 and role = 'parent' for no key update",
      [sack],
    ),
  );
  await client.query(
    named(
      "link",
      `insert into bags (role, code, parent_id, packed_at, packed_by, packed_key, dispatch_area, created_at, created_by)
      values ('child', $1, $2, now(), $3, $4, $5, now(), $3)
      on conflict (code) do update set parent_id = excluded.parent_id, packed_at = excluded.packed_at,
        packed_by = excluded.packed_by, packed_key = excluded.packed_key
      where bags.parent_id is null`,
      [child, rows[0]?.id, userId, key, AREA],
    ),
  );
  if (rows[0]) await keepOpen(client, sack, rows[0].child_count + 1, rows[0].capacity);
  await tell(client, [key, "link_child", "child_linked", userId, sack, child, child]);
  await count(client, ["children", "scans", "children_linked"]);
  await client.query("commit");
}

/** Its first bag opens a sack, its last one shuts it. */
async function keepOpen(client: pg.Client, sack: string, count: number, capacity: number): Promise<void> {
  if (count === 1) {
    await client.query("insert into open_parents (code, area, opened_at) values ($1, $2, now())", [sack, AREA]);
  } else if (count === capacity) {
    await client.query("delete from open_parents where code = $1", [sack]);
  }
}

const tell = (client: pg.Client, values: unknown[]) =>
  client.query(
    named(
      "tell",
      `insert into scan_events (key, at, place, kind, outcome, accepted, user_id, parent, child, raw, content_hash)
      values ($1, now(), 0, $2, $3, true, $4, $5, $6, $7, 0)`,
      values,
    ),
  );

const count = (client: pg.Client, stats: readonly string[]) =>
  client.query(
    named(
      "count",
      `insert into stat_deltas (stat, area, hour, delta)
      select stat, $2, hour, 1
      from unnest($1::text[]) as stat,
        lateral (
          select '-infinity'::timestamptz as hour
          union all select date_trunc('hour', now(), 'Asia/Kolkata') where stat in ('scans', 'children_linked')
        ) hours`,
      [stats, AREA],
    ),
  );

const named = (name: string, text: string, values: unknown[]) => ({ name, text, values });
