import { equal } from "node:assert/strict";
import { newerParts } from "../../../static/js/live_order.ts";

const part = (id: string, at: number | null) =>
  `<hx-partial hx-target="#${id}" hx-swap="outerSync"><div id="${id}"${
    at === null ? "" : ` data-at="${at}"`
  }>5</div></hx-partial>`;

/** A page whose counter is of this moment; nothing else on it says when it is of. */
function showing<Result>(id: string, at: number, then: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(globalThis, "document");
  const querySelector = (selector: string) =>
    selector.includes(`#${id}[data-at]`) ? { dataset: { at: String(at) } } : null;
  Object.defineProperty(globalThis, "document", { configurable: true, value: { querySelector } });
  try {
    return then();
  } finally {
    if (before) Object.defineProperty(globalThis, "document", before);
    else Reflect.deleteProperty(globalThis, "document");
  }
}

Deno.test("newerParts() leaves out what is older than the page shows, and nothing else", () => {
  showing("counter", 100, () => {
    equal(newerParts(part("counter", 99)), "");
    equal(newerParts(part("counter", 100)), part("counter", 100));
    equal(newerParts(part("counter", 101)), part("counter", 101));
    equal(newerParts(part("counter", null)), part("counter", null));
    equal(newerParts(part("other", 1)), part("other", 1));
    equal(
      newerParts(part("counter", 99) + part("other", 1) + part("counter", 101)),
      part("other", 1) + part("counter", 101),
    );
  });
});
