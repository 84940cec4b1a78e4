import { deepStrictEqual as same, equal } from "node:assert/strict";
import { Picture, RowMemory } from "../../views/live.tsx";
import { chanceOf } from "../support/chance.ts";

const part = (id: string, text: string) => ({ id, html: `<p id="${id}">${text}</p>` });
const row = (id: string, text = "") => ({ id, html: `<tr id="${id}"><td>${text}</td></tr>` });
const CARD = { id: "card", draw: () => '<p id="card">the list</p>' };
const listOf = (rows: readonly ReturnType<typeof row>[], frame = "open") => ({ id: "rows", rows, card: CARD, frame });
const table = (...rows: ReturnType<typeof row>[]) => new Picture([], [listOf(rows)]);
const WHOLE_CARD = '<hx-partial hx-target="#card" hx-swap="outerMorph"><p id="card">the list</p></hx-partial>';

Deno.test("a newcomer gets every part, and each card that lists stand in once", () => {
  const lists = [listOf([row("x")]), { ...listOf([row("y")]), id: "others" }];
  equal(
    new Picture([part("a", "1")], lists).whole(),
    '<hx-partial hx-target="#a" hx-swap="outerMorph"><p id="a">1</p></hx-partial>' + WHOLE_CARD,
  );
});

Deno.test("a list whose frame is another is sent as its whole card", () => {
  const [open, shut] = ["open", "shut"].map((frame) => new Picture([], [listOf([row("x")], frame)]));
  equal(shut!.since(open!), WHOLE_CARD);
  equal(open!.since(open!), null);
});

Deno.test("only parts that changed are sent, and nothing when none did", () => {
  const before = new Picture([part("a", "1"), part("b", "1")]);
  equal(new Picture([part("a", "1"), part("b", "1")]).since(before), null);
  equal(
    new Picture([part("a", "1"), part("b", "2")]).since(before),
    '<hx-partial hx-target="#b" hx-swap="outerMorph"><p id="b">2</p></hx-partial>',
  );
});

Deno.test("of a list only the rows that came, went or changed are sent, the new ones on top", () => {
  equal(
    table(row("new"), row("x"), row("y", "2")).since(table(row("x"), row("gone"), row("y", "1"))),
    '<hx-partial hx-target="#gone" hx-swap="delete"></hx-partial>' +
      '<hx-partial hx-target="#y" hx-swap="outerMorph"><tr id="y"><td>2</td></tr></hx-partial>' +
      '<hx-partial hx-target="#rows" hx-swap="afterbegin"><tr id="new"><td></td></tr></hx-partial>',
  );
});

/** What a page makes of a message: the ids and texts of its rows, in order. */
function applied(rows: Map<string, string>, message: string | null): Map<string, string> {
  let now = new Map(rows);
  for (
    const [, target, swap, html] of (message ?? "").matchAll(
      /<hx-partial hx-target="#(\w+)" hx-swap="(\w+)">(.*?)<\/hx-partial>/g,
    )
  ) {
    const sent = [...html!.matchAll(/<tr id="(\w+)"><td>(\w*)<\/td><\/tr>/g)].map(([, id, text]) =>
      [id!, text!] as const
    );
    if (swap === "delete") now.delete(target!);
    else if (swap === "innerMorph") now = new Map(sent);
    else if (swap === "afterbegin") now = new Map([...sent, ...now]);
    else if (now.has(target!)) now.set(target!, sent[0]![1]);
  }
  return now;
}

Deno.test("whatever becomes of a list, a page that follows the messages shows it as it is", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const chance = chanceOf(seed);
    const below = (n: number) => Math.floor(chance() * n);
    let rows: ReturnType<typeof row>[] = [];
    let page = new Map<string, string>();
    for (let step = 0; step < 12; step++) {
      const next = rows.filter(() => chance() > 0.2).map(({ id }) => row(id, String(below(3))));
      if (chance() < 0.1) next.reverse();
      while (chance() < 0.4) {
        const id = `r${below(12)}`;
        if (!next.some((one) => one.id === id)) next.splice(chance() < 0.8 ? 0 : below(next.length + 1), 0, row(id));
      }
      page = applied(page, table(...next).since(table(...rows)));
      rows = next;
      same([...page], rows.map(({ id, html }) => [id, /<td>(\w*)/.exec(html)![1]!]), `seed ${seed}, step ${step}`);
    }
  }
});

Deno.test("a row whose data is the same is not drawn again, and what left is forgotten", () => {
  const memory = new RowMemory();
  let drawn = 0;
  const draw = (...rows: [id: string, bags: number][]) => {
    const parts = rows.map(([id, bags]) => memory.row(id, { bags }, () => (drawn++, `<tr id="${id}">${bags}</tr>`)));
    memory.turn();
    return parts.map(({ html }) => html).join("");
  };
  equal(draw(["x", 1], ["y", 1]), '<tr id="x">1</tr><tr id="y">1</tr>');
  equal(draw(["x", 2], ["y", 1]), '<tr id="x">2</tr><tr id="y">1</tr>');
  equal(drawn, 3);
  draw(["x", 2]);
  draw(["x", 2], ["y", 1]);
  equal(drawn, 4);
});
