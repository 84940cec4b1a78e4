/** हिन्दी. Its shape is that of English: a missing word does not type-check. */
import type { Words } from "./en.ts";
import * as desk from "./hi_desk.ts";
import { life } from "./hi_life.ts";
import { outcomes, refusals, short } from "./hi_outcomes.ts";
import * as pages from "./hi_pages.ts";
import * as reporting from "./hi_reports.ts";
import * as scanning from "./hi_scan.ts";
import * as tools from "./hi_tools.ts";

export const hi: Words = {
  ...{ language: "hi", locale: "hi-IN-u-nu-latn", kg: "किलो" },
  ...{ outcomes, refusals, short, life },
  ...pages,
  ...scanning,
  ...tools,
  ...desk,
  ...reporting,
};
