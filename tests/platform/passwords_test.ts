import { deepStrictEqual as same, match, rejects } from "node:assert/strict";
import { PasswordsBusy, startPasswords } from "../../platform/passwords.ts";

Deno.test("a password is right for its own hash alone, and no two hashes are alike", async () => {
  const passwords = startPasswords();
  const [one, other] = await Promise.all([passwords.hash("correct horse"), passwords.hash("correct horse")]);
  match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  same(one === other, false);
  same(await passwords.isRight("correct horse", one), true);
  same(await passwords.isRight("Correct horse", one), false);
  same(await passwords.isRight("", one), false);
  same(await passwords.isRight("\u0000\ud800", one), false);
  same(await passwords.isRight("anything", null), false);
  passwords.close();
});

Deno.test("a hash that cannot be read is a fault, and the next password is still checked", async () => {
  const passwords = startPasswords();
  await rejects(passwords.isRight("x", "no hash"), /Cannot check a password/);
  same(await passwords.isRight("x", null), false);
  passwords.close();
});

Deno.test("more passwords than may wait are refused at once, and those that wait are refused on leaving", async () => {
  const passwords = startPasswords({ waitingMax: 1 });
  const waiting = passwords.hash("first");
  await rejects(passwords.hash("second"), PasswordsBusy);
  passwords.close();
  await rejects(waiting, /leaving/);
});

Deno.test("what is found in stolen lists is refused, and says why", async () => {
  const passwords = startPasswords();
  const flawOf = (password: string) => passwords.flawOf(password, "asha");
  for (const common of ["1q2w3e4r", "Princess1", "trustno1", "iloveyou", "liverpool"]) {
    same(await flawOf(common), "too_common", common);
  }
  same([await flawOf("asha"), await flawOf("asha-123"), await flawOf("k7#mQ2xz")], ["too_short", "like_name", null]);
  passwords.close();
});
