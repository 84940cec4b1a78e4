// Runs alone: two browsers on one bill.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { PASSWORDS, type Session, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PATH = "/bills/INV-7";

/** INV-7 takes three sacks and holds two of them, the first one two bags short; INV-8 is empty. */
async function fill(server: TestServer): Promise<Session> {
  const biller = await server.logIn("biller");
  const done = async (method: string, path: string, body: unknown) => {
    const { status, text } = await biller.call(method, path, body);
    assert.ok(status < 300, text);
  };
  await done("POST", "/api/v1/bills", { number: "INV-7", capacity: 3, destination: "Hisar" });
  await done("POST", "/api/v1/bills", { number: "INV-8", capacity: 20 });
  for (const [at, parent] of ["SB00001", "SB00002"].entries()) {
    const scans = Array.from({ length: at === 0 ? 28 : 30 }, (_, bag) => ({
      ...{ scan_id: crypto.randomUUID(), parent, child: String(1_000_000 + at * 100 + bag) },
    }));
    await done("POST", "/api/v1/scans/batch", { scans });
    await done("POST", "/api/v1/bills/INV-7/parents", { scan_id: crypto.randomUUID(), parent });
  }
  return biller;
}

const codesOn = async (person: Session, number: string): Promise<string[]> =>
  ((await person.call("GET", `/api/v1/bills/${number}`)).json.parents as { code: string }[]).map(({ code }) => code)
    .sort();

async function onDesk(use: (page: Page, biller: Session, server: TestServer) => Promise<void>): Promise<void> {
  await using server = await startServer();
  const biller = await fill(server);
  await using opened = await openPage(server.base);
  await signInOn(opened.page, "biller", PASSWORDS.BILLER_PASSWORD, PATH);
  await use(opened.page, biller, server);
  assert.deepEqual(opened.complaints, []);
}

/** Tab until the element has the focus: what cannot be reached by key is not there for many. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    if (
      await page.evaluate((wanted) => (globalThis as unknown as Dom).document.activeElement?.matches(wanted), selector)
    ) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} cannot be reached by Tab`);
}

interface Dom {
  readonly document: { readonly activeElement: { matches(selector: string): boolean; id: string } | null };
}

const focused = (page: Page) => page.evaluate(() => (globalThis as unknown as Dom).document.activeElement?.id ?? "");

Deno.test({
  name: "a sack is taken off and put on again, what was opened stays open, and the focus stays in the table",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller) => {
      await page.click("#bill-sum > summary");
      await page.click("#bill-sum details summary");
      await page.click("#edit > summary");
      await page.fill("#edit-destination", "Raipur");
      await page.check("#short-only");
      await page.uncheck("#short-only");
      await page.focus("#sack-SB00002 button[name=parent]");
      await page.keyboard.press("Enter");
      await page.locator("#bill-count", { hasText: "1 / 3" }).waitFor();
      assert.equal(await page.locator("#sack-SB00002").count(), 0);
      assert.deepEqual(await codesOn(biller, "INV-7"), ["SB00001"]);
      await page.waitForFunction(() =>
        (globalThis as unknown as Dom).document.activeElement?.matches("#sack-SB00001 button[name=parent]")
      );
      for (const open of ["#bill-sum[open]", "#bill-sum details[open]", "#edit[open]"]) {
        assert.equal(await page.locator(open).count(), 1, open);
      }
      assert.equal(await page.inputValue("#edit-destination"), "Raipur");

      await page.keyboard.press("Control+z");
      await page.locator("#sack-SB00002").waitFor();
      assert.equal(await page.textContent("#bill-count"), "2 / 3");
      assert.deepEqual(await codesOn(biller, "INV-7"), ["SB00001", "SB00002"]);
      assert.equal(await page.locator("#bill-undo").count(), 0);
    }),
});

Deno.test({
  name: "a sack that the reply has put on the page already is not put there once more by a stream that comes later",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page) => {
      const row = (code: string) => `<tr id="sack-${code}"><td>${code} as the stream has it</td></tr>`;
      const onTop = `<hx-partial hx-target="#bill-rows" hx-swap="afterbegin">${row("SB00002")}${
        row("SB00099")
      }</hx-partial>`;
      await page.route("**/bills/INV-7/live*", (route) =>
        route.fulfill({ contentType: "text/event-stream", body: `data: ${onTop}\n\n` }));
      await page.reload();
      await page.locator("#sack-SB00099").waitFor();
      assert.equal(await page.locator("[id='sack-SB00002']").count(), 1);
      assert.equal(await page.textContent("#sack-SB00002"), "SB00002 as the stream has it");
    }),
});

Deno.test({
  name: "a sack is moved to another bill by keys alone, the number scanned, and moved back by one button",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller) => {
      await tabTo(page, "a[href$='/moves?parent=SB00001']");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/moves?parent=SB00001");
      assert.equal(await focused(page), "move-target");
      await (await plugScannerInto(page)).scan("INV-8");
      await page.locator("#bill-said").getByText("SB00001 is on bill INV-8").waitFor();
      assert.deepEqual([await codesOn(biller, "INV-7"), await codesOn(biller, "INV-8")], [["SB00002"], ["SB00001"]]);
      await tabTo(page, "#bill-undo");
      await page.keyboard.press("Enter");
      await page.locator("#sack-SB00001").waitFor();
      assert.deepEqual(await codesOn(biller, "INV-7"), ["SB00001", "SB00002"]);
    }),
});

