/** What the warehouse in memory reads of its bills. */
import type { BillDetail, BillEdit, LifeEvent, PackingList } from "../../domain/shapes.ts";
import type { Bills } from "../../routes/deps.ts";

export interface BillsHeld {
  readonly bills: ReadonlyMap<string, BillDetail>;
  readonly events: readonly LifeEvent[];
  readonly edits: readonly BillEdit[];
}

export const billReadsOf = (world: BillsHeld): Bills => ({
  find: (number) => Promise.resolve(world.bills.get(number.toUpperCase()) ?? null),
  list: ({ q }) => pageOf([...world.bills.values()].filter(({ number }) => !q || number.includes(q))),
  count: () => Promise.resolve({ count: world.bills.size, isExact: true }),
  events: (number) => pageOf(world.events.filter(({ bill }) => bill === number)),
  packingList: (number) => Promise.resolve(packed(world.bills.get(number.toUpperCase()) ?? null)),
  edits: () => Promise.resolve(world.edits),
  withRoom: () => Promise.resolve([...world.bills.values()].filter((one) => one.linkedCount < one.capacity)),
  makers: () => Promise.resolve(["anil", "meena.j"]),
});

const pageOf = <Item>(items: readonly Item[]) => Promise.resolve({ items, nextCursor: null });

/** As many made-up codes in each sack as it counts. */
const packed = (bill: BillDetail | null): PackingList | null =>
  bill && {
    ...bill,
    parents: bill.parents.map((parent) => ({
      ...parent,
      children: Array.from({ length: parent.childCount }, (_, at) => String(1_000_000 + at)),
    })),
  };

/** One sack of two dozen, none of them missing much. */
export const A_BILL: BillDetail = {
  asOf: new Date("2026-11-22T05:11:07Z"),
  ...{ number: "INV-7", linkedCount: 1, capacity: 20, childCount: 28, weightKg: 28, expectedWeightKg: 30 },
  ...{ status: "processing", description: null, short: false, shortReason: null, version: 4 },
  ...{ createdBy: "meena.j", createdAt: new Date("2026-11-22T03:42:00Z"), completedBy: null, completedAt: null },
  ...{ destination: "Hisar", vehicle: null },
  parents: [{
    ...{ code: "SB00031", kind: "SB", childCount: 28, capacity: 30, childWeightKg: 1 },
    ...{ weightKg: 28, expectedWeightKg: 30, linkedAt: new Date("2026-11-22T04:00:00Z"), linkedBy: "meena.j" },
  }],
};
