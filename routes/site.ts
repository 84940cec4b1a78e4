/** How this server is reached, from its configuration. */
import type { Site } from "./deps.ts";

/** `isTls`: it speaks https by itself. Behind a proxy that does, the origin says so. */
export function siteOf(
  { publicOrigin, timeZone, metricsToken }: Pick<Site, "publicOrigin" | "timeZone" | "metricsToken">,
  isTls: boolean,
): Site {
  return { publicOrigin, isHttps: isTls || (publicOrigin?.startsWith("https:") ?? false), timeZone, metricsToken };
}
