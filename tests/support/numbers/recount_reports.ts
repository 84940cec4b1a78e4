/** What the reports should sum up: bills and scans of some days, counted one by one. */
import type { Entry, Model } from "./model.ts";
import { billLineOf, byHour, isAccepted, isPacked, isRefused, isThereAlready, scansOf, wallClock } from "./recount.ts";

export interface Days {
  readonly from: string;
  readonly to: string;
}

type Bill = ReturnType<typeof billLineOf> & { readonly day: string; readonly completedDay: string | null };

const STATUSES = ["new", "processing", "completed", "voided"];

function billsOf(model: Model, timeZone: string): Bill[] {
  return [...model.bills].map(([key, { createdAt, completed }]) => ({
    ...billLineOf(model, key),
    day: wallClock(createdAt, timeZone).day,
    completedDay: completed && wallClock(completed.at, timeZone).day,
  }));
}

const isWithin = ({ from, to }: Days, day: string | null): boolean => day !== null && from <= day && day <= to;

/** `user`: whose bills alone; null for everybody's. */
export function billReportOf(model: Model, timeZone: string, days: Days, user: string | null) {
  const bills = billsOf(model, timeZone).filter(({ day, created_by }) =>
    isWithin(days, day) && (user === null || created_by === user)
  );
  return {
    totals: figuresOf(bills),
    by_day: namesOf(bills, ({ day }) => day).reverse()
      .map((day) => ({ day, ...figuresOf(bills.filter((bill) => bill.day === day)) })),
    by_user: byUser(bills, ({ created_by }) => created_by),
    by_status: byStatus(bills),
  };
}

export function dayReportOf(model: Model, timeZone: string, day: string) {
  const bills = billsOf(model, timeZone);
  const made = bills.filter((bill) => bill.day === day), completed = bills.filter((bill) => bill.completedDay === day);
  const scans = scansOf(model).filter(({ at }) => wallClock(at, timeZone).day === day);
  const hourly = byHour(scans, timeZone), most = Math.max(...hourly);
  const reasons = namesOf(scans.filter(isRefused), ({ outcome }) => outcome);
  const open = bills.filter((bill) => bill.day <= day && (bill.status === "new" || bill.status === "processing"));
  return {
    report_date: day,
    total_bills: made.length,
    bills_by_status: byStatus(made),
    bills_by_user: byUser(made, ({ created_by }) => created_by),
    made: figuresOf(made),
    completed: figuresOf(completed),
    completed_by_user: byUser(completed, ({ completed_by }) => completed_by!),
    scans: scanFiguresOf(scans, timeZone),
    peak_hour: most > 0 ? { hour: hourly.indexOf(most), scans: most } : null,
    refused_by_reason: reasons.map((outcome) => ({
      outcome,
      count: scans.filter((scan) => scan.outcome === outcome).length,
    })).sort((a, b) => b.count - a.count),
    open_bills: { count: open.length },
  };
}

/** Areas by name, and in each of them who scanned; what was scanned by people of no area comes last. */
export function scanReportOf(model: Model, timeZone: string, days: Days) {
  const scans = scansOf(model).filter(({ at }) => isWithin(days, wallClock(at, timeZone).day));
  const areas: (string | null)[] = namesOf(scans.filter(({ by }) => by.area !== null), ({ by }) => by.area!);
  if (scans.some(({ by }) => by.area === null)) areas.push(null);
  return {
    totals: scanFiguresOf(scans, timeZone),
    areas: areas.map((area) => {
      const some = scans.filter(({ by }) => by.area === area);
      const users = namesOf(some, ({ by }) => by.username);
      const of = (user: string) => some.filter(({ by }) => by.username === user);
      return {
        area,
        totals: scanFiguresOf(some, timeZone),
        users: users.map((user) => ({ user, ...scanFiguresOf(of(user), timeZone) })),
      };
    }),
  };
}

function figuresOf(bills: readonly Bill[]) {
  const sum = (of: (bill: Bill) => number) => bills.reduce((total, bill) => total + of(bill), 0);
  const grams = (of: (bill: Bill) => number) => Math.round(sum(of) * 1_000);
  const count = (status: string) => bills.filter((bill) => bill.status === status).length;
  const [weight, expected] = [grams((bill) => bill.weight_kg), grams((bill) => bill.expected_weight_kg)];
  const standing = bills.length - count("voided");
  return {
    bills: bills.length,
    ...Object.fromEntries(STATUSES.map((status) => [status, count(status)])),
    short: bills.filter((bill) => bill.short).length,
    capacity: sum((bill) => bill.capacity),
    parents: sum((bill) => bill.linked_count),
    children: sum((bill) => bill.child_count),
    weight_kg: weight / 1_000,
    expected_weight_kg: expected / 1_000,
    variance_kg: (weight - expected) / 1_000,
    completion_percent: standing === 0 ? null : Math.round(count("completed") / standing * 1_000) / 10,
  };
}

const byStatus = (bills: readonly Bill[]) =>
  STATUSES.map((status) => ({ status, ...figuresOf(bills.filter((bill) => bill.status === status)) }));

const byUser = (bills: readonly Bill[], userOf: (bill: Bill) => string) =>
  namesOf(bills, userOf).map((user) => ({ user, ...figuresOf(bills.filter((bill) => userOf(bill) === user)) }));

const scanFiguresOf = (scans: readonly Entry[], timeZone: string) => ({
  scans: scans.length,
  accepted: scans.filter(isAccepted).length,
  already_there: scans.filter(isThereAlready).length,
  refused: scans.filter(isRefused).length,
  packed: scans.filter(isPacked).length,
  hourly: byHour(scans, timeZone),
});

/** Each once, by the alphabet. */
const namesOf = <Item>(items: readonly Item[], nameOf: (item: Item) => string): string[] =>
  [...new Set(items.map(nameOf))].sort();
