// Runs in a pair: it looks at each scan page in both languages, both themes and both sizes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { assertAccessible, assertFits, LOOKS } from "../support/page_looks.ts";
import { allConfirmed } from "../support/scanning.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const SIZES = [{ width: 390, height: 844 }, { width: 1280, height: 800 }];
/** Where pictures of every view go, when somebody wants to look at them. */
const PICTURES = Deno.env.get("PICTURES");

interface View {
  readonly name: string;
  readonly path: string;
  /** Scanned on the page before it is looked at. */
  readonly codes: readonly string[];
  /** What the page shows then. */
  readonly outcome: string;
  /** What lies over it, where it is no scan. */
  readonly opens?: string;
}

const VIEWS: readonly View[] = [
  { name: "login", path: "/login", codes: [], outcome: "" },
  { name: "scan-start", path: "/scan", codes: [], outcome: "" },
  { name: "scan-stored", path: "/scan?parent=SB00042&station=S1", codes: ["0016592"], outcome: "child_linked" },
  { name: "scan-here", path: "/scan?parent=SB00042&station=S1", codes: ["0016585"], outcome: "child_already_here" },
  { name: "scan-refused", path: "/scan?parent=SB00042&station=S1", codes: ["0016586"], outcome: "child_elsewhere" },
  { name: "scan-full", path: "/scan?parent=M444-00001&station=S1", codes: ["1000115"], outcome: "parent_full" },
  { name: "scan-opened", path: "/scan?station=S1", codes: ["SB00042"], outcome: "parent_opened" },
  {
    name: "station-stored",
    path: "/station?parent=SB00042&station=S1",
    codes: ["0016592"],
    outcome: "child_already_here",
  },
  {
    name: "station-refused",
    path: "/station?parent=SB00042&station=S1",
    codes: ["0016586"],
    outcome: "child_elsewhere",
  },
  { name: "station-full", path: "/station?parent=M444-00001&station=S1", codes: ["1000115"], outcome: "parent_full" },
  {
    name: "station-pad",
    path: "/station?parent=SB00042&station=S1",
    codes: ["TTB-0000000000000000"],
    outcome: "",
    opens: "#badge-pad[open][data-has-badge]",
  },
  { name: "station-switch", path: "/station/switch?next=%2Fscan", codes: [], outcome: "" },
  { name: "pin", path: "/profile/pin", codes: [], outcome: "" },
  { name: "station-choice", path: "/station", codes: [], outcome: "" },
  { name: "bill-scan", path: "/bills/INV-7/scan", codes: ["SB00017"], outcome: "bag_already_on_bill" },
  { name: "looks", path: "/looks", codes: [], outcome: "" },
  { name: "scanner", path: "/scanner", codes: [], outcome: "" },
  { name: "codes", path: "/codes", codes: [], outcome: "" },
];

Deno.test({
  name: "scan pages: no violation, nothing cut off, in both languages, themes and sizes, and at 200 %",
  ignore: NO_CHROMIUM,
  fn: async (t) => {
    await using server = await startServer();
    await fill(server);
    for (const { language, colorScheme, closeAt } of LOOKS) {
      await using opened = await openPage(server.base, { colorScheme, reducedMotion: "reduce" });
      const { page, complaints } = opened;
      await page.context().addCookies([{ name: "language", value: language, url: server.base }]);
      await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/scan");
      for (const view of VIEWS) {
        await t.step(`${view.name}, ${language}, ${colorScheme}`, async () => {
          await show(page, view);
          for (const size of SIZES) {
            await page.setViewportSize(size);
            await assertFits(page, view.name);
            await picture(page, `${view.name}-${language}-${colorScheme}-${size.width}`);
            if (size.width === closeAt) await assertAccessible(page);
          }
          // A browser at 200 % has half the room.
          await page.setViewportSize({ width: 640, height: 400 });
          await assertFits(page, `${view.name} at 200 %`);
        });
      }
      assert.deepEqual(complaints, []);
    }
  },
});

/** A sack half full, a full one, a bag elsewhere, a bill. */
async function fill(server: TestServer): Promise<void> {
  const biller = await server.logIn("biller");
  const scan = async (parent: string, child?: string) => {
    const body = { scan_id: crypto.randomUUID(), parent, ...(child ? { child } : {}), station: "S1" };
    const { status, text } = await biller.call("POST", "/api/v1/scans", body);
    assert.ok(status < 300, text);
  };
  await scan("SB00017", "0016586");
  for (let bag = 0; bag < 6; bag++) await scan("SB00042", String(16_580 + bag).padStart(7, "0"));
  for (let bag = 0; bag < 15; bag++) await scan("M444-00001", String(1_000_100 + bag));
  await biller.call("POST", "/api/v1/bills", {
    number: "INV-7",
    capacity: 20,
    destination: "Jaipur",
    vehicle: "RJ14 GA 1",
  });
  await biller.call("POST", "/api/v1/bills/INV-7/parents", { scan_id: crypto.randomUUID(), parent: "SB00017" });
}

async function show(page: Page, { path, codes, outcome, opens }: View): Promise<void> {
  await page.setViewportSize(SIZES[1]!);
  await page.goto(path);
  const scanner = await plugScannerInto(page);
  for (const code of codes) await scanner.scan(code);
  if (codes.length === 0) return;
  if (opens) return await page.locator(opens).waitFor();
  await allConfirmed(page);
  await page.locator("#scan-outcome:not([data-outcome=''])").waitFor();
  const shown = await page.locator("#scan-outcome").getAttribute("data-outcome");
  assert.ok(shown === outcome || (outcome === "child_linked" && shown === "child_already_here"), `${path}: ${shown}`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}
