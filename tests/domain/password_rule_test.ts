import { strictEqual as same } from "node:assert/strict";
import { isWeakPassword } from "../../domain/password_rule.ts";

Deno.test("a password is weak when it is short, common, or little more than the name", () => {
  for (const password of ["", "short", "1234567", "Password123", "QWERTY123", "dispatcher", "Dispatcher2!"]) {
    same(isWeakPassword(password, "dispatcher"), true, password);
  }
});

Deno.test("eight characters that nobody guesses first are enough, in any script", () => {
  for (const password of ["k7#mQ2xz", "dispatcher-2026", "लखनऊ का गोदाम", "correct horse"]) {
    same(isWeakPassword(password, "dispatcher"), false, password);
  }
});
