import { deepEqual, equal, match, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import type { LifeEvent } from "../../domain/shapes.ts";
import type { PageContext } from "../../views/context.ts";
import { Life, mayUndo } from "../../views/life.tsx";
import { pageContext, textOf } from "../support/page_context.ts";

const NOW = new Date("2026-11-22T06:00:00Z");
const event = (more: Partial<LifeEvent> = {}): LifeEvent => ({
  at: new Date("2026-11-22T05:30:00Z"),
  scannedAt: null,
  kind: "link_child",
  outcome: "child_linked",
  scanId: "0199f0c2-0000-4000-8000-000000000001",
  parent: "SB00017",
  fromParent: null,
  child: "0016586",
  bill: null,
  user: "ravi.k",
  station: "S1",
  undoneBy: null,
  reason: null,
  elsewhere: null,
  raw: "0016586",
  lot: null,
  standing: "stands",
  ...more,
});
const told = (one: LifeEvent, context: PageContext = pageContext("biller")) =>
  textOf(<Life context={context} events={[one]} />);

Deno.test("an undo is offered for what stands: to billers always, to a dispatcher for an hour and his own", () => {
  const dispatcher = pageContext("dispatcher", { now: NOW });
  const agoMs = (ms: number) => event({ at: new Date(NOW.getTime() - ms) });
  equal(mayUndo(dispatcher, agoMs(LIMITS.undoOwnMs)), true);
  equal(mayUndo(dispatcher, agoMs(LIMITS.undoOwnMs + 1)), false);
  equal(mayUndo(dispatcher, event({ user: "sunita" })), false);
  const biller = pageContext("biller", { now: NOW });
  equal(mayUndo(biller, agoMs(LIMITS.undoOwnMs + 1)), true);
  equal(mayUndo(biller, event({ user: "sunita", outcome: "child_moved" })), true);
  equal(mayUndo(biller, event({ outcome: "bill_linked", child: null, bill: "INV-7" })), true);
  for (const more of [{ standing: "gone" }, { standing: "frozen" }, { undoneBy: "meena.j" }] as const) {
    equal(mayUndo(biller, event(more)), false, JSON.stringify(more));
  }
  equal(mayUndo(biller, event({ outcome: "child_elsewhere" })), false);
  equal(mayUndo(pageContext(null), event()), false);
});

Deno.test("the scanner's own time is told where it is more than a minute off, whichever way", () => {
  const at = new Date("2026-11-22T05:30:00Z");
  const scanned = (ms: number) => told(event({ at, scannedAt: new Date(at.getTime() - ms) }));
  ok(!/scanned at/.test(scanned(60_000)));
  match(scanned(60_001), /11:00:00.*ravi\.k, station S1, scanned at 10:58/);
  match(scanned(-3_600_000), /scanned at 12:00/);
});

Deno.test("what the label said is told where it said more than the code", () => {
  ok(!told(event({ raw: " 0016586\r" })).includes("Scanned:"));
  match(
    told(event({ raw: "LABEL NO.0016586 LOT NO.:X1", lot: "X1" })),
    /lot X1.*Scanned: LABEL NO\.0016586 LOT NO\.:X1/,
  );
  match(told(event({ outcome: "bad_format", child: null, raw: "<junk>" })), /Scanned: <junk>/);
});

Deno.test("codes lead to their pages, but not to the page that they stand on, and bills only for billers", () => {
  const linked = event({ outcome: "bill_linked", child: null, bill: "INV/7" });
  const hrefs = (context: PageContext) =>
    [...String(<Life context={context} events={[linked]} about="SB00017" />).matchAll(/href="([^"]+)"/g)]
      .map(([, href]) => href);
  deepEqual(hrefs(pageContext("biller")), ["/bills/INV%2F7"]);
  deepEqual(hrefs(pageContext("dispatcher")), []);
});

Deno.test("days are the business's own, and the last two have names", () => {
  const days = ["2026-11-21T18:31:00Z", "2026-11-21T18:29:00Z", "2026-11-20T10:00:00Z"]
    .map((at) => event({ at: new Date(at) }));
  const page = String(<Life context={pageContext("biller", { now: NOW })} events={days} />);
  deepEqual([...page.matchAll(/class="life-day">([^<]+)</g)].map(([, day]) => day), [
    "Today, 22 Nov 2026",
    "Yesterday, 21 Nov 2026",
    "20 Nov 2026",
  ]);
});
