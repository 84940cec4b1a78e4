// Runs in a pair: a browser, and a server of its own.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { assertAccessible, assertFits } from "../support/page_looks.ts";
import { codeNow } from "../support/people.ts";
import { allConfirmed, assertPacked, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;

Deno.test({
  name:
    "a second step is set up, asked for at the door and over the scan page; each code opens once, and no scan is lost",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/profile/two-step");
    const secret = (await page.locator(".two-step-secret").textContent())!.replaceAll(" ", "");
    const first = codeNow(secret);
    await page.fill("#code", first);
    await page.fill("#password", PASSWORD);
    await page.press("#password", "Enter");
    await page.locator(".backup-codes li").nth(9).waitFor();
    const backup = (await page.locator(".backup-codes li").first().textContent())!;

    await page.context().clearCookies();
    await typePassword(page);
    await assertAccessible(page);
    for (const wrong of ["000000", first]) {
      const answer = page.waitForResponse((response) => response.url().endsWith("/login/code"));
      await typeCode(page, wrong);
      assert.equal((await answer).status(), 401);
      await page.waitForLoadState();
      await page.locator("main [role=alert]").waitFor();
      assert.equal(await page.locator("#code").inputValue(), "", "It is typed anew");
    }
    await typeCode(page, codeNow(secret, 1));
    await page.waitForURL("/scan");

    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1);
    await scanner.scan(sack!.code);
    await allConfirmed(page);
    const admin = await server.logIn("admin");
    assert.equal((await admin.call("DELETE", "/api/v1/users/dispatcher/sessions")).status, 204);
    for (const code of sack!.bags.slice(0, 5)) await scanner.scan(code);
    const panel = page.locator("#sign-in");
    await panel.waitFor();
    assert.equal(
      await page.locator("#sign-in-step").isVisible(),
      false,
      "Nobody is asked for a code before the password",
    );
    await page.fill("#sign-in-password", PASSWORD);
    await page.press("#sign-in-password", "Enter");
    await page.locator("#sign-in-code:focus").waitFor();
    await assertAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await assertFits(page, "The panel with a code");
    // The focus is in the code's field: what a scanner types is a scan all the same.
    await page.keyboard.type("12", { delay: 120 });
    for (const code of sack!.bags.slice(5, 10)) await scanner.scan(code);
    await page.locator("#outbox-count", { hasText: /^10$/ }).waitFor();
    assert.equal(await page.locator("#sign-in-code").inputValue(), "12");
    await page.keyboard.type("3456", { delay: 120 });
    await page.keyboard.press("Enter");
    await page.locator("#sign-in-code-wrong").waitFor();
    assert.equal(await page.locator("#sign-in-wrong").isVisible(), false, "The password was right");
    for (let tries = 2; tries <= 6; tries++) {
      const answer = page.waitForResponse((response) => response.url().endsWith("/login"));
      await page.fill("#sign-in-code", "123456");
      await page.press("#sign-in-code", "Enter");
      assert.equal((await answer).status(), tries <= 5 ? 401 : 429);
    }
    await page.locator("#sign-in-wait").waitFor();
    assert.equal(await page.locator("#sign-in-code").isVisible(), true, "It is still the code that is asked for");
    assert.equal((await admin.call("DELETE", "/api/v1/users/dispatcher/lock")).status, 204);
    await page.fill("#sign-in-code", "");
    await page.keyboard.type(backup, { delay: 60 });
    await page.keyboard.press("Enter");
    await panel.waitFor({ state: "hidden" });
    for (const code of sack!.bags.slice(10)) await scanner.scan(code);
    await allConfirmed(page);
    await assertPacked(admin, [sack!]);
    assert.deepEqual(complaints, []);
  },
});

/** On the way in, up to where the code is asked for. */
async function typePassword(page: Page): Promise<void> {
  await page.goto("/login?next=%2Fscan");
  await page.fill("[name=username]", "dispatcher");
  await page.fill("[name=password]", PASSWORD);
  await page.press("[name=password]", "Enter");
  await page.locator("#code:focus").waitFor();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.fill("#code", code);
  await page.press("#code", "Enter");
}
