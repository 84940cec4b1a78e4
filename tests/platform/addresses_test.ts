import { strictEqual as same } from "node:assert/strict";
import { addressReader, networkOf } from "../../platform/addresses.ts";

const PROXY = { address: "10.0.0.0", prefixBits: 8, family: "ipv4" } as const;
const PROXY_6 = { address: "fd00::", prefixBits: 8, family: "ipv6" } as const;

Deno.test("without a trusted proxy the peer is where it came from, whatever a header says", () => {
  const addressOf = addressReader([]);
  same(addressOf("203.0.113.9", "1.2.3.4"), "203.0.113.9");
  same(addressOf("::ffff:203.0.113.9", null), "203.0.113.9");
  same(addressOf(null, "1.2.3.4"), null);
});

Deno.test("behind trusted proxies it is the last hop that is none of them; what was written before is not believed", () => {
  const addressOf = addressReader([PROXY, PROXY_6]);
  same(addressOf("10.1.1.1", "1.1.1.1, 203.0.113.9"), "203.0.113.9");
  same(addressOf("10.1.1.1", "1.1.1.1, 203.0.113.9, 10.2.2.2"), "203.0.113.9");
  same(addressOf("fd00::1", "[2001:DB8::7]:443"), "2001:db8::7");
  same(addressOf("203.0.113.9", "1.1.1.1"), "203.0.113.9");
});

Deno.test("a hop that is no address ends the reading", () => {
  const addressOf = addressReader([PROXY]);
  for (const header of ["", "unknown", "1.1.1.1, <script>", "1.1.1.1, 999.1.1.1", ",,,"]) {
    same(addressOf("10.1.1.1", header), "10.1.1.1", header);
  }
});

Deno.test("what is counted by address is counted by the half of an IPv6 address that costs something", () => {
  for (
    const [address, network] of [
      ["10.0.0.1", "10.0.0.1"],
      ["unknown", "unknown"],
      ["2001:db8:0:7::1", "2001:db8:0:7::/64"],
      ["2001:DB8:0:7:ffff:1:2:3", "2001:db8:0:7::/64"],
      ["2001:db8::1", "2001:db8:0:0::/64"],
      ["::1", "0:0:0:0::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ] as const
  ) {
    same(networkOf(address), network);
  }
});
