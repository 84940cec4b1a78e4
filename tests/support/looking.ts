/** What is looked at on every page: that all of it is seen, and that everybody can use it. */
import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

/** Nothing sticks out sideways: nobody has to scroll to read. */
export async function assertFits(page: Page, name: string): Promise<void> {
  const [needed, given] = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]") as [number, number];
  assert.ok(needed <= given, `${name} needs ${needed} px and has ${given}`);
}

/** By axe-core: names, contrast, order, targets. */
export async function assertAccessible(page: Page): Promise<void> {
  // A content security policy lets no test in by a script element: it is evaluated instead.
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate("axe.run({ resultTypes: ['violations'] })") as axe.AxeResults;
  const violations = found.violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`
  );
  assert.deepEqual(violations, []);
}
