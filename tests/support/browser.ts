/** A page in a real Chromium that notices what a person would not: lost focus, refused scripts, errors in the console. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

export interface TestPage extends AsyncDisposable {
  readonly page: Page;
  /** Console errors, uncaught faults and violations of the content security policy, as they came. */
  readonly complaints: string[];
}

/** The tests' runner names one; where there is none, browser tests are left out. */
export const CHROMIUM: string | undefined = Deno.env.get("CHROMIUM");

export interface PageOptions extends BrowserContextOptions {
  /** A folder that outlives the browser: its profile. */
  readonly profile?: string;
}

export async function openPage(base: string, { profile, ...options }: PageOptions = {}): Promise<TestPage> {
  const launch = { executablePath: CHROMIUM!, args: ["--no-sandbox"] };
  const asked = { baseURL: base, ...options };
  const context = profile === undefined
    ? await (await chromium.launch(launch)).newContext(asked)
    : await chromium.launchPersistentContext(profile, { ...launch, ...asked });
  const page = context.pages()[0] ?? await context.newPage();
  const complaints = listenTo(page);
  const browser: Browser | null = context.browser();
  const close = () => browser ? browser.close() : context.close();
  return { page, complaints, [Symbol.asyncDispose]: close };
}

/** What a page complains of from here on. That a request failed is the network's word, not the page's. */
export function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/^Failed to load resource: /.test(text)) complaints.push(text);
  });
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  void page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const { blockedURI, violatedDirective } = event as Event & { blockedURI: string; violatedDirective: string };
      console.error(`Refused by policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  return complaints;
}

/** SIGKILL to every process of that profile's browser. */
export async function killBrowser(profile: string): Promise<void> {
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (!command.includes(profile)) continue;
    try {
      Deno.kill(Number(name), "SIGKILL");
    } catch {
      // It went with its parent.
    }
  }
}

/** Fills in the login form and goes on to `next`. */
export async function signInOn(page: Page, username: string, password: string, next: string): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", password);
  await page.press("[name=password]", "Enter");
  await page.waitForURL((url) => url.pathname + url.search === next);
}

export interface Scanner {
  /** Types one code and Enter, as fast as the browser takes it. */
  scan(code: string): Promise<void>;
}

/**
 * A keyboard-wedge scanner: keys go in without waiting for what the page makes of them. Only Enter is seen to come up
 * again, which halves the messages; nothing on a page listens for the others.
 */
export async function plugScannerInto(page: Page): Promise<Scanner> {
  const keyboard = await page.context().newCDPSession(page);
  const ENTER = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 };
  return {
    scan: async (code) => {
      await Promise.all([
        ...[...code].map((key) => keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key })),
        keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", text: "\r", ...ENTER }),
        keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...ENTER }),
      ]);
    },
  };
}
