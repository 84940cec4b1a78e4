import { deepStrictEqual as same } from "node:assert/strict";
import type { Reader } from "../../actors/live.ts";
import { Lookout } from "../../actors/lookout.ts";
import type { News } from "../../domain/notice.ts";
import { FakeClock } from "../support/fake_clock.ts";

function setup() {
  const published: News[] = [], touched: unknown[] = [];
  const lookout = new Lookout({
    clock: new FakeClock(),
    onFault: () => {},
    isHearing: () => true,
    standing: () => Promise.resolve(new Map()),
    publish: (news) => published.push(news),
    touched: (subjects, transaction) => touched.push([[...subjects], transaction]),
  });
  const closed: string[] = [];
  const look = (sessionId: string, userId: number) => {
    const reader: Reader = {
      sessionId,
      person: { id: userId, role: "biller", area: null },
      send: () => true,
      beat: () => {},
      close: (isOver) => closed.push(`${sessionId} ${isOver ? "over" : "comes back"}`),
    };
    lookout.live.join({ key: sessionId, subjects: [], gapMs: 250, draw: () => new Promise(() => {}) }, reader);
  };
  return { lookout, published, touched, closed, look };
}

Deno.test("Lookout ends the pages of a session, or of a person, that has ended here or elsewhere", () => {
  const { lookout, published, closed, look } = setup();
  for (const [sessionId, userId] of [["a", 1], ["b", 2], ["c", 2], ["d", 3]] as const) look(sessionId, userId);
  lookout.see({ is: "ended", ended: { sessionId: "a" } });
  same([closed, published], [["a over"], []]);
  lookout.tell({ is: "ended", ended: { userId: 2 } });
  same([closed, published.length], [["a over", "b comes back", "c comes back"], 1]);
});

Deno.test("Lookout tells the cache of what a commit has touched, before anybody else, and of nothing else", () => {
  const { lookout, touched } = setup();
  lookout.see({ is: "changed", transaction: 7, subjects: ["bag:SB1"] });
  lookout.see({ is: "shown", subjects: ["imports"] });
  lookout.see({ is: "kinds" });
  same(touched, [[["bag:SB1"], 7]]);
});
