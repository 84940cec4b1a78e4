/** Where a request came from, when proxies stand between. */
import { BlockList, isIP } from "node:net";
import type { AddressRange } from "./config.ts";

/**
 * Reads X-Forwarded-For from its end, past the proxies that are trusted, to the first address that is not one. What a client
 * wrote into that header himself stands further left and is never reached.
 */
export function addressReader(trusted: readonly AddressRange[]) {
  const proxies = new BlockList();
  for (const { address, prefixBits, family } of trusted) proxies.addSubnet(address, prefixBits, family);
  const isTrusted = (address: string) => proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return function addressOf(peer: string | null, forwardedFor: string | null): string | null {
    let nearest = peer === null ? null : plain(peer);
    if (trusted.length === 0 || forwardedFor === null) return nearest;
    for (const hop of forwardedFor.split(",").reverse()) {
      if (nearest === null || !isTrusted(nearest)) return nearest;
      const address = plain(hop.trim());
      if (address === null) return nearest;
      nearest = address;
    }
    return nearest;
  };
}

/** One form an address: without zone or port, and IPv4 as such where IPv6 wraps it. Null for what is no address. */
function plain(text: string): string | null {
  const bare = text.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/%.*$/, "").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, "$1");
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}
