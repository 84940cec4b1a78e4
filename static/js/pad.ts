/** Where the script begins that scan pages load behind all others: badges, and the word before a session ends. */
import { startBadgeGuard } from "./badge_guard.ts";
import { startBadgePad } from "./badge_pad.ts";
import type { PadParts } from "./pad_parts.ts";
import { startSessionEnd } from "./session_end.ts";

const { tracetrackPad } = globalThis as unknown as { readonly tracetrackPad?: PadParts };
if (tracetrackPad) startBadgePad(tracetrackPad);
startBadgeGuard();
startSessionEnd();
