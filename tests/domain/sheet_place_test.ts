import { equal } from "node:assert/strict";
import { columnLetter } from "../../domain/sheet_place.ts";

Deno.test("columnLetter() counts as spreadsheets do", () => {
  const places: [number, string][] = [[0, "A"], [25, "Z"], [26, "AA"], [51, "AZ"], [52, "BA"], [701, "ZZ"], [
    702,
    "AAA",
  ]];
  for (const [place, letters] of [...places, [16_383, "XFD"] as const]) equal(columnLetter(place), letters);
});
