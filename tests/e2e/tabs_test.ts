// Runs alone: it starts whole servers and browsers.
import assert from "node:assert/strict";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, idsSentBy, outcomesOn, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;

Deno.test({
  name: "two tabs keep two sacks: each bag goes into its own tab's, each answer to its own page",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const one = opened.page;
    await signInOn(one, "dispatcher", PASSWORD, "/scan");
    const other = await one.context().newPage();
    await other.goto("/scan");
    const [first, second] = sacksOf(2);
    const sent = idsSentBy([one, other]);
    const scanners = [await plugScannerInto(one), await plugScannerInto(other)];
    for (const [place, sack] of [first!, second!].entries()) await scanners[place]!.scan(sack.code);
    for (let bag = 0; bag < 15; bag++) {
      await scanners[0]!.scan(first!.bags[bag]!);
      await scanners[1]!.scan(second!.bags[bag]!);
    }
    for (const [page, sack] of [[one, first!], [other, second!]] as const) {
      await allConfirmed(page);
      await page.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
      assert.equal(await page.locator("#parent-code").textContent(), sack.code);
      assert.deepEqual(await outcomesOn(page), ["parent_created", ...Array<string>(15).fill("child_linked")]);
    }
    assert.deepEqual([sent.length, new Set(sent).size], [32, 32], "Each is sent once");
    await assertPacked(await server.logIn("admin"), [first!, second!]);
  },
});

Deno.test({
  name: "the tab that sends is closed: the other takes over, and what it scanned goes out",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const one = opened.page;
    await signInOn(one, "dispatcher", PASSWORD, "/scan");
    const other = await one.context().newPage();
    await other.goto("/scan");
    const [sack] = sacksOf(1);
    network.become("cut");
    const scanner = await plugScannerInto(one);
    for (const code of [sack!.code, ...sack!.bags]) await scanner.scan(code);
    await one.locator("#waiting-list > li").nth(15).waitFor();
    await one.close();
    network.become("good");
    await allConfirmed(other);
    await assertPacked(await server.logIn("admin"), [sack!]);
    // Nothing of it was scanned on that page: its own sack stays as it was.
    assert.equal(await other.locator("#parent-code").textContent(), "");
  },
});

Deno.test({
  name: "scans for a sack that is full by the time they go out need a look; only a person's tap takes them off",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1);
    for (const code of [sack!.code, ...sack!.bags.slice(0, 13)]) await scanner.scan(code);
    await allConfirmed(page);
    network.become("cut");
    for (const code of ["7000001", "7000002", "7000003"]) await scanner.scan(code);
    await page.locator("#scan-outcome[data-outcome=waiting]").waitFor();
    const biller = await server.logIn("biller");
    for (const child of sack!.bags.slice(13)) {
      const scan = { scan_id: crypto.randomUUID(), parent: sack!.code, child };
      assert.equal((await biller.call("POST", "/api/v1/scans", scan)).status, 201);
    }
    network.become("good");
    await allConfirmed(page);
    await page.locator("#looks-count", { hasText: /^3$/ }).waitFor();
    await page.reload();
    await page.locator("#looks-count", { hasText: /^3$/ }).waitFor();
    await page.goto("/");
    await page.locator("#looks-link").click();
    const lines = page.locator("#looks-list > li");
    await lines.nth(2).waitFor();
    assert.match(await lines.first().textContent() ?? "", /7000001.*M444-00001.*full/);
    for (let left = 2; left >= 0; left--) {
      await lines.first().locator("[data-do=done]").click();
      await lines.nth(left).waitFor({ state: "detached" });
    }
    await page.locator("#looks-none").waitFor();
    await page.locator("#looks-link").waitFor({ state: "hidden" });
    await assertPacked(await server.logIn("admin"), [sack!]);
  },
});

Deno.test({
  name: "the session ends while scans wait: signing in over the page sends them, and scanning never stops",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1);
    await scanner.scan(sack!.code);
    await allConfirmed(page);
    await page.context().clearCookies();
    for (const code of sack!.bags.slice(0, 7)) await scanner.scan(code);
    await page.locator("#sign-in").waitFor();
    await page.locator("#sign-in-password").fill("wrong");
    await page.locator("#sign-in button").click();
    await page.locator("#sign-in-wrong").waitFor();
    // The focus is in the password's field: what a scanner types is a scan all the same.
    await page.locator("#sign-in-password").fill("half of it");
    for (const code of sack!.bags.slice(7)) await scanner.scan(code);
    await page.locator("#outbox-count", { hasText: /^15$/ }).waitFor();
    assert.equal(await page.locator("#sign-in-password").inputValue(), "half of it");
    await page.locator("#sign-in-password").fill(PASSWORD);
    await page.locator("#sign-in button").click();
    await allConfirmed(page);
    assert.equal(await page.locator("#sign-in").isVisible(), false);
    await assertPacked(await server.logIn("admin"), [sack!]);
  },
});

Deno.test({
  name: "another's scans are told of and kept, and go out as his when he is back; logging out warns of them",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const [sack, hers] = sacksOf(2);
    network.become("busy");
    for (const code of [sack!.code, ...sack!.bags]) await scanner.scan(code);
    await page.locator("#outbox-count", { hasText: /^16$/ }).waitFor();
    await page.locator("summary").click();
    await page.locator("#logout-button").click();
    await page.locator("#logout-waits", { hasText: "16" }).waitFor();
    network.become("good");
    await page.context().clearCookies();
    await signInOn(page, "biller", PASSWORD, "/scan");
    // Some may have gone out before: as his. What is left waits for him.
    const admin = await server.logIn("admin");
    for (const code of [hers!.code, ...hers!.bags]) await scanner.scan(code);
    await page.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
    await page.context().clearCookies();
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    await allConfirmed(page);
    await assertPacked(admin, [sack!, hers!]);
    for (const [bags, user] of [[sack!.bags, "dispatcher"], [hers!.bags, "biller"]] as const) {
      for (const bag of bags) {
        const { json } = await admin.call("GET", `/api/bag/${bag}`);
        assert.equal(json.packed_by, user, bag);
      }
    }
  },
});
