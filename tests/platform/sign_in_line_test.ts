import { deepStrictEqual as same, ok, rejects } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { LineFull, SignInLine } from "../../platform/sign_in_line.ts";

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

Deno.test("one at a time, and whoever is known goes before all strangers", async () => {
  const line = new SignInLine();
  const order: string[] = [];
  const first = held();
  const note = (name: string) => () => Promise.resolve(void order.push(name));
  const all = [
    line.run(false, first.work),
    ...["stranger 1", "stranger 2"].map((name) => line.run(false, note(name))),
    ...["known 1", "known 2"].map((name) => line.run(true, note(name))),
  ];
  first.end();
  await Promise.all(all);
  same(order, ["known 1", "known 2", "stranger 1", "stranger 2"]);
});

Deno.test("a full line of strangers refuses the next one at once, and leaves room for those who are known", async () => {
  const line = new SignInLine({ waitingMax: 2 });
  const first = held();
  const done = () => Promise.resolve("done");
  const all = [line.run(false, first.work), line.run(false, done), line.run(false, done)];
  await rejects(line.run(false, done), LineFull);
  all.push(line.run(true, done));
  first.end();
  await Promise.all(all);
  same(await line.run(false, done), "done");
});

Deno.test("whoever has waited too long is told so, and what failed holds nobody up", async () => {
  const line = new SignInLine({ waitMsMax: -1 });
  const first = held();
  const fails = line.run(false, async () => {
    await first.work();
    throw new Error("broken");
  });
  const late = line.run(true, () => Promise.resolve());
  first.end();
  await rejects(fails, /broken/);
  await rejects(late, LineFull);
  same(await line.run(false, () => Promise.resolve(1)), 1);
});

Deno.test("after what asks for it the place rests before the next one has his turn", async () => {
  const line = new SignInLine();
  const startedAt = performance.now();
  await line.run(false, (rest) => Promise.resolve(rest(60)));
  await line.run(true, () => Promise.resolve());
  same(performance.now() - startedAt >= 55, true);
});

Deno.test("whoever waits in vain is told so while an answer may still be given", () => {
  const checkMsMax = 2_000;
  ok(LIMITS.signInWaitMs + checkMsMax < LIMITS.answerMs);
});
