/** The list of people, as admins look through it. */
import type { PageRequest, UserFilter } from "../domain/filters.ts";
import type { Page, Role, UserLine } from "../domain/shapes.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";
import { IS_LOCKED, LINE_COLUMNS, lineOf, NAME, type UserRow } from "./user_rows.ts";

export function userListRows(db: Database) {
  return {
    /** Null: the cursor is none of this list's. */
    list: (filter: UserFilter, page: PageRequest): Promise<Page<UserLine> | null> =>
      filter.order === "name" ? byName(db, filter, page) : newestFirst(db, filter, page),

    /** How many of each role the filter has, whichever role it asks for. */
    async counts(filter: UserFilter): Promise<Record<Role, number>> {
      const where = conditionsOf({ ...filter, role: null });
      const rows = await db.query<{ role: Role; n: number }>(
        `select role, count(*)::integer as n from users where ${where} group by role`,
        where.values,
      );
      return { admin: 0, biller: 0, dispatcher: 0, ...Object.fromEntries(rows.map(({ role, n }) => [role, n])) };
    },
  };
}

async function newestFirst(db: Database, filter: UserFilter, { limit, cursor }: PageRequest) {
  const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
  if (!position) return null;
  const where = conditionsOf(filter);
  where.add(position[0], (p) => `id < ${p}`);
  const rows = await rowsOf(db, where, "id desc", limit);
  return pageOf(rows, limit, lineOf, ({ id }) => [id]);
}

/** By the name for logging in, as the unique index has it. */
async function byName(db: Database, filter: UserFilter, { limit, cursor }: PageRequest) {
  const position = cursor === null ? [""] : readCursor(cursor, [isFoldedName]);
  if (!position) return null;
  const where = conditionsOf(filter);
  where.add(position[0], (p) => `${NAME} > ${p}::text collate "C"`);
  const rows = await rowsOf(db, where, NAME, limit);
  return pageOf(rows, limit, lineOf, ({ username }) => [username.toLowerCase()]);
}

const isFoldedName = (part: unknown): boolean => typeof part === "string" && /^[a-z0-9._-]{3,64}$/.test(part);

const rowsOf = (db: Database, where: Conditions, order: string, limit: number): Promise<UserRow[]> =>
  db.query<UserRow>(
    `select ${LINE_COLUMNS} from users where ${where} order by ${order} limit ${where.value(limit + 1)}`,
    where.values,
  );

const STATES = {
  active: `disabled_at is null and not ${IS_LOCKED}`,
  locked: `disabled_at is null and ${IS_LOCKED}`,
  disabled: "disabled_at is not null",
} as const;

function conditionsOf({ q, role, area, state, disabled }: UserFilter): Conditions {
  const where = new Conditions();
  where.always("not is_token");
  where.add(q ? anywhere(q) : null, (p) => `(username ilike ${p} or full_name ilike ${p} or email ilike ${p})`);
  where.add(role, (p) => `role = ${p}`);
  where.add(area, (p) => `dispatch_area = ${p}`);
  where.add(disabled, (p) => `(disabled_at is not null) = ${p}::boolean`);
  if (state) where.always(`(${STATES[state]})`);
  return where;
}
