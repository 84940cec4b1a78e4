/** The doors by which one command can come in: the API alone or in a batch, and a page's form with or without script. */
import type { BillFields, Command } from "../../../domain/command.ts";
import { type Chance, oneOf } from "../chance.ts";
import { read } from "../oracle_state.ts";
import type { Json } from "../server.ts";
import type { Hand } from "./crew.ts";

/** What the sender was told. `outcome`: null where the door does not name it. */
export interface Told {
  readonly status: number;
  readonly outcome: string | null;
  /** An API's answer; null from a form. */
  readonly json: Json;
}

interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
}

interface FormCall {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends the command by a door that chance chooses among those that take it. */
export async function knock(base: string, hand: Hand, command: Command, chance: Chance): Promise<Told> {
  const form = formFor(command);
  const door = form === null ? "api" : oneOf(chance, ["api", "api", "form", "htmx"] as const);
  return door === "api" ? await callApi(hand, command) : await sendForm(base, hand, command, form!, door === "htmx");
}

/** Scans alone go in a batch: one answer each, in order. */
export async function knockWithBatch(hand: Hand, scans: readonly Command[]): Promise<Told[]> {
  const body = { scans: scans.map((scan) => apiFor(scan).body) };
  const { json } = await hand.session.call("POST", "/api/v1/scans/batch", body);
  return (json.results as Json[]).map((result) => ({ status: result.status, outcome: codeOf(result), json: result }));
}

async function callApi({ session }: Hand, command: Command): Promise<Told> {
  const { method, path, body } = apiFor(command);
  const { status, json } = await session.call(method, path, body, { "idempotency-key": command.key });
  return { status, outcome: codeOf(json), json };
}

const codeOf = (json: Json): string | null => json?.outcome ?? json?.error?.code ?? null;

function apiFor(command: Command): ApiCall {
  const post = (path: string, body: Json): ApiCall => ({ method: "POST", path: `/api/v1/${path}`, body });
  const { key: scan_id, station } = command;
  switch (command.kind) {
    case "open_parent":
      return post("scans", { scan_id, parent: command.parent, station });
    case "link_child":
      return post("scans", { scan_id, parent: command.parent, child: command.child, station });
    case "undo":
      return post("undos", { scan_id, undoes: command.undoes });
    case "move_child":
      return post("moves", { scan_id, child: command.child, to_parent: command.toParent });
    case "take_child_out":
      return { method: "DELETE", path: `/api/v1/bags/${named(command.parent)}/children/${named(command.child)}` };
    case "void_bag":
      return post(`bags/${named(command.code)}/void`, { reason: command.reason });
    case "link_bill":
      return post(`bills/${named(command.bill)}/parents`, {
        ...{ scan_id, station, parent: command.parent, move_from: command.moveFrom },
      });
    case "unlink_bill":
      return { method: "DELETE", path: `/api/v1/bills/${named(command.bill)}/parents/${named(command.parent)}` };
    case "create_bill":
    case "edit_bill":
      return billWords(command);
    case "withdraw_bag":
    case "withdraw_bill":
      throw new Error("Only an import withdraws");
    default:
      return billChange(command);
  }
}

function billWords(command: Extract<Command, { kind: "create_bill" | "edit_bill" }>): ApiCall {
  const { capacity, description, destination, vehicle } = command;
  const fields = { capacity, description, destination, vehicle };
  return command.kind === "create_bill"
    ? { method: "POST", path: "/api/v1/bills", body: { number: command.number, ...fields } }
    : { method: "PATCH", path: `/api/v1/bills/${named(command.bill)}`, body: { version: command.version, ...fields } };
}

function billChange(
  { kind, bill, version, reason, ...more }: Extract<Command, { kind: "complete_bill" | "reopen_bill" | "void_bill" }>,
): ApiCall {
  const path = `/api/v1/bills/${named(bill)}/${kind === "void_bill" ? "void" : "completion"}`;
  const body = { version, reason, ...("acceptShort" in more ? { accept_short: more.acceptShort } : {}) };
  return { method: kind === "reopen_bill" ? "DELETE" : "POST", path, body };
}

/** Null: no page's form sends this command. */
function formFor(command: Command): FormCall | null {
  switch (command.kind) {
    case "open_parent":
      return { path: "/scan", fields: { parent: "", code: command.parent } };
    case "link_child":
      return isForOpenSack(command.parent, command.child)
        ? { path: "/scan", fields: { parent: command.parent, code: command.child } }
        : null;
    case "move_child":
      // Scanned once more it comes over, where a biller scans.
      return isForOpenSack(command.toParent, command.child) && read(command.child).is === "bag" &&
          command.by.role !== "dispatcher"
        ? { path: "/scan", fields: { parent: command.toParent, code: command.child, again: command.child } }
        : null;
    case "undo":
      return { path: "/undos", fields: { undoes: command.undoes, next: "/scan" } };
    case "take_child_out":
    case "void_bag":
    case "withdraw_bag":
    case "withdraw_bill":
      return null;
    case "link_bill":
      return command.moveFrom === null && command.parent !== ""
        ? { path: `${billPath(command.bill)}/scan`, fields: { code: command.parent } }
        : null;
    case "unlink_bill":
      return command.parent === ""
        ? null
        : { path: `${billPath(command.bill)}/removals`, fields: { parent: command.parent } };
    default:
      return billForm(command);
  }
}

/** On the scan page a sack's code opens that sack, and so does anything while none is open. */
const isForOpenSack = (sack: string, code: string): boolean => sack.trim() !== "" && read(code).is !== "sack";

type BillCommand = Extract<Command, { kind: "create_bill" } | { version: number }>;

function billForm(command: BillCommand): FormCall | null {
  // A form says so itself, and sends no command.
  if ("capacity" in command && (command.capacity! < 1 || command.capacity! > 500)) return null;
  switch (command.kind) {
    case "create_bill":
      return { path: "/bills", fields: { number: command.number, ...fieldsOf(command) } };
    case "edit_bill":
      return command.description === undefined
        ? null
        : { path: billPath(command.bill), fields: { version: String(command.version), ...fieldsOf(command) } };
    default: {
      const { kind, bill, version, reason } = command;
      const action = { complete_bill: "completion", reopen_bill: "reopening", void_bill: "void" }[kind];
      const accepts = kind === "complete_bill" && command.acceptShort ? { accept_short: "true" } : {};
      return {
        path: `${billPath(bill)}/${action}`,
        fields: { version: String(version), reason: reason ?? "", ...accepts },
      };
    }
  }
}

const fieldsOf = ({ capacity, description, destination, vehicle }: Partial<BillFields>) =>
  Object.fromEntries(
    Object.entries({ capacity, description, destination, vehicle }).map(([name, value]) => [name, String(value ?? "")]),
  );

async function sendForm(
  base: string,
  { session }: Hand,
  { key, station }: Command,
  { path, fields }: FormCall,
  isHtmx: boolean,
): Promise<Told> {
  const headers = {
    cookie: session.cookie,
    "sec-fetch-site": "same-origin",
    ...(isHtmx ? { "hx-request": "true" } : {}),
  };
  const body = new URLSearchParams({ scan_id: key, station: station ?? "", ...fields });
  const response = await fetch(base + path, { method: "POST", redirect: "manual", headers, body });
  const html = await response.text();
  const location = response.headers.get("location");
  const said = location === null ? null : new URL(location, base).searchParams.get("said");
  return {
    status: response.status,
    outcome: said ?? (isScanForm(path) ? /id="scan-outcome"[^>]*data-outcome="(\w+)"/.exec(html)?.[1] ?? null : null),
    json: null,
  };
}

/** Its answer is the outcome's box; a bill's own page shows the bill, or that there is none. */
const isScanForm = (path: string): boolean => /^\/undos$|\/scan$/.test(path);

const named = encodeURIComponent;
export const billPath = (number: string): string => `/bills/${named(number)}`;
export const bagPath = (code: string): string => `/bags/${named(code)}`;
