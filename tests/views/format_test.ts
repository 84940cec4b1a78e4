import { equal } from "node:assert/strict";
import { areaName, showIn } from "../../views/format.ts";
import { en } from "../../views/words/en.ts";

const show = showIn("Asia/Kolkata", en);
const at = new Date("2026-11-22T20:00:07Z");

Deno.test("show groups counts the Indian way", () => {
  equal(show.count(1_512_480), "15,12,480");
});

Deno.test("show writes a true minus before missing kilograms", () => {
  equal(show.kg(-7), "\u22127 kg");
  equal(show.kg(758.25), "758.25 kg");
});

Deno.test("show tells times in the business's zone, where midnight has passed already", () => {
  equal(show.seconds(at), "01:30:07");
  equal(show.day(at), "23 Nov 2026");
  equal(show.hour(at), 1);
});

Deno.test("show leaves out the day today and the year this year", () => {
  equal(show.when(at, new Date("2026-11-23T05:00:00Z")), "01:30");
  equal(show.when(at, new Date("2026-11-25T05:00:00Z")), "23 Nov, 01:30");
  equal(show.when(at, new Date("2027-01-25T05:00:00Z")), "23 Nov 2026, 01:30");
});

Deno.test("areaName() writes a town as people do", () => equal(areaName("sri_ganganagar", en), "Sri Ganganagar"));
