import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import { createBill, link, move, putOn, undo } from "./heart.ts";
import { contradictions, type Kept, type Told } from "./one_order.ts";

/** One after the other: a sack is filled to its four places, goes on a bill, and one bag goes on into another sack. */
function aHistory(): { told: Told[]; kept: Kept[] } {
  const links = ["0000001", "0000002", "0000003", "0000004"].map((bag) => link("SB00001", bag));
  const steps: [Command, string, number | null, number | null][] = [
    [createBill("INV-1", 2), "bill_created", null, 0],
    ...links.map((one, place): [Command, string, number, null] => [one, "child_linked", place + 1, null]),
    [link("SB00001", "0000005"), "parent_full", 4, null],
    [link("SB00002", "0000005"), "child_linked", 1, null],
    [putOn("INV-1", "SB00001"), "bill_linked", 4, 1],
    [move("0000001", "SB00002"), "child_moved", 2, 1],
    [undo(links[1]!.key), "child_unlinked", 2, 1],
  ];
  const told = steps.map(([command, outcome, childCount, linkedCount], place) => ({
    ...{ command, outcome, childCount, linkedCount: command.kind === "move_child" ? null : linkedCount },
    ...{ sentAt: place * 10, answeredAt: place * 10 + 9 },
  }));
  const kept = told.map(({ command, outcome }, place) => ({ key: command.key, outcome, at: new Date(place) }));
  return { told, kept };
}

Deno.test("a history is explained by the order in which it is stored", () => {
  const { told, kept } = aHistory();
  assert.deepEqual(contradictions(told, kept), []);
});

Deno.test("two at once may stand in either order", () => {
  const { told, kept } = aHistory();
  const [first, second] = [told[6]!, told[7]!];
  told[6] = { ...first, answeredAt: 79 };
  told[7] = { ...second, sentAt: 60 };
  assert.deepEqual(contradictions(told, [...kept.slice(0, 6), kept[7]!, kept[6]!, ...kept.slice(8)]), []);
});

const doctored: [what: string, doctor: (history: ReturnType<typeof aHistory>) => void, says: RegExp][] = [
  ["an answer that is not stored", ({ kept }) => kept.splice(4, 1), /0000004.*and it is not stored/],
  ["an event that nobody asked for", ({ told }) => told.pop(), /is stored, and nobody asked for it/],
  ["a key that is stored twice", ({ kept }) => kept.push(kept[3]!), /A key is stored twice/],
  [
    "another answer than is stored",
    ({ told }) => told[2] = { ...told[2]!, outcome: "parent_full" },
    /stored as child_l/,
  ],
  [
    "an order against real time",
    ({ kept }) => kept.splice(6, 2, kept[7]!, kept[6]!),
    /stands behind one who began later/,
  ],
  ["a fifth bag in a sack of four", (history) => say(history, 5, "child_linked", 5), /by the rules it is parent_full/],
  ["a refusal without a reason", (history) => say(history, 4, "child_elsewhere", 3), /by the rules it is child_linked/],
  ["a count that is one behind", (history) => say(history, 3, "child_linked", 2), /it holds 3, not 2/],
  [
    "a bill's count that is one behind",
    ({ told }) => told[7] = { ...told[7]!, linkedCount: 0 },
    /the bill holds 1, not 0/,
  ],
];

for (const [what, doctor, says] of doctored) {
  Deno.test(`${what} is found, and told`, () => {
    const history = aHistory();
    doctor(history);
    assert.match(contradictions(history.told, history.kept).join("\n"), says);
  });
}

function say({ told, kept }: ReturnType<typeof aHistory>, place: number, outcome: string, childCount: number): void {
  told[place] = { ...told[place]!, outcome, childCount };
  kept[place] = { ...kept[place]!, outcome };
}
