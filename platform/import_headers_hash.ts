/** What stands for a sheet's headers where it is remembered how a sheet with these was read. */
import { createHash } from "node:crypto";
import { headersFingerprint } from "../domain/import_headers.ts";

/** Equal for headers that differ in case and blanks alone. Hexadecimal. */
export const headersHash = (headers: readonly string[]): string =>
  createHash("sha256").update(headersFingerprint(headers)).digest("hex");
