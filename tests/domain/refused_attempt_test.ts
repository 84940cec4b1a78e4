import { deepStrictEqual as same, equal } from "node:assert/strict";
import { AttemptTally, type RefusedAttempt } from "../../domain/refused_attempt.ts";

const by = (userId: number | null, route = "GET /users", address = "10.0.0.1"): RefusedAttempt => ({
  ...{ why: "role", userId, route, address, requestId: "r" },
});

Deno.test("the first of its like is told at once, the others are counted and told when the window is over", () => {
  const tally = new AttemptTally({ notedMax: 10, knownMax: 10 });
  equal(tally.meet(by(7))?.times, 1);
  equal(tally.meet(by(7)), null);
  equal(tally.meet(by(7)), null);
  equal(tally.meet(by(8))?.times, 1, "another person");
  equal(tally.meet(by(7, "GET /audit"))?.times, 1, "another door");
  equal(tally.meet(by(null))?.times, 1);
  equal(tally.meet(by(null, "GET /users", "10.0.0.2"))?.times, 1, "nobody is told apart by where he is");
  same(tally.close().noted.map(({ userId, route, times }) => [userId, route, times]), [[7, "GET /users", 2]]);
  same(tally.close(), { noted: [], others: 0 });
  equal(tally.meet(by(7))?.times, 1, "a new window");
});

Deno.test("however many come, so many are told and the rest is a number", () => {
  const tally = new AttemptTally({ notedMax: 3, knownMax: 5 });
  const told = Array.from({ length: 100 }, (_, id) => tally.meet(by(id))).filter((noted) => noted !== null);
  equal(told.length, 3);
  tally.overlook();
  const { noted, others } = tally.close();
  equal(noted.length <= 3, true);
  equal(told.length + noted.length + others, 101, "none is lost");
});
