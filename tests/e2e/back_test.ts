import { deepEqual, equal } from "node:assert/strict";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

Deno.test({
  name: "back leads to the page before, as it is now: after what others did, and from a time that was looked back to",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    const biller = await server.logIn("biller");
    for (const [parent, child] of [["SB00042", "0016592"], ["SB00043", "0016593"]]) {
      await biller.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent, child });
    }
    await biller.call("POST", "/api/v1/bills", { number: "INV-7", capacity: 3 });
    for (const parent of ["SB00042", "SB00043"]) {
      await biller.call("POST", "/api/v1/bills/INV-7/parents", { scan_id: crypto.randomUUID(), parent });
    }
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/bills");
    const path = () => new URL(page.url()).pathname;

    await page.locator("main").getByRole("link", { name: "INV-7", exact: true }).first().click();
    await page.waitForURL("**/bills/INV-7");
    // Somebody else takes a sack off while this person reads on.
    await page.locator("main").getByRole("link", { name: "SB00042", exact: true }).first().click();
    await page.waitForURL("**/bags/SB00042");
    const off = "/api/v1/bills/INV-7/parents/SB00043";
    const removed = await biller.call("DELETE", off, undefined, { "idempotency-key": crypto.randomUUID() });
    equal(removed.status, 200, removed.text);

    await page.locator("#as-it-was > summary").click();
    await page.locator("#as-it-was").getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/\/bags\/SB00042\?at=.*#as-it-was$/);
    await page.locator("#as-it-was[open]", { hasText: "0016592" }).waitFor();

    await page.goBack();
    await page.locator("#as-it-was:not([open])").waitFor();
    equal(new URL(page.url()).search, "");
    await page.goBack();
    equal(path(), "/bills/INV-7");
    await page.locator("#bill-count", { hasText: "1 / 3" }).waitFor();
    await page.goBack();
    equal(path(), "/bills");
    await page.goForward();
    equal(path(), "/bills/INV-7");
    deepEqual(complaints, []);
  },
});