Deno.test({
  name: "a scanner's Enter in the number of a new bill goes on to the next field, a second one too makes no bill",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller) => {
      await page.goto("/bills?new=1");
      assert.equal(await focused(page), "bill-number");
      const scanner = await plugScannerInto(page);
      await scanner.scan("INV-2611-99");
      await scanner.scan("");
      assert.equal(await focused(page), "new-capacity");
      assert.equal(await page.inputValue("#bill-number"), "INV-2611-99");
      assert.equal((await biller.call("GET", "/api/v1/bills/INV-2611-99")).status, 404);
      // By hand: the form is whole, so this Enter sends it.
      await page.keyboard.type("12");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/bills/INV-2611-99?said=bill_created");
      assert.equal((await biller.call("GET", "/api/v1/bills/INV-2611-99")).json.capacity, 12);
    }),
});

Deno.test({
  name: "without script the browser's own Enter makes no half bill either, and the number stays",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const biller = await fill(server);
    await using opened = await openPage(server.base, { javaScriptEnabled: false });
    const { page } = opened;
    await page.context().addCookies([{ name: "tracetrack", value: biller.token, url: server.base }]);
    await page.goto("/bills?new=1");
    await page.fill("#bill-number", "INV-9");
    await page.press("#bill-number", "Enter");
    assert.equal((await biller.call("GET", "/api/v1/bills/INV-9")).status, 404);
    assert.equal(await page.inputValue("#bill-number"), "INV-9");
  },
});

Deno.test({
  name: "a scanner that is pointed at a bill's page presses no button of it: its code is searched for",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller) => {
      await page.focus("#sack-SB00002 button[name=parent]");
      await (await plugScannerInto(page)).scan("SB00001");
      await page.waitForURL(/SB00001/);
      assert.deepEqual(await codesOn(biller, "INV-7"), ["SB00001", "SB00002"]);
    }),
});

Deno.test({
  name: "two people edit one bill: the later one sees what changed with what he wrote, and decides",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller, server) => {
      await using other = await openPage(server.base);
      await signInOn(other.page, "admin", PASSWORDS.ADMIN_PASSWORD, PATH);
      for (const [one, destination] of [[other.page, "Akola"], [page, "Raipur"]] as const) {
        await one.click("#edit > summary");
        await one.fill("#edit-destination", destination);
      }
      await other.page.press("#edit-destination", "Enter");
      await other.page.waitForURL("**/INV-7?said=bill_changed");
      await page.press("#edit-destination", "Enter");
      const conflict = page.locator("#bill-conflict li[data-field=destination]");
      await conflict.waitFor();
      assert.match(
        (await conflict.textContent())!,
        /was Hisar when you opened it, is now Akola \(by admin, \d\d:\d\d\)\. You wrote Raipur\./,
      );
      assert.equal(await page.inputValue("#edit-destination"), "Raipur");
      // Nobody has decided yet: the form is not sent.
      await page.click("#edit-form button[type=submit]");
      assert.equal((await biller.call("GET", "/api/v1/bills/INV-7")).json.destination, "Akola");
      await page.check("[name=keep_destination][value=mine]");
      await page.click("#edit-form button[type=submit]");
      await page.waitForURL("**/INV-7?said=bill_changed");
      assert.equal((await biller.call("GET", "/api/v1/bills/INV-7")).json.destination, "Raipur");
      assert.deepEqual(other.complaints, []);
    }),
});

Deno.test({
  name: "a form that is open follows along without losing a letter: what its reader sees is what he completes",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page, biller) => {
      await page.click("#edit > summary");
      await page.fill("#edit-destination", "Raipur");
      await page.click("#complete > summary");
      await page.fill("#complete-reason", "lorry is full");
      await page.check("[name=parent][value=SB00001]");
      const off = await biller.call("DELETE", "/api/v1/bills/INV-7/parents/SB00002", undefined, {
        "idempotency-key": crypto.randomUUID(),
      });
      assert.equal(off.status, 200, off.text);
      await page.locator("#bill-count", { hasText: "1 / 3" }).waitFor();
      await page.locator("#sack-SB00002").waitFor({ state: "detached" });
      await page.locator("#complete", { hasText: "2 sacks are missing" }).waitFor();
      const kept = [await page.inputValue("#complete-reason"), await page.inputValue("#edit-destination")];
      assert.deepEqual(kept, ["lorry is full", "Raipur"]);
      assert.equal(await page.isChecked("[name=parent][value=SB00001]"), true);
      await page.press("#complete-reason", "Enter");
      await page.waitForURL("**/INV-7?said=bill_closed");
    }),
});

Deno.test({
  name: "a bill is completed short with its reason, is frozen then, and is opened again, by keys alone",
  ignore: NO_CHROMIUM,
  fn: () =>
    onDesk(async (page) => {
      await tabTo(page, "#complete > summary");
      await page.keyboard.press("Enter");
      await tabTo(page, "#complete-reason");
      await page.keyboard.type("lorry is full");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/INV-7?said=bill_closed");
      assert.match((await page.textContent("#bill-head"))!, /Completed short: lorry is full/);
      for (const gone of ["#complete", "#edit", "#bill-move", "#bill-parents button", "a[href$='/scan'].btn"]) {
        assert.equal(await page.locator(gone).count(), 0, gone);
      }
      await tabTo(page, "#reopen > summary");
      await page.keyboard.press("Enter");
      await tabTo(page, "#reopen-reason");
      await page.keyboard.type("one more sack");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/INV-7?said=bill_reopened");
      await page.locator("#complete").waitFor();
    }),
});
