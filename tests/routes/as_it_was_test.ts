import { doesNotMatch, match } from "node:assert/strict";
import { pageWorld } from "../support/page_world.ts";
import { makeSack, type PageWorld } from "../support/page_world.ts";

/** Registered at 10:00 on the wall, a bag at 10:30 and one at 10:41:30. */
function worldWithSack(): PageWorld {
  const world = pageWorld();
  const child = (code: string, packedAt: string) => ({
    code,
    packedAt: new Date(packedAt),
    packedBy: "ravi.k",
    scanId: null,
  });
  world.bags.set("SB00042", {
    ...makeSack("SB00042", "SB", 30, new Date("2026-11-22T04:30:00Z")),
    children: [child("0016592", "2026-11-22T05:11:30Z"), child("0016591", "2026-11-22T05:00:00Z")],
  });
  return world;
}

async function cardOf(path: string, role: "biller" | "dispatcher" = "biller"): Promise<string> {
  const page = await (await worldWithSack().ask(role, path)).text();
  return /<details class="card fold as-it-was.*?<\/details>/s.exec(page)?.[0] ?? "";
}

Deno.test("the card is closed until a time is named, and its form works without script", async () => {
  const card = await cardOf("/bags/SB00042");
  match(card, /As it was at a chosen time/);
  match(card, /<form class="as-it-was-form" action="\/bags\/SB00042#as-it-was">/);
  match(card, /name="at" type="datetime-local"/);
  doesNotMatch(card, /<details[^>]* open/);
});

Deno.test("a named minute is shown to its end, marked as the past, in the business's time", async () => {
  const card = await cardOf("/bags/SB00042?at=2026-11-22T10:41");
  match(card, /<details class="card fold as-it-was as-it-was--then"[^>]* open/);
  match(card, /As it was at 22 Nov 2026, 10:41/);
  match(card, /value="2026-11-22T10:41"/);
  match(card, /0016592/);
  match(card, /2 \/ 30/);
  const earlier = await cardOf("/bags/SB00042?at=2026-11-22T10:40");
  doesNotMatch(earlier, /0016592/);
  match(earlier, /0016591/);
});

Deno.test("before it was registered, and for a time that is none, the card says so", async () => {
  match(await cardOf("/bags/SB00042?at=2026-11-22T09:59"), /Nobody knew it yet\. First seen 22 Nov 2026, 10:00\./);
  match(
    await cardOf("/bags/SB00042?at=yesterday"),
    /<p class="field-error" id="as-it-was-hint">Choose a day and a time/,
  );
});

Deno.test("dispatchers have no such card, whatever the address says", async () => {
  match(await cardOf("/bags/SB00042?at=2026-11-22T10:41", "dispatcher"), /^$/);
});
