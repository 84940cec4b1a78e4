/** What the dashboard shows to somebody, gathered for the page and for its live stream alike. */
import { may } from "../domain/abilities.ts";
import type { Packing, Person } from "../domain/shapes.ts";
import type { DashboardProps } from "../views/dashboard_page.tsx";
import type { Deps } from "./deps.ts";
import { everythingFor, scopeOf } from "./scope.ts";

const BILLS_SHOWN = 8;

export async function dashboardFor(deps: Deps, person: Person): Promise<Omit<DashboardProps, "context">> {
  const seesBills = may(person, "see_bills");
  const [dashboard, packing, bills] = await Promise.all([
    deps.dashboard(scopeOf(person)),
    packingOf(deps, person),
    seesBills
      ? deps.bills.list({ scope: everythingFor(person), status: "processing" }, { limit: BILLS_SHOWN, cursor: null })
      : null,
  ]);
  const shown = (bills?.items ?? []).map((bill) => ({
    ...bill,
    people: deps.activity.peopleOn(bill.number, new Date()),
  }));
  return { dashboard, packing, bills: seesBills ? shown : null };
}

/** Who packs what is heard of; how full the sacks are is asked of the database, as every number is. */
async function packingOf({ activity, fillsOf }: Deps, person: Person): Promise<Packing[]> {
  const scope = scopeOf(person);
  const doings = activity.packing(new Date()).filter(({ area }) => scope.all || area !== null && area === scope.area);
  const fills = new Map((await fillsOf(doings.map(({ parent }) => parent))).map((fill) => [fill.code, fill]));
  return doings.flatMap(({ parent, username, station, at }) => {
    const fill = fills.get(parent);
    return fill ? [{ ...fill, username, station, at }] : [];
  });
}
