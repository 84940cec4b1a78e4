/**
 * Everything that the pages say in English. `Words` is the shape that every other language has to fill: a missing
 * word does not type-check.
 */
import * as auditing from "./en_audit.ts";
import * as dashboards from "./en_dashboard.ts";
import * as billDesk from "./en_bill_desk.ts";
import * as comfort from "./en_comfort.ts";
import * as desk from "./en_desk.ts";
import * as exporting from "./en_exports.ts";
import * as find from "./en_find.ts";
import * as importing from "./en_imports.ts";
import * as importReasons from "./en_import_reasons.ts";
import { life } from "./en_life.ts";
import { outcomes, refusals, short } from "./en_outcomes.ts";
import * as pages from "./en_pages.ts";
import * as people from "./en_people.ts";
import * as profiles from "./en_profile.ts";
import * as reporting from "./en_reports.ts";
import * as roles from "./en_roles.ts";
import * as scanning from "./en_scan.ts";
import * as atStations from "./en_stations.ts";
import { areasPage, kindsPage } from "./en_settings.ts";
import * as systems from "./en_system.ts";
import { tokens } from "./en_tokens.ts";
import * as tools from "./en_tools.ts";

export const en = {
  language: "en",
  locale: "en-IN",
  kg: "kg",
  outcomes,
  refusals,
  short,
  life,
  tokens,
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

export type Words = typeof en;
