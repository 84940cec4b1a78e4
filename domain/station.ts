/** Packing places. Their names are free text; the store registers the ones it does not know. */
import type { Command } from "./command.ts";
import { LIMITS } from "./limits.ts";
import { storable } from "./text.ts";

/** The station's name as it is registered, or null. */
export const stationOf = ({ station }: Command): string | null =>
  storable((station ?? "").trim().slice(0, LIMITS.stationCharsMax)).trim() || null;
