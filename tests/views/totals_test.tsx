/** What the heads of lists say of how many there are. */
import { equal, ok } from "node:assert/strict";
import type { Page, Total } from "../../domain/shapes.ts";
import { BagsPage } from "../../views/bags_page.tsx";
import { BillsPage } from "../../views/bills_page.tsx";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";
import { pageContext, textOf } from "../support/page_context.ts";
import { makeSack } from "../support/page_world.ts";

const sack = makeSack("SB00042", "SB", 30, new Date("2026-11-22T05:00:00Z"));
const filter = { q: "", role: "", kind: "", billed: "", linked: "", open: "", area: "", from: "", to: "" } as const;

const bagsSay = (total: Total, page: Partial<Page<typeof sack>> = {}, words = en) =>
  textOf(
    <BagsPage
      context={pageContext("admin", { words })}
      filter={filter}
      kinds={[]}
      areas={[]}
      page={{ items: [sack], nextCursor: null, ...page }}
      total={total}
      isFirst
    />,
  );

Deno.test("a list of bags says how many there are, exactly or at least", () => {
  ok(bagsSay({ count: 1_234_567, isExact: true }).includes("12,34,567 found"));
  ok(bagsSay({ count: 10_000, isExact: false }).includes("10,000+ found"));
  ok(bagsSay({ count: 10_000, isExact: false }, {}, hi as typeof en).includes("10,000+ मिलीं"));
});

Deno.test("a page without a bag offers the older ones, and only at the end says that there is none", () => {
  const goOn = bagsSay({ count: 0, isExact: false }, { items: [], nextCursor: "WzFd" });
  ok(goOn.includes(en.bags.noneYet) && !goOn.includes(en.bags.emptyTitle), goOn);
  const none = bagsSay({ count: 0, isExact: true }, { items: [] });
  ok(none.includes(en.bags.none) && none.includes(en.bags.emptyTitle), none);
});

Deno.test("a list of bills says how many there are", () => {
  const say = (total: Total) =>
    textOf(
      <BillsPage
        context={pageContext("biller")}
        filter={{ q: "zzz", status: "", from: "", to: "", createdBy: "" }}
        makers={[]}
        page={{ items: [], nextCursor: "WzFd" }}
        total={total}
        isFirst
        draft={null}
        shown={null}
      />,
    );
  equal(en.bills.found({ count: 1, isExact: true }, "1"), "1 bill");
  equal(en.bills.found({ count: 10_000, isExact: false }, "10,000"), "10,000+ bills");
  ok(say({ count: 0, isExact: true }).includes(en.bills.none));
});
