/** Dispatch areas, kinds of sacks, and the audit log. */
import { AuditQuery } from "../export_schemas.ts";
import { AreaEditBody, KindEditBody, NewAreaBody, NewKindBody } from "../settings_schemas.ts";
import type { Operation } from "./operation.ts";
import { AreaPage, AuditPage, ChangedArea, ChangedKind, KindPage } from "./shapes_settings.ts";

const AREA_FIELDS = {
  key: "What the area is called in codes and filters; it never changes.",
  label: "What people call it.",
  max_dispatchers: "How many dispatchers it may have.",
  active: "Inactive ones are offered to nobody any more; what names them keeps them.",
};

const areas: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/areas", id: "listAreas", tag: "Settings" },
    summary: "List dispatch areas",
    says: "All of them, on one page.",
    answers: { 200: AreaPage },
  },
  {
    ...{ method: "POST", path: "/api/v1/areas", id: "createArea", tag: "Settings", body: NewAreaBody, key: "may" },
    ...{ fields: AREA_FIELDS },
    summary: "Add a dispatch area",
    answers: { 201: ChangedArea },
    refusals: ["area_exists"],
    example: { body: { key: "kanpur", label: "Kanpur", max_dispatchers: 12 } },
  },
  {
    ...{ method: "PATCH", path: "/api/v1/areas/:key", id: "changeArea", tag: "Settings", body: AreaEditBody },
    ...{ key: "may", at: { key: "kanpur" }, fields: AREA_FIELDS },
    summary: "Change a dispatch area",
    says: "What is left out stays as it is.",
    answers: { 200: ChangedArea },
    refusals: ["not_found", "version_conflict", "area_exists", "area_over_full"],
    example: { body: { version: 1, label: "Kanpur Nagar" } },
  },
];

const KIND_FIELDS = {
  kind: "What the kind is called; made of the prefix where it is left out.",
  prefix: "What its codes begin with.",
  digits: "How many digits follow.",
  product: "What is in its bags.",
  capacity: "How many bags a sack of this kind holds at most.",
  child_weight_kg: "What one bag weighs, in kilograms with up to three decimals.",
  expected_weight_kg: "What a full sack weighs.",
};

const kinds: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/kinds", id: "listKinds", tag: "Settings" },
    summary: "List kinds of sacks",
    says: "All of them, on one page. Sacks that were made before a change keep what they had: `older_parents`.",
    answers: { 200: KindPage },
  },
  {
    ...{ method: "POST", path: "/api/v1/kinds", id: "createKind", tag: "Settings", body: NewKindBody, key: "may" },
    ...{ fields: KIND_FIELDS },
    summary: "Add a kind of sack",
    answers: { 201: ChangedKind },
    refusals: ["kind_exists", "kind_clash", "kind_codes_taken"],
    example: {
      body: {
        ...{ prefix: "RC", digits: 6, product: "Rice", capacity: 25, child_weight_kg: 2, expected_weight_kg: 50 },
      },
    },
  },
  {
    ...{ method: "PATCH", path: "/api/v1/kinds/:kind", id: "changeKind", tag: "Settings", body: KindEditBody },
    ...{ key: "may", at: { kind: "RC" }, fields: KIND_FIELDS },
    summary: "Change a kind of sack",
    says: "What is left out stays as it is.",
    answers: { 200: ChangedKind },
    refusals: [
      ...["not_found", "version_conflict", "kind_exists", "kind_in_use", "kind_clash", "kind_codes_taken"] as const,
      "capacity_below_fullest",
    ],
    example: { body: { version: 1, product: "Basmati rice" } },
  },
];

const audit: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/audit", id: "listAudit", tag: "Audit", query: AuditQuery },
    summary: "What was done, newest first",
    says: "People's doings and commands' events in one list.",
    answers: { 200: AuditPage },
    refusals: ["rate_limited"],
    example: { query: { entity: "bag/SB00042", limit: "20" } },
  },
];

export const settings: readonly Operation[] = [...areas, ...kinds, ...audit];
