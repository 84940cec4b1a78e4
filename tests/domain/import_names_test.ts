import { deepStrictEqual as same } from "node:assert/strict";
import { namesOf } from "../../domain/import_names.ts";
import type { ImportWish } from "../../domain/import_shapes.ts";
import { KINDS } from "../support/heart.ts";

const names = (...wishes: ImportWish[]): readonly string[] =>
  namesOf(
    { sheet: "S", isWhole: false, rows: wishes.map((wish, place) => ({ ...wish, row: place, cells: [] })) },
    KINDS,
  );

Deno.test("namesOf names each code and number once, as they are read", () => {
  const found = names(
    { wish: "parent", parent: " sb00042 " },
    { wish: "child", child: "LABEL NO.0016586 LOT NO.:X", parent: "SB00042" },
    { wish: "child", child: "0016587", parent: null },
    { wish: "bill", bill: "inv-1", capacity: null, description: null },
    { wish: "load", parent: "m444-00017", bill: "Inv-1" },
    { wish: "bill_of_batch", bill: "Ü 7", capacity: 1 },
  );
  same(found, ["SB00042", "0016586", "0016587", "INV-1", "M444-00017", "Ü 7"]);
});

Deno.test("namesOf leaves out what cannot be read, and rows that are refused for themselves", () => {
  const found = names(
    { wish: "child", child: "SB1", parent: "?" },
    { wish: "load", parent: "", bill: "a\tb" },
    { wish: "bad", column: null, code: "SB00042", reason: "unknown_row" },
  );
  same(found, []);
});
