/** What the page's script hands to the one behind it, `pad.ts`: each has a scope of its own. */
import { handOver } from "./half_scan.ts";
import { forgetPages } from "./offline.ts";
import { type Floor, readTyped, take } from "./scan_floor.ts";
import { showSignIn } from "./sign_in.ts";

export interface PadParts {
  readonly floor: Floor;
  readonly readTyped: typeof readTyped;
  readonly take: typeof take;
  readonly handOver: typeof handOver;
  readonly forgetPages: typeof forgetPages;
  readonly showSignIn: typeof showSignIn;
}

export function handToPad(floor: Floor): void {
  const parts: PadParts = { floor, readTyped, take, handOver, forgetPages, showSignIn };
  Object.assign(globalThis, { tracetrackPad: parts });
}
