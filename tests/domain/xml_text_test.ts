import { equal } from "node:assert/strict";
import { xmlText } from "../../domain/xml_text.ts";

Deno.test("markup is written as text, and what XML cannot hold as Excel writes it", () => {
  const cases = [
    ["0016586", "0016586"],
    ['<a b="1">&\'', "&lt;a b=&quot;1&quot;&gt;&amp;'"],
    ["]]>", "]]&gt;"],
    ["a\tb\nc", "a\tb\nc"],
    ["\r\u0000\u001f\uffff", "_x000D__x0000__x001F__xFFFF_"],
    ["_x0041_ _X0041_ _x41_ __", "_x005F_x0041_ _x005F_X0041_ _x41_ __"],
    ["लखनऊ 🎒\ud800", "लखनऊ 🎒\ufffd"],
  ];
  for (const [text, written] of cases) equal(xmlText(text!), written);
});
