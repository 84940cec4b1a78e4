import { equal, ok } from "node:assert/strict";
import { COMMAND_CODES } from "../../domain/command_codes.ts";
import { pageWorld } from "../support/page_world.ts";

Deno.test("GET /codes draws every command code as bars and as a square, with its name", async () => {
  const page = await (await pageWorld().ask("dispatcher", "/codes")).text();
  for (const code of Object.values(COMMAND_CODES)) {
    for (const symbology of ["code128", "qr"]) {
      ok(page.includes(`<svg data-symbology="${symbology}" data-text="${code}">`), `${symbology} ${code}`);
    }
    ok(page.includes(`aria-label="QR code ${code}"`), code);
  }
});

Deno.test("GET /codes is for everybody who scans, and for nobody else", async () => {
  const { ask } = pageWorld();
  equal((await ask("dispatcher", "/codes")).status, 200);
  equal((await ask(null, "/codes")).status, 303);
});
