/** People in a browser who look at one bill and at the floor, while scripts work on it. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { listenTo, openPage } from "./browser.ts";
import { chanceOf } from "./chance.ts";
import { BILL_PATH, LiveBill } from "./live_bill.ts";
import { PASSWORDS, type Session, type TestServer } from "./server.ts";

export interface LiveFloor extends AsyncDisposable {
  readonly bill: LiveBill;
  readonly admin: Session;
  /** Two billers' and an admin's, each in a browser of his own as far as cookies go. */
  readonly pages: { readonly desk: Page; readonly scanning: Page; readonly dashboard: Page };
  /** Everybody's console errors; what the network says while the server is away is none. */
  readonly complaints: readonly string[];
}

/** Everybody looks, and the three scripts are about to begin. */
export async function openLiveFloor(server: TestServer): Promise<LiveFloor> {
  const admin = await server.logIn("admin");
  for (const [username, role] of [["bina", "biller"], ["bela", "biller"], ["lata", "dispatcher"]]) {
    const user = { username, role, password: PASSWORDS.ADMIN_PASSWORD, dispatch_area: null };
    assert.equal((await admin.call("POST", "/api/v1/users", user)).status, 201);
  }
  const [dispatcher, lata, bela, biller, bina] = await Promise.all(
    ["dispatcher", "lata", "bela", "biller", "bina"].map((username) => server.logIn(username)),
  );
  const bill = new LiveBill({ packers: [dispatcher!, lata!], biller: bela!, chance: chanceOf(7) });
  await bill.begin();
  const opened = await openPage(server.base);
  const browser = opened.page.context().browser()!;
  const [desk, scanning, dashboard] = await Promise.all([
    lookAt(browser, server.base, biller!, BILL_PATH),
    lookAt(browser, server.base, bina!, `${BILL_PATH}/scan`),
    lookAt(browser, server.base, admin, "/"),
  ]);
  return {
    ...{ bill, admin },
    pages: { desk: desk!.page, scanning: scanning!.page, dashboard: dashboard!.page },
    get complaints() {
      return [desk!, scanning!, dashboard!].flatMap(({ complaints }) => complaints);
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

async function lookAt(browser: Browser, base: string, { token }: Session, path: string) {
  const context = await browser.newContext({ baseURL: base });
  await context.addCookies([{ name: "tracetrack", value: token, url: base }]);
  const page = await context.newPage();
  const complaints = listenTo(page);
  await page.goto(path);
  await page.locator("#live[data-state=on]").waitFor({ state: "attached" });
  return { page, complaints };
}

/**
 * Resolves when the page shows all of `look`, and not later than `ms` after the bill's last answer. `at`: what stands for
 * each of its names.
 */
export async function showsInTime(page: Page, bill: LiveBill, ms: number, look: Look, at: Places): Promise<void> {
  const timeout = Math.max(1, bill.lastAnswerAt + ms - performance.now());
  const wanted = JSON.stringify(Object.fromEntries(Object.keys(at).map((name) => [name, look[name]])));
  await page.waitForFunction(lookOn, { at, wanted }, { timeout }).catch(async (fault) => {
    const shown = JSON.parse(String(await page.evaluate(lookOn, { at, wanted: null })));
    assert.deepEqual(shown, look, `${page.url()}, ${ms} ms after the last answer`);
    throw fault;
  });
}

export type Look = Readonly<Record<string, string | readonly string[]>>;
/** By name, where it stands: a selector for one text, or in brackets one for many, whose texts are sorted. */
export type Places = Readonly<Record<string, string | readonly [string]>>;

/** Runs in the page. @returns what it shows as JSON, or whether that is what is wanted. */
function lookOn({ at, wanted }: { at: Places; wanted: string | null }): string | boolean {
  const { document } = globalThis as unknown as { document: Shown };
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  const look = Object.entries(at).map(([name, place]) => [
    name,
    typeof place === "string" ? texts(place)[0] ?? null : texts(place[0]).sort(),
  ]);
  const shown = JSON.stringify(Object.fromEntries(look));
  return wanted === null ? shown : shown === wanted;
}

interface Shown {
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string }>;
}
