// Runs in a pair: it looks at the bill desk in both languages, both themes and both sizes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { assertAccessible, assertFits, LOOKS } from "../support/page_looks.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1280, height: 800 }];

interface View {
  readonly name: string;
  readonly path: string;
  /** Done on the page before it is looked at. */
  readonly before?: (page: Page) => Promise<unknown>;
}

const VIEWS: readonly View[] = [
  { name: "bills", path: "/bills?new=1" },
  { name: "no bill fits", path: "/bills?status=voided&from=2026-01-01&created_by=biller" },
  {
    name: "half a form",
    path: "/bills?new=1",
    before: async (page) => {
      await page.evaluate(`document.querySelector("#new form").noValidate = true`);
      await page.click("#new button[type=submit]");
      await page.waitForSelector("#new-capacity[aria-invalid]");
    },
  },
  {
    name: "bill, all open",
    path: "/bills/INV-7",
    before: async (page) => {
      for (const fold of ["complete", "edit", "void", "bill-sum"]) await page.click(`#${fold} > summary`);
      await page.click("#bill-sum details summary");
      await page.check("[name=parent][value=SB00001]");
    },
  },
  {
    name: "taken off",
    path: "/bills/INV-7",
    before: async (page) => {
      await page.click("#sack-SB00002 button[name=parent]");
      await page.click("#bill-undo");
      await page.waitForSelector("#sack-SB00002");
    },
  },
  { name: "completed", path: "/bills/INV-9" },
  { name: "move", path: "/bills/INV-7/moves?all=true" },
  {
    name: "conflict",
    path: "/bills/INV-7",
    before: async (page) => {
      await page.evaluate(`for (const name of ["version", "seen_destination", "destination"])
        document.querySelector("#edit-form").elements[name].value = name === "version" ? "1" : name;`);
      await page.click("#edit > summary");
      await page.click("#edit-form button[type=submit]");
      await page.waitForSelector("#bill-conflict");
    },
  },
  { name: "print", path: "/bills/INV-7/print" },
];

Deno.test({
  name: "bill desk: no violation, nothing cut off, in both languages, themes and sizes, and at 200 %",
  ignore: CHROMIUM === undefined,
  fn: async (t) => {
    await using server = await startServer();
    await fill(server);
    for (const { language, colorScheme, closeAt } of LOOKS) {
      await using opened = await openPage(server.base, { colorScheme, reducedMotion: "reduce" });
      const { page, complaints } = opened;
      await page.context().addCookies([{ name: "language", value: language, url: server.base }]);
      await signInOn(page, "admin", PASSWORDS.ADMIN_PASSWORD, "/bills");
      for (const view of VIEWS) {
        await t.step(`${view.name}, ${language}, ${colorScheme}`, () => look(page, view, closeAt));
      }
      assert.deepEqual(complaints, []);
    }
  },
});

async function look(page: Page, { name, path, before }: View, closeAt: number): Promise<void> {
  await page.setViewportSize(SIZES[1]!);
  await page.goto(path);
  await before?.(page);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await assertFits(page, name);
    if (size.width === closeAt) await assertAccessible(page);
  }
  // A browser at 200 % has half the room.
  await page.setViewportSize({ width: 640, height: 400 });
  await assertFits(page, `${name} at 200 %`);
}

/** A bill in work with a short sack, one with room, one that is completed. */
async function fill(server: TestServer): Promise<void> {
  const biller = await server.logIn("biller");
  const done = async (method: string, path: string, body: unknown) => {
    const { status, text } = await biller.call(method, path, body);
    assert.ok(status < 300, text);
  };
  for (const [number, capacity, sacks] of [["INV-7", 3, 2], ["INV-8", 20, 0], ["INV-9", 1, 1]] as const) {
    await done("POST", "/api/v1/bills", { number, capacity, destination: "Hisar", vehicle: "HR 39 C 4417" });
    for (let sack = 1; sack <= sacks; sack++) {
      const parent = number === "INV-7" ? `SB0000${sack}` : "M444-00001";
      const scans = Array.from({ length: 15 }, (_, bag) => ({
        ...{ scan_id: crypto.randomUUID(), parent, child: `${number === "INV-7" ? sack : 9}0000${10 + bag}` },
      }));
      await done("POST", "/api/v1/scans/batch", { scans });
      await done("POST", `/api/v1/bills/${number}/parents`, { scan_id: crypto.randomUUID(), parent });
    }
  }
  await done("POST", "/api/v1/bills/INV-9/completion", { version: 2 });
}
