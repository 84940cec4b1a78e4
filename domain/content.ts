/** What makes two commands with one key the same command: user, kind, normalised codes and ids. */
import { withoutBadge } from "./badge_text.ts";
import { billKey } from "./bill.ts";
import { type Kinds, normalise, readCode } from "./code.ts";
import type { Command } from "./command.ts";

/** A number below 2^53 that stands for the command's content. Two contents with one number: one in 9 · 10^15. */
export const contentHash = (command: Command, kinds: Kinds): number => hash53(contentOf(command, kinds));

function contentOf(command: Command, kinds: Kinds): string {
  return [command.by.id, command.kind, ...partsOf(command, kinds)].join("\u0001");
}

function partsOf(command: Command, kinds: Kinds): (string | number | boolean | null | undefined)[] {
  const code = (raw: string) => identityOf(raw, kinds);
  switch (command.kind) {
    case "open_parent":
      return [code(command.parent)];
    case "link_child":
    case "take_child_out":
      return [code(command.parent), code(command.child)];
    case "undo":
      return [command.undoes];
    case "move_child":
      return [code(command.child), code(command.toParent)];
    case "void_bag":
      return [code(command.code), command.reason];
    case "withdraw_bag":
      return [code(command.code)];
    case "link_bill":
      return [
        billKey(command.bill),
        code(command.parent),
        command.moveFrom === null ? null : billKey(command.moveFrom),
      ];
    case "unlink_bill":
      return [billKey(command.bill), code(command.parent)];
    case "create_bill":
      return [billKey(command.number), command.description, command.capacity, command.destination, command.vehicle];
    case "edit_bill":
      return [
        billKey(command.bill),
        command.version,
        // An edit that leaves a field alone is another edit than one that empties it.
        ...[command.description, command.capacity, command.destination, command.vehicle].map((v) => JSON.stringify(v)),
      ];
    case "complete_bill":
      return [billKey(command.bill), command.version, command.acceptShort, command.reason];
    case "reopen_bill":
    case "void_bill":
      return [billKey(command.bill), command.version, command.reason];
    case "withdraw_bill":
      return [billKey(command.bill)];
  }
}

/** Two spellings of one code are one content: a label's text and its bare number too. */
function identityOf(raw: string, kinds: Kinds): string {
  const reading = readCode(raw, kinds);
  return "code" in reading ? reading.code : normalise(withoutBadge(raw));
}

/** FNV-1a in two lanes: 32 bits of one, 21 of the other. Not for secrets. */
function hash53(text: string): number {
  let high = 0x811c9dc5, low = 0x9747b28c;
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995);
    low ^= low >>> 15;
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
