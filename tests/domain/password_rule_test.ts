import { strictEqual as same } from "node:assert/strict";
import { passwordFlaw } from "../../domain/password_rule.ts";

const isCommon = (folded: string) => ["iloveyou", "qwerty123", "sunshine"].includes(folded);
const flawOf = (password: string) => passwordFlaw(password, "Dispatcher", isCommon);

Deno.test("a password is refused for being short, common, or little more than the name", () => {
  for (const password of ["", "short", "1234567", "\u{1f600}".repeat(7)]) same(flawOf(password), "too_short", password);
  for (const password of ["dispatcher", "Dispatcher2!", "DISPATCHER", "dispatcher-2026", "2024Dispatcher!"]) {
    same(flawOf(password), "like_name", password);
  }
  for (
    const password of ["ILoveYou", "QWERTY123", "Sunshine", "sunshine2024", "Sunshine!!", "Password123", "warehouse1"]
  ) {
    same(flawOf(password), "too_common", password);
  }
});

Deno.test("eight characters that nobody guesses first are enough, in any script", () => {
  for (const password of ["k7#mQ2xz", "dispatcher at noon", "लखनऊ का गोदाम", "correct horse", "sunshine on sacks"]) {
    same(flawOf(password), null, password);
  }
});
