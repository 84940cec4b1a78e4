import { DatabaseAway } from "../domain/ledger.ts";
import { PasswordsBusy } from "./passwords.ts";
import { isConnectionFault } from "./postgres.ts";

/** Whether a fault means "not now": the database is away, restarting, full or too slow. Anything else is ours to mend. */
export function isBusy(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (fault instanceof PasswordsBusy) return true;
  const code = "code" in fault ? String(fault.code) : "";
  if (/^[0-9A-Z]{5}$/.test(code)) return BUSY_STATES.test(code);
  return SYSTEM_CODES.has(code) || DRIVER_WORDS.test(fault.message) && isConnectionFault(fault);
}

/** Whether it means "no database now", rather than that somebody else is in the way, or that it takes too long. */
export const isAway = (fault: unknown): boolean =>
  fault instanceof DatabaseAway ||
  isBusy(fault) && !/^(55P03|57014|40)/.test(String((fault as { code?: unknown }).code));

/** Connection lost, resources short, cancelled or shut down, lock not available, deadlock or serialization. */
const BUSY_STATES = /^(08|53|57|55P03|40)/;
const SYSTEM_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
  "ENOENT",
]);
/** How the driver words a lost, missing or silent connection: it gives no code then. */
const DRIVER_WORDS =
  /connection terminated|query read timeout|timeout exceeded|timeout expired|client has encountered/i;
