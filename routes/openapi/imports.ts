/** Imports: sent, looked at, put in, cancelled, taken back. */
import { IMPORT_LAYOUTS } from "../../domain/import_shapes.ts";
import { MappingBody, ProblemsQuery } from "../import_schemas.ts";
import { PageQuery } from "../schemas.ts";
import type { Operation } from "./operation.ts";
import { BegunImport, Import, ImportPage, ImportProblemPage, OrderedImport } from "./shapes_imports.ts";

const ONE = { id: "1" };

const read: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/imports", id: "listImports", tag: "Imports", query: PageQuery },
    summary: "List imports, newest first",
    answers: { 200: ImportPage },
  },
  {
    ...{ method: "POST", path: "/api/v1/imports", id: "beginImport", tag: "Imports", key: "may" },
    summary: "Send a sheet",
    says:
      "It is read and checked by and by: look at the import until its `state` is `checked`. Nothing is written before " +
      "`apply`. Several files begin an import each.",
    form: {
      type: "object",
      properties: {
        file: { type: "string", contentMediaType: "application/octet-stream", description: "XLSX, XLS or CSV." },
        layout: {
          type: "string",
          enum: ["auto", ...IMPORT_LAYOUTS],
          default: "auto",
          description: "How it is laid out.",
        },
        area: { type: "string", description: "Key of the dispatch area that new bags belong to." },
        station: { type: "string", description: "Where the sheet was filled in." },
      },
      required: ["file"],
    },
    answers: { 202: BegunImport },
  },
  {
    ...{ method: "GET", path: "/api/v1/imports/:id", id: "getImport", tag: "Imports", at: ONE },
    summary: "How far an import has come",
    answers: { 200: Import },
    refusals: ["not_found"],
  },
  {
    ...{ method: "GET", path: "/api/v1/imports/:id/problems", id: "listImportProblems", tag: "Imports", at: ONE },
    query: ProblemsQuery,
    summary: "Every row that cannot go in, and why",
    says: "As a file: those rows as they came, with the reason beside them, to be corrected and sent again.",
    answers: { 200: [ImportProblemPage, "csv", "xlsx"] },
    refusals: ["not_found", "too_many_rows"],
  },
];

const orders: readonly Operation[] = [
  {
    ...{
      method: "POST",
      path: "/api/v1/imports/:id/mapping",
      id: "mapImport",
      tag: "Imports",
      body: MappingBody,
      at: ONE,
    },
    key: "may",
    summary: "Say what the columns are",
    says: "Remembered for sheets with the same headers. Columns that the layout does not read may be left null.",
    answers: { 202: OrderedImport },
    refusals: ["not_found", "import_not_ready"],
    example: {
      body: {
        ...{ layout: "bags", header_row: 1 },
        columns: {
          ...{ serial: null, text: null, code: 0, role: 1, parent: 2 },
          ...{ number: null, description: null, capacity: null },
        },
      },
    },
  },
  ...([
    ["apply", "Put the checked rows in", "Each batch goes in as a whole or not at all."],
    ["cancel", "Stop an import", "What is in already stays, and can be taken back."],
    ["undo", "Take an import back", "Not where something was built on it since: the import says what."],
  ] as const).map(([order, summary, says]): Operation => ({
    ...{ method: "POST", path: `/api/v1/imports/:id/${order}`, id: `${order}Import`, tag: "Imports", at: ONE },
    ...{ key: "may", summary, says, answers: { 202: OrderedImport }, refusals: ["not_found", "import_not_ready"] },
  })),
];

export const imports: readonly Operation[] = [...read, ...orders];
