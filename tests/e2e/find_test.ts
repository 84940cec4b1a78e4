import assert from "node:assert/strict";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { PASSWORDS, type Session, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const LABEL = "LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025";

async function scan(session: Session, parent: string, child?: string): Promise<void> {
  const body = { scan_id: crypto.randomUUID(), parent, ...(child ? { child } : {}), station: "S1" };
  const { status, text } = await session.call("POST", "/api/v1/scans", body);
  assert.ok(status < 300, text);
}

const sackOf = async (session: Session, code: string): Promise<string | null> =>
  (await session.call("GET", `/api/bag/${code}`)).json.parent;

Deno.test({
  name: "a label scanned into the search box opens its bag; the bag moves by keyboard and comes back by the timeline",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const biller = await server.logIn("biller");
    await scan(biller, "SB00017", LABEL);
    await scan(biller, "SB00042");
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/bags");
    const scanner = await plugScannerInto(page);

    await page.keyboard.press("/");
    await scanner.scan(LABEL);
    await page.waitForURL("**/bags/0016586");
    assert.match(await page.locator("h1").innerText(), /Bag 0016586/);

    // By keyboard alone: the field, and the scanner's Enter.
    await page.getByLabel("Move to another sack").focus();
    await scanner.scan("SB00042");
    const told = page.locator(".notice[data-outcome='child_moved']");
    await told.waitFor();
    assert.equal(await sackOf(biller, "0016586"), "SB00042");
    assert.equal(await page.evaluate("document.activeElement.dataset.outcome"), "child_moved");
    // What is scanned next is looked for; it presses no button, the undo's least of all.
    await scanner.scan("SB00017");
    await page.waitForURL("**/bags/SB00017");
    assert.equal(await sackOf(biller, "0016586"), "SB00042");

    await page.goBack();
    await page.waitForURL("**/bags/0016586");
    await page.locator(".timeline").getByRole("button", { name: "Undo" }).first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".chain a", { hasText: "SB00017" }).waitFor();
    assert.equal(await sackOf(biller, "0016586"), "SB00017");
    assert.match(await page.locator(".timeline li.undone").innerText(), /Undone by biller/);
    // Neither the move nor the undo is a page of its own: one step back leads out of it.
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, "/bags");
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "a dispatcher takes back his own scan from the timeline, without script too",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const dispatcher = await server.logIn("dispatcher");
    for (const javaScriptEnabled of [true, false]) {
      const code = javaScriptEnabled ? "0016586" : "0016587";
      await scan(dispatcher, "SB00017", code);
      await using opened = await openPage(server.base, { javaScriptEnabled });
      const { page } = opened;
      await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, `/bags/${code}`);
      await page.locator(".timeline").getByRole("button", { name: "Undo" }).click();
      await page.locator(".notice[data-outcome='child_unlinked']").waitFor();
      assert.equal(await sackOf(dispatcher, code), null);
      assert.match(await page.locator(".chain").innerText(), /Not in a sack/);
      assert.equal(await page.locator(".timeline").getByRole("button").count(), 0);
    }
  },
});

Deno.test({
  name: "from a bag's page the browser's way back leads to the results, the filter and the page of the list",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const biller = await server.logIn("biller");
    for (let bag = 0; bag < 30; bag++) await scan(biller, "SB00001", `77${String(bag).padStart(5, "0")}`);
    for (let bag = 30; bag < 60; bag++) await scan(biller, "SB00002", `77${String(bag).padStart(5, "0")}`);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/search");
    // What was asked before is selected: the next scan takes its place.
    await page.locator("#q").fill("7700");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=7700");
    await page.locator("mark", { hasText: "7700" }).first().waitFor();
    await page.waitForFunction(isAllSelected);
    await page.keyboard.type("770000");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=770000");
    await page.locator(".lines a").first().click();
    await page.waitForURL("**/bags/77*");
    await page.goBack();
    assert.equal(await page.locator("#q").inputValue(), "770000");
    assert.equal(await page.locator(".lines a").count(), 5);

    await page.goto("/bags");
    await page.getByLabel("Sack", { exact: true }).selectOption("In a sack");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("link", { name: "Next page" }).click();
    await page.waitForURL("**cursor=**");
    const onSecond = await page.locator("tbody th").allInnerTexts();
    assert.equal(onSecond.length, 10);
    await page.locator("tbody th a").first().click();
    await page.waitForURL("**/bags/77*");
    await page.goBack();
    assert.deepEqual(await page.locator("tbody th").allInnerTexts(), onSecond);
    assert.deepEqual(complaints, []);
  },
});

/** Runs in the page. */
function isAllSelected(): boolean {
  const { document } = globalThis as unknown as {
    document: { getElementById(id: string): { selectionStart: number; selectionEnd: number; value: string } };
  };
  const { selectionStart, selectionEnd, value } = document.getElementById("q");
  return selectionStart === 0 && selectionEnd === value.length;
}
