/** Who scanned how much: counted from the events themselves, so that no scan pays for a counter of each person. */
import type { ActivityLine } from "../domain/activity.ts";
import { SCAN_KINDS } from "../domain/change.ts";
import type { Role } from "../domain/shapes.ts";
import type { Database } from "./postgres.ts";
import { RANGE } from "./scan_rows.ts";

/** `timeZone` decides where a day begins. */
export function activityRows(db: Database, timeZone: string) {
  return {
    /**
     * Everybody who may scan, by name. Reads all events once, a week at a time: no statement holds anybody up, and the index
     * on the time leads to each week's pages.
     * @param days business days that the period has, today included
     */
    async activity(days: number): Promise<ActivityLine[]> {
      const [begin] = await db.query<{ at: Date }>(PERIOD, [timeZone, days - 1]);
      const tallies = new Map<number, Tally>();
      for (const span of await spansOf(db, begin!.at)) {
        for (const counted of await db.query<Counted>(COUNT, [span.from, span.to, SCAN_KINDS])) {
          add(tallies, counted, span.from >= begin!.at);
        }
      }
      return (await db.query<UserRow>(USERS)).map((user) => lineOf(user, tallies.get(user.id) ?? NO_SCANS));
    },
  };
}

interface Tally {
  readonly scans: number;
  readonly scansInAll: number;
  readonly lastAt: Date | null;
}

const NO_SCANS: Tally = { scans: 0, scansInAll: 0, lastAt: null };

interface Counted {
  readonly user_id: number;
  readonly scans: number;
  readonly last_at: Date;
}

function add(tallies: Map<number, Tally>, { user_id, scans, last_at }: Counted, isInPeriod: boolean): void {
  const before = tallies.get(user_id) ?? NO_SCANS;
  tallies.set(user_id, {
    scans: before.scans + (isInPeriod ? scans : 0),
    scansInAll: before.scansInAll + scans,
    lastAt: last_at,
  });
}

interface Span {
  readonly from: Date;
  readonly to: Date;
}

const SPAN_MS = 7 * 24 * 60 * 60 * 1_000;

/** From the first scan to now, in order; none of them stands on both sides of `begin`. */
async function spansOf(db: Database, begin: Date): Promise<Span[]> {
  const [range] = await db.query<{ first: Date | null; now: Date }>(RANGE);
  // The database's clock is finer than ours: what was stored in this very millisecond is counted, too.
  const end = range!.now.getTime() + 1;
  const spans: Span[] = [];
  for (let from = range!.first?.getTime() ?? end; from < end;) {
    const border = from < begin.getTime() ? Math.min(begin.getTime(), end) : end;
    const to = Math.min(from + SPAN_MS, border);
    spans.push({ from: new Date(from), to: new Date(to) });
    from = to;
  }
  return spans;
}

const PERIOD = `select ((now() at time zone $1)::date - $2::integer)::timestamp at time zone $1 as at`;

const COUNT = `select user_id, count(*)::integer as scans, max(at) as last_at from scan_events
  where at >= $1::timestamptz and at < $2::timestamptz and kind = any ($3::text[]) group by user_id`;

interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly disabled: boolean;
  readonly created_at: Date;
}

const USERS =
  `select id, username, full_name, email, role, dispatch_area, disabled_at is not null as disabled, created_at
  from users order by lower(username collate "C")`;

const lineOf = (user: UserRow, { scans, scansInAll, lastAt }: Tally): ActivityLine => ({
  username: user.username,
  fullName: user.full_name,
  email: user.email,
  role: user.role,
  area: user.dispatch_area,
  scans,
  scansInAll,
  lastScanAt: lastAt,
  isDisabled: user.disabled,
  joinedAt: user.created_at,
});
