/** Whether a page that a browser shows is fit to be seen: nothing sticks out, and nobody is shut out. */
import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

/** Nothing sticks out sideways: nobody has to scroll to read. */
export async function assertFits(page: Page, name: string): Promise<void> {
  const [needed, given] = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]") as [number, number];
  assert.ok(needed <= given, `${name} needs ${needed} px and has ${given}`);
}

/** No violation that axe-core knows; with `rules` only those, where nothing else can have changed. */
export async function assertAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // A content security policy lets no test in by a script element: it is evaluated instead.
  if (!await page.evaluate("'axe' in window")) await page.evaluate(`${axe.source}; undefined`);
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) };
  const found = await page.evaluate(`axe.run(${JSON.stringify(options)})`) as axe.AxeResults;
  const violations = found.violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`
  );
  assert.deepEqual(violations, []);
}

/**
 * Whether axe-core looks at a page so: each language, theme and size meets each of the others in half of the eight
 * combinations. Whether anything sticks out is asked of all.
 */
export const isLookedAtClosely = (
  size: { readonly width: number },
  language: string,
  colorScheme: "light" | "dark",
): boolean => (size.width < 800) === ((language === "hi") === (colorScheme === "dark"));

/**
 * For states of a page that one has to bring about: each language, theme and size once. Every kind of page as it opens is
 * looked at in all of them by the crawl.
 */
export const LOOKS = [
  { language: "en", colorScheme: "light", closeAt: 1280 },
  { language: "hi", colorScheme: "dark", closeAt: 390 },
] as const;
