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

/**
 * What somebody has to himself: an address, or of IPv6 the first half of one, since each of its many others costs him nothing.
 * What is counted by address is counted by this.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const canonical = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const groups = (text: string) => text === "" ? [] : text.split(":");
  const before = groups(head), after = groups(tail ?? "");
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** One form an address: without zone or port, and IPv4 as such where IPv6 wraps it. Null for what is no address. */
function plain(text: string): string | null {
  const bare = text.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/%.*$/, "").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, "$1");
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}
