// Runs in a pair: a browser, and a server of its own.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, type Scanner, signInOn } from "../support/browser.ts";
import { assertAccessible, assertFits } from "../support/page_looks.ts";
import { codeNow } from "../support/people.ts";
import { allConfirmed, assertPacked, type Sack, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, type Session, startServer } from "../support/server.ts";

const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;
/** Right once in a million tries. */
const WRONG = "777777";

Deno.test({
  name:
    "a second step is set up, asked for at the door and over the scan page; each code opens once, and no scan is lost",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/profile/two-step");
    const { secret, used, backup } = await setUp(page);
    await page.context().clearCookies();
    await comeIn(page, [WRONG, used], () => codeNow(secret, 1));

    const scanner = await plugScannerInto(page);
    const admin = await server.logIn("admin");
    const [sack] = sacksOf(1);
    await scanner.scan(sack!.code);
    await allConfirmed(page);
    assert.equal((await admin.call("DELETE", "/api/v1/users/dispatcher/sessions")).status, 204);
    await openPanel(page, scanner, sack!);
    await scanWhileAsked(page, scanner, sack!);
    await tryTooOften(page, admin);
    await page.keyboard.type(backup, { delay: 60 });
    await page.keyboard.press("Enter");
    await page.locator("#sign-in").waitFor({ state: "hidden" });
    for (const code of sack!.bags.slice(10)) await scanner.scan(code);
    await allConfirmed(page);
    await assertPacked(admin, [sack!]);
    assert.deepEqual(complaints, []);
  },
});

/** On one's own page: the key goes into the telephone, and a code comes back. */
async function setUp(page: Page): Promise<{ secret: string; used: string; backup: string }> {
  const secret = (await page.locator(".two-step-secret").textContent())!.replaceAll(" ", "");
  const used = codeNow(secret);
  await page.fill("#code", used);
  await page.fill("#password", PASSWORD);
  await page.press("#password", "Enter");
  const codes = page.locator(".backup-codes li");
  await codes.nth(9).waitFor();
  return { secret, used, backup: (await codes.first().textContent())! };
}

/** By the login page: the password, codes that are refused, and one that is right. */
async function comeIn(page: Page, refused: readonly string[], right: () => string): Promise<void> {
  await page.goto("/login?next=%2Fscan");
  await page.fill("[name=username]", "dispatcher");
  await page.fill("[name=password]", PASSWORD);
  await page.press("[name=password]", "Enter");
  await page.locator("#code:focus").waitFor();
  await assertAccessible(page);
  const send = async (code: string) => {
    const answer = page.waitForResponse((response) => response.url().endsWith("/login/code"));
    await page.fill("#code", code);
    await page.press("#code", "Enter");
    return (await answer).status();
  };
  for (const code of refused) {
    assert.equal(await send(code), 401, code);
    await page.waitForLoadState();
    await page.locator("main [role=alert]").waitFor();
    assert.equal(await page.locator("#code").inputValue(), "", "It is typed anew");
  }
  assert.equal(await send(right()), 303);
  await page.waitForURL("/scan");
}

/** What is scanned waits; the panel asks for the password first, then for a code. */
async function openPanel(page: Page, scanner: Scanner, { bags }: Sack): Promise<void> {
  for (const code of bags.slice(0, 5)) await scanner.scan(code);
  await page.locator("#sign-in").waitFor();
  assert.equal(await page.locator("#sign-in-step").isVisible(), false, "The password comes first");
  await page.fill("#sign-in-password", PASSWORD);
  await page.press("#sign-in-password", "Enter");
  await page.locator("#sign-in-code:focus").waitFor();
  await assertAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await assertFits(page, "The panel with a code");
}

/** The focus is in the code's field: what a scanner types is a scan all the same, and what a person types a code. */
async function scanWhileAsked(page: Page, scanner: Scanner, { bags }: Sack): Promise<void> {
  await page.keyboard.type(WRONG.slice(0, 2), { delay: 120 });
  for (const code of bags.slice(5, 10)) await scanner.scan(code);
  await page.locator("#outbox-count", { hasText: /^10$/ }).waitFor();
  assert.equal(await page.locator("#sign-in-code").inputValue(), WRONG.slice(0, 2));
  await page.keyboard.type(WRONG.slice(2), { delay: 120 });
  await page.keyboard.press("Enter");
  await page.locator("#sign-in-code-wrong").waitFor();
  assert.equal(await page.locator("#sign-in-wrong").isVisible(), false, "The password was right");
}

/** One code was wrong already. Whoever guesses on is told to wait; an admin lets him try again. */
async function tryTooOften(page: Page, admin: Session): Promise<void> {
  for (let tries = 2; tries <= 6; tries++) {
    const answer = page.waitForResponse((response) => response.url().endsWith("/login"));
    await page.fill("#sign-in-code", WRONG);
    await page.press("#sign-in-code", "Enter");
    assert.equal((await answer).status(), tries <= 5 ? 401 : 429);
  }
  await page.locator("#sign-in-wait").waitFor();
  assert.equal(await page.locator("#sign-in-code").isVisible(), true, "It is still the code that is asked for");
  assert.equal((await admin.call("DELETE", "/api/v1/users/dispatcher/lock")).status, 204);
  await page.fill("#sign-in-code", "");
}
