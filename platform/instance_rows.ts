/** Rows that say which instances there are and how they were: written by each itself, tidied by any. */
import type { Figures, Instance } from "../domain/instances.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";

export type Self = Pick<Instance, "id" | "name" | "migration" | "deno">;

/** It lives, and was so in its last seconds; `figures` null: it has just begun. All times are the database's. */
export const tellFigures = (db: Database, { id, name, migration, deno }: Self, figures: Figures | null) =>
  db.query(
    `with told as (
      insert into instances (id, name, migration, deno, started_at, seen_at)
      values ($1, $2, $3, $4, clock_timestamp() - $5 * interval '1 millisecond', clock_timestamp())
      on conflict (id) do update set seen_at = excluded.seen_at
    )
    insert into instance_figures (instance, at, figures)
    select $1, clock_timestamp(), $6::jsonb where $6::jsonb is not null`,
    [id, name, migration, deno, Math.round(performance.now()), figures && JSON.stringify(figures)],
  );

export const tellLeft = (db: Database, id: string) =>
  db.query("update instances set seen_at = clock_timestamp(), left_at = clock_timestamp() where id = $1", [id]);

/** A helping: some hundred rows are what 50 instances write within a minute. */
const TIDIED_MAX = 500;

/** Forgets figures that no chart shows any more, and instances of which there are none left. */
export async function tidyFigures(db: Database): Promise<void> {
  const kept = [LIMITS.figuresKeptMs];
  await db.query(
    `delete from instance_figures where (instance, at) in (
      select instance, at from instance_figures
      where at < clock_timestamp() - $1 * interval '1 millisecond' order by at limit ${TIDIED_MAX}
      for update skip locked
    )`,
    kept,
  );
  await db.query("delete from instances where seen_at < clock_timestamp() - $1 * interval '1 millisecond'", kept);
}
