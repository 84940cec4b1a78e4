/** The same numbers where people read them: on the pages. */
import { elementIn, linksIn, numberIn, textOf } from "../html.ts";
import type { Scene } from "./compare_api.ts";
import { compareDashboardPages } from "./compare_dashboard.ts";
import { differences } from "./differences.ts";
import { bagPath, billPath } from "./doors.ts";
import { fewAtOnce, pageOf } from "./page_of.ts";
import { bagLineOf, billTotalsOf, sackTotalsOf } from "./recount.ts";

export async function comparePages(scene: Scene): Promise<string[]> {
  return [...await compareDashboardPages(scene), ...await compareBillPages(scene), ...await compareBagPages(scene)];
}

async function compareBillPages(scene: Scene): Promise<string[]> {
  const { model } = scene, [biller] = scene.hands.filter(({ person }) => person.role === "biller");
  const problems: string[] = [];
  for (const key of model.bills.keys()) {
    const { linked_count, capacity, weight_kg } = billTotalsOf(model, key);
    const is = { count: `${linked_count} / ${capacity}`, weight: weight_kg };
    const [page, scanPage] = await Promise.all([
      pageOf(scene.base, biller!, billPath(key)),
      pageOf(scene.base, biller!, `${billPath(key)}/scan`),
    ]);
    const sacks = codesLinkedFrom(elementIn(page, "bill-parents"));
    problems.push(
      ...differences(`The page of bill ${key}`, billOn(page), is),
      ...differences(`The scan page of bill ${key}`, billOn(scanPage), is),
      ...differences(`Sacks on the page of bill ${key}`, sacks, [...model.state.bills.get(key)!.sacks].sort()),
    );
  }
  return problems;
}

const billOn = (page: string) => ({
  count: textOf(elementIn(page, "bill-count")),
  weight: numberIn(textOf(elementIn(page, "bill-weight"))),
});

/** Where it is, what it weighs, and what is in it; in turn with everybody's eyes. */
async function compareBagPages({ base, hands, model }: Scene): Promise<string[]> {
  const found = await fewAtOnce([...model.registered.values()], async ({ code, role }, place) => {
    const page = await pageOf(base, hands[place % hands.length]!, bagPath(code));
    const chain = /<ol class="chain">.*?<\/ol>/s.exec(page)?.[0] ?? "";
    const { weight_kg, bill, ...bag } = bagLineOf(model, code);
    const text = textOf(chain);
    const says = [`${weight_kg} kg`, ...(bill === null ? [] : [bill])];
    if (role === "child") {
      const sack = "parent" in bag ? bag.parent : null;
      return [
        ...missingFrom(`The page of bag ${code}`, text, says),
        ...differences(`The sack on the page of bag ${code}`, codesLinkedFrom(chain), sack === null ? [] : [sack]),
      ];
    }
    const { child_count, capacity } = sackTotalsOf(model, code);
    const inside = codesLinkedFrom(elementIn(page, "children"));
    return [
      ...missingFrom(`The page of sack ${code}`, text, [...says, `${child_count} / ${capacity}`]),
      ...differences(`Bags on the page of sack ${code}`, inside, [...model.state.sacks.get(code)!.bags].sort()),
    ];
  });
  return found.flat();
}

const missingFrom = (what: string, text: string, says: readonly string[]): string[] =>
  says.filter((part) => !` ${text} `.includes(` ${part}`)).map((part) => `${what} says "${text}", not ${part}`);

/** Codes of the bags that are linked from here, sorted. */
const codesLinkedFrom = (html: string): string[] =>
  linksIn(html).flatMap((path) => /^\/bags\/([^/?]+)$/.exec(path)?.[1] ?? []).map(decodeURIComponent).sort();
