/** By which name a request asked. A server that knows its own refuses others: no page of it is ever made for them. */

/**
 * Whether a request may be answered. `publicOrigin` null: this server does not know its name, so any is right. Probes come
 * by address, and what they are told holds no link. What a proxy says of names (X-Forwarded-Host) is never read.
 */
export function hostCheck(publicOrigin: string | null): (request: { url: string; path: string }) => boolean {
  if (publicOrigin === null) return () => true;
  const { host, hostname } = new URL(publicOrigin);
  const common = [`http://${host}/`, `https://${host}/`];
  return ({ url, path }) => {
    if (common.some((start) => url.startsWith(start)) || PROBES.has(path)) return true;
    if (!URL.canParse(url)) return false;
    const asked = new URL(url);
    // A port that is the scheme's own may be named or not; behind a proxy the scheme here is not the one that was typed.
    return asked.host === host || (asked.hostname === hostname && host === hostname && OWN_PORTS.has(asked.port));
  };
}

const PROBES = new Set(["/api/health", "/api/health/ready", "/metrics"]);
const OWN_PORTS = new Set(["", "80", "443"]);
