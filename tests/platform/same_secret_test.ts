import { strictEqual as same } from "node:assert/strict";
import { isSameSecret } from "../../platform/same_secret.ts";

Deno.test("secrets are the same when every character is, whatever their lengths", () => {
  same(isSameSecret("a secret", "a secret"), true);
  for (const other of ["", "a", "a secreT", "a secret ", "a secret".repeat(1_000)]) {
    same(isSameSecret("a secret", other), false);
  }
});
