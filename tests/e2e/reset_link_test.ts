import { equal, match } from "node:assert/strict";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { assertAccessible, assertFits } from "../support/page_looks.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const PHONE = { viewport: { width: 390, height: 800 } };
const NEW_PASSWORD = "three long words";

Deno.test({
  name: "an admin hands over a link, on another device it sets a password, and whoever knew the old one is out",
  ignore: !CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const before = await server.logIn("dispatcher");
    await using desk = await openPage(server.base);
    await signInOn(desk.page, "admin", PASSWORDS.ADMIN_PASSWORD, "/users?q=disp");
    await desk.page.click("tbody a[href='/users/dispatcher']");
    await desk.page.waitForURL("**/users/dispatcher");
    await desk.page.click("form[action$='/reset-link'] button");
    await desk.page.click("button[data-copies]");
    await desk.page.waitForSelector("#reset-link-copied:not(:empty)");
    await assertAccessible(desk.page);
    const link = await desk.page.inputValue("#reset-link");

    await using phone = await openPage(server.base, PHONE);
    const { page } = phone;
    await page.goto(link);
    await assertFits(page, "the link's page");
    await assertAccessible(page);
    await page.fill("#password", NEW_PASSWORD);
    await page.fill("#repeat", "another one");
    await page.press("#repeat", "Enter");
    await page.waitForSelector("[role=alert]");
    equal(await page.inputValue("#password"), "");
    await page.fill("#password", NEW_PASSWORD);
    await page.fill("#repeat", NEW_PASSWORD);
    await page.press("#repeat", "Enter");
    await page.waitForURL("**/login?changed");
    await page.fill("[name=username]", "dispatcher");
    await page.fill("[name=password]", NEW_PASSWORD);
    await page.press("[name=password]", "Enter");
    await page.waitForURL(`${server.base}/`);

    equal((await before.call("GET", "/api/v1/session")).status, 401, "the session before it is dead");
    equal((await page.goto(link))!.status(), 404, "a link works once");
    await desk.page.goto("/users/dispatcher");
    match(await desk.page.innerText(".act:has(form[action$='/sign-out'])"), /1 device/);
    equal([...desk.complaints, ...phone.complaints].join("\n"), "");
    equal(server.log().includes(new URL(link).pathname), false);
  },
});
