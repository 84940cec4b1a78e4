import { match, notEqual, ok } from "node:assert/strict";
import { codePicture } from "../../platform/code_pictures.ts";

Deno.test("codePicture() draws plain SVG, without words, styles or scripts, another for each text", () => {
  for (const symbology of ["code128", "qr"] as const) {
    const picture = codePicture(symbology, "TT-TEST");
    match(picture, /^<svg viewBox="0 0 \d+ \d+" xmlns="[^"]+">[^]*<\/svg>\s*$/);
    ok(!/<text|style|<script|<image|href/.test(picture));
    notEqual(picture, codePicture(symbology, "TT-UNDO"));
  }
});
