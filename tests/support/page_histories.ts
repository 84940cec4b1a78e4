/** The past of the stand-in warehouse behind the pages: only what its bags and bills say of themselves. */
import type { Histories } from "../../domain/history.ts";
import type { PageWorld } from "./page_world.ts";

/** Nothing was ever taken out or off here. */
export const historiesOf = ({ bags, bills }: Pick<PageWorld, "bags" | "bills">): Histories => ({
  bag: (code, at) => {
    const bag = bags.get(code);
    if (bag?.role !== "parent") return Promise.resolve(null);
    const children = bag.children.filter(({ packedAt }) => packedAt && packedAt <= at);
    return Promise.resolve({
      ...{ at, code, role: "parent", createdAt: bag.createdAt, existed: bag.createdAt <= at, voided: bag.voided },
      ...{ kind: bag.kind ?? "", capacity: bag.capacity ?? 0, children, childCount: children.length },
      ...{ weightKg: children.length, status: "open", bill: bag.bill },
    });
  },
  bill: (number, at) => {
    const bill = bills.get(number.toUpperCase());
    if (!bill) return Promise.resolve(null);
    const parents = bill.parents.filter(({ linkedAt }) => linkedAt && linkedAt <= at);
    const voided = bill.status === "voided";
    return Promise.resolve({
      ...bill,
      at,
      existed: bill.createdAt <= at,
      voided,
      parents,
      linkedCount: parents.length,
    });
  },
});
