/** Messages between instances by way of the database. They are no rows: whoever listens just then hears them. */
import type pg from "pg";

// The number moves with the shape of what is sent: two releases side by side do not read each other's.
const CHANNEL = "tracetrack_v3_news";

/** PostgreSQL takes payloads of less than 8,000. */
export const NOTIFY_BYTES_MAX = 7_900;

export const listen = (client: pg.Client): Promise<unknown> => client.query(`listen ${CHANNEL}`);

/**
 * All in one statement, heard in this order. Nothing of it has to be on the disk before it is told; that is set for this
 * statement alone, since a pooler may give the connection to somebody's commits next.
 */
export const notify = (client: pg.Client, texts: readonly string[]): Promise<unknown> =>
  client.query(
    `select pg_notify('${CHANNEL}', text)
    from set_config('synchronous_commit', 'off', true), unnest($1::text[]) as text`,
    [texts],
  );
