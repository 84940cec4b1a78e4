/** Sacks that somebody has begun and not finished, the longest open first. Commits keep the table: see `ledger_write.ts`. */
import type { OpenAge, PageRequest, Scope } from "../domain/filters.ts";
import type { OpenParent, Page } from "../domain/shapes.ts";
import { Conditions } from "./conditions.ts";
import { isInstant, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";

interface OpenRow extends OpenParent {
  /** To the microsecond: what a cursor needs. */
  readonly instant: string;
}

export function openParentRows(db: Database) {
  return {
    /** Null: the cursor is none of this list's. */
    async list(scope: Scope, age: OpenAge | null, { limit, cursor }: PageRequest): Promise<Page<OpenParent> | null> {
      const position = cursor === null ? null : readCursor(cursor, [isInstant, isCode]);
      if (cursor !== null && !position) return null;
      const where = conditionsOf(scope, age);
      if (position) {
        const [openedAt, code] = position.map((part) => where.value(part));
        where.always(`(o.opened_at, o.code) > (${openedAt}::timestamptz, ${code}::text)`);
      }
      const rows = await db.query<OpenRow>(
        `select o.code, o.area, o.opened_at as "openedAt", p.child_count as "childCount", p.capacity,
          maker.username as "createdBy",
          to_char(o.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant
        from open_parents o join bags p on p.code = o.code left join users maker on maker.id = p.created_by
        where ${where} order by o.opened_at, o.code limit ${where.value(limit + 1)}`,
        where.values,
      );
      return pageOf(rows, limit, ({ instant: _, ...sack }) => sack, ({ instant, code }) => [instant, code]);
    },

    async count(scope: Scope, age: OpenAge | null): Promise<number> {
      const where = conditionsOf(scope, age);
      const [row] = await db.query<{ n: number }>(
        `select count(*)::integer as n from open_parents o where ${where}`,
        where.values,
      );
      return row!.n;
    },
  };
}

const isCode = (part: unknown): boolean => typeof part === "string" && /^[A-Z0-9-]{1,20}$/.test(part);

/** As the dashboard counts them: open for longer than the first, up to the second. */
const AGES: Readonly<Record<OpenAge, readonly [from: string | null, to: string | null]>> = {
  "10m": [null, "10 minutes"],
  "1h": ["10 minutes", "1 hour"],
  "4h": ["1 hour", "4 hours"],
  older: ["4 hours", null],
};

function conditionsOf(scope: Scope, age: OpenAge | null): Conditions {
  const where = new Conditions();
  if (!scope.all) where.add(scope.area ?? "", (p) => `coalesce(o.area, '') = ${p}`);
  const [from, to] = age === null ? [null, null] : AGES[age];
  where.add(from, (p) => `o.opened_at <= clock_timestamp() - ${p}::interval`);
  where.add(to, (p) => `o.opened_at > clock_timestamp() - ${p}::interval`);
  return where;
}
