/** Somebody who imports in a browser: what he clicks, and what the page shows him without being loaded again. */
import type { Page } from "playwright-core";

/** A file as it is chosen in the form. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Chooses files, sends them, and tells the id of the import on whose page that ends. */
export async function sendOn(page: Page, { name, bytes }: ChosenFile): Promise<number> {
  await page.goto("/imports");
  await page.setInputFiles("#upload-file", { name, mimeType: "application/octet-stream", buffer: bufferOf(bytes) });
  await page.click("#upload-send");
  await page.waitForURL(/\/imports\/\d+$/);
  return Number(/\d+$/.exec(new URL(page.url()).pathname)![0]);
}

/** Playwright takes Node's buffers. */
const bufferOf = (bytes: Uint8Array): never => globalThis.Buffer.from(bytes) as never;

/** The preview is there. */
export async function isChecked(page: Page): Promise<void> {
  await page.locator("#import-apply").waitFor();
}

export async function applyOn(page: Page): Promise<void> {
  await page.click("#import-apply");
  await page.locator("#import-undo").waitFor();
}

export async function undoOn(page: Page): Promise<void> {
  await page.click("#import-undo > summary");
  await page.click("#import-undo-now");
  await page.locator("#import-undo").waitFor({ state: "detached" });
}

/** The figures of the preview by their names: `New bags` → 600. */
export async function totalsOn(page: Page): Promise<Record<string, number>> {
  const figures = page.locator("#import-totals > *");
  const texts = await figures.evaluateAll((all) =>
    all.map((one) => [".stat-name", ".stat-value"].map((part) => one.querySelector(part)?.textContent ?? ""))
  );
  return Object.fromEntries(texts.map(([name, value]) => [name!.trim(), Number(value!.replaceAll(",", ""))]));
}
