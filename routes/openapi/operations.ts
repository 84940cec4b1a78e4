/** All that the API does. A test asks that each route under /api stands here, and nothing else. */
import { bags } from "./bags.ts";
import { bills } from "./bills.ts";
import { exports } from "./exports.ts";
import { imports } from "./imports.ts";
import type { Operation } from "./operation.ts";
import { people } from "./people.ts";
import { reports } from "./reports.ts";
import { scans } from "./scans.ts";
import { settings } from "./settings.ts";
import { system } from "./system.ts";

export const OPERATIONS: readonly Operation[] = [
  ...[...scans, ...bags, ...bills, ...imports],
  ...[...exports, ...reports, ...people, ...settings, ...system],
];
