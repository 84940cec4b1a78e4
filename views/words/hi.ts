/** हिन्दी. Its shape is that of English: a missing word does not type-check. */
import type { Words } from "./en.ts";
import * as auditing from "./hi_audit.ts";
import * as dashboards from "./hi_dashboard.ts";
import * as billDesk from "./hi_bill_desk.ts";
import * as comfort from "./hi_comfort.ts";
import * as desk from "./hi_desk.ts";
import * as exporting from "./hi_exports.ts";
import * as find from "./hi_find.ts";
import * as importing from "./hi_imports.ts";
import * as importReasons from "./hi_import_reasons.ts";
import { life } from "./hi_life.ts";
import { outcomes, refusals, short } from "./hi_outcomes.ts";
import * as pages from "./hi_pages.ts";
import * as people from "./hi_people.ts";
import * as profiles from "./hi_profile.ts";
import * as reporting from "./hi_reports.ts";
import * as roles from "./hi_roles.ts";
import * as scanning from "./hi_scan.ts";
import * as atStations from "./hi_stations.ts";
import { areasPage, kindsPage } from "./hi_settings.ts";
import * as systems from "./hi_system.ts";
import { tokens } from "./hi_tokens.ts";
import * as tools from "./hi_tools.ts";

export const hi: Words = {
  ...{ language: "hi", locale: "hi-IN-u-nu-latn", kg: "किलो" },
  ...{ outcomes, refusals, short, life, tokens },
  ...pages,
  ...auditing,
  ...scanning,
  ...atStations,
  ...tools,
  ...desk,
  ...roles,
  ...people,
  ...profiles,
  ...reporting,
  ...exporting,
  ...dashboards,
  ...find,
  ...billDesk,
  ...comfort,
  ...importing,
  ...importReasons,
  ...{ areasPage, kindsPage },
  ...systems,
};
