import { deepEqual, equal, throws } from "node:assert/strict";
import { elementIn, linksIn, numberIn, textOf } from "./html.ts";

const PAGE = `<main><section class="card" id="one"><section><p>7 &lt; 8</p></section><a class="x" href="/a?b=1&amp;c=2">
  go</a></section><p id="two"><progress value="1"></progress>1,234.5 kg</p></main>`;

Deno.test("an element is found by its id, with all that is nested in it and nothing behind it", () => {
  equal(textOf(elementIn(PAGE, "one")), "7 < 8 go");
  equal(textOf(elementIn(PAGE, "two")), "1,234.5 kg");
  equal(elementIn(PAGE, "three"), "");
  throws(() => elementIn('<p id="open">', "open"), /not closed/);
});

Deno.test("links and numbers are read as people read them", () => {
  deepEqual(linksIn(PAGE), ["/a?b=1&c=2"]);
  deepEqual(["1,234.5 kg", "\u22127 kg", "3 / 20"].map(numberIn), [1_234.5, -7, 3]);
});
