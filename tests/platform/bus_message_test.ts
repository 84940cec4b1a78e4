import { deepStrictEqual as same, ok, throws } from "node:assert/strict";
import type { News } from "../../domain/notice.ts";
import { messageText, newsTexts, readMessage } from "../../platform/bus_message.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const newsIn = (texts: readonly string[]): News[] =>
  texts.flatMap((text) => {
    const message = readMessage(text);
    return message.is === "news" ? message.news : [];
  });

Deno.test("newsTexts() keeps every message within its bytes, all news in order, and wastes no message", () => {
  const news = Array.from({ length: 300 }, (_, n): News => ({
    is: "changed",
    transaction: n,
    subjects: [`bill:बिल-${"अ".repeat(n % 40)}`],
  }));
  const texts = newsTexts("me", news, 1_000);
  same(newsIn(texts), news);
  same(texts.filter((text) => bytesOf(text) > 1_000), []);
  const total = texts.reduce((sum, text) => sum + bytesOf(text), 0);
  ok(texts.length < total / 700, `${texts.length} messages for ${total} bytes`);
});

Deno.test("newsTexts() splits a list of subjects that no message holds", () => {
  const subjects = Array.from({ length: 2_000 }, (_, n) => `bag:SB${String(n).padStart(5, "0")}`);
  const texts = newsTexts("me", [{ is: "kinds" }, { is: "changed", transaction: 7, subjects }, { is: "kinds" }], 7_900);
  same(texts.filter((text) => bytesOf(text) > 7_900), []);
  const news = newsIn(texts);
  same([news[0], news.at(-1)], [{ is: "kinds" }, { is: "kinds" }]);
  const parts = news.slice(1, -1);
  ok(parts.every((part) => part.is === "changed" && part.transaction === 7));
  same(parts.flatMap((part) => "subjects" in part ? part.subjects : []), subjects);
});

Deno.test("newsTexts() makes nothing of nothing", () => same(newsTexts("me", [], 1_000), []));

Deno.test("readMessage() reads what messageText() wrote and throws at anything else", () => {
  for (const message of [{ from: "me", is: "beat", at: 5 }, { from: "me", is: "missed" }] as const) {
    same(readMessage(messageText(message)), message);
  }
  const wrong = [
    "null",
    "5",
    '{"from":"x"}',
    '{"from":"x","is":"beat"}',
    '{"from":"x","is":"news"}',
    '{"is":"missed"}',
  ];
  for (const text of wrong) throws(() => readMessage(text), TypeError);
  throws(() => readMessage("{"), SyntaxError);
});
