import { deepEqual, equal, match, ok } from "node:assert/strict";
import { isRefused, type Outcome, OUTCOMES, type Refusal, REFUSALS } from "../../domain/outcomes.ts";
import { showIn } from "../../views/format.ts";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";
import { isLanguage, languageWished, wordsIn } from "../../views/words/languages.ts";
import { makeAnswer } from "../support/page_world.ts";

const DEVANAGARI = /[\u0900-\u097f]/;
/** The product's name, units and signs; what the areas and products are called where English leaves them. */
const SAME_IN_BOTH = ["frame.product", "frame.nothing"];

type Tree = { readonly [name: string]: unknown };

/** Every word with the path that leads to it. */
function leaves(tree: Tree, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const here = path === "" ? name : `${path}.${name}`;
    return typeof value === "object" && value !== null
      ? leaves(value as Tree, here)
      : [[here, value] as [string, unknown]];
  });
}

const spoken = (words: Tree) =>
  leaves(words).filter(([path]) =>
    !/^(language|locale|kg|areas|products|outcomes|refusals|life|auditSays)(\.|$)/.test(path)
  );

Deno.test("both languages have the same words, and as many gaps in each sentence", () => {
  const shape = (words: Tree) =>
    spoken(words).map(([path, value]) => `${path} ${typeof value === "function" ? value.length : typeof value}`).sort();
  deepEqual(shape(hi), shape(en));
});

Deno.test("every Hindi word is Hindi, and none is empty", () => {
  for (const [path, value] of spoken(hi)) {
    if (SAME_IN_BOTH.includes(path)) continue;
    const text = typeof value === "function" ? String(told(value as (...given: unknown[]) => unknown)) : String(value);
    const bare = text.replace(/INV-7/g, "").trim();
    // A sentence that is all gap, such as "3 / 5", needs no word; these are numbers of a form.
    ok(bare !== "", path);
    ok(DEVANAGARI.test(bare) || /^[\d\s–-]+$/.test(bare), `${path}: ${text}`);
  }
});

Deno.test("every record of the audit is a sentence of its language", () => {
  deepEqual(Object.keys(hi.auditActions), Object.keys(en.auditActions));
  const said = { by: "A-1", it: "B-2", before: { role: "biller" }, after: { role: "admin" } };
  for (const action of Object.keys(en.auditActions)) {
    ok(!DEVANAGARI.test(en.auditSays(action, said)), action);
    match(hi.auditSays(action, said), DEVANAGARI, action);
  }
  equal(en.auditSays("never_heard_of", said), "A-1: never heard of (B-2)");
});

/** A word that takes something is given it; a few take lists. */
function told(word: (...given: unknown[]) => unknown): unknown {
  try {
    const value = word("INV-7", "INV-7");
    return typeof value === "object" && value !== null ? Object.values(value).join(" ") : value;
  } catch {
    return word(["INV-7"]);
  }
}

const known = {
  parent: { code: "SB00042", kind: "SB", childCount: 7, capacity: 30, weightKg: 7, status: "open", bill: null },
  child: { code: "0016586", lot: null },
  bill: {
    ...{ number: "INV-7", linkedCount: 3, capacity: 20, childCount: 90, weightKg: 90, expectedWeightKg: 90 },
    status: "processing",
  },
  elsewhere: { parent: "SB00017", bill: "INV-9", since: new Date(0), by: "sunita" },
} as const;

Deno.test("every outcome is told in Hindi, names the codes that English names, and says what to do where English does", () => {
  const codes = /SB00042|SB00017|0016586|INV-7|INV-9|10:32/g;
  for (const outcome of Object.keys(OUTCOMES) as Outcome[]) {
    for (const parts of [known, {}]) {
      const answer = makeAnswer({ outcome, ...parts });
      const [inHindi, inEnglish] = [hi, en].map((words) => words.outcomes[outcome](answer, () => "10:32"));
      match(inHindi!.says, DEVANAGARI, outcome);
      ok(!/undefined|null|NaN/.test(`${inHindi!.says} ${inHindi!.todo}`.replace("undefined", "")), outcome);
      equal(inHindi!.todo === undefined, inEnglish!.todo === undefined, outcome);
      const named = (text: string) => [...new Set(text.match(codes))].sort();
      deepEqual(named(inHindi!.says), named(inEnglish!.says), outcome);
    }
    match(hi.short[outcome], DEVANAGARI, outcome);
  }
});

Deno.test("every refusal of the door and every event of a life is told in Hindi", () => {
  for (const refusal of Object.keys(REFUSALS) as Refusal[]) match(hi.refusals[refusal].says, DEVANAGARI, refusal);
  for (const outcome of Object.keys(OUTCOMES) as Outcome[]) {
    const event = {
      ...{ at: new Date(0), scannedAt: null, kind: "link_child", outcome, scanId: "", parent: "SB00042", child: null },
      ...{ fromParent: null, bill: "INV-7", user: "ravi", station: null, undoneBy: null, reason: null },
      ...{ elsewhere: null, raw: null, lot: null, standing: "gone" as const },
    } as const;
    match(hi.life(event), DEVANAGARI, outcome);
    ok(!hi.life(event).includes("undefined"));
    if (isRefused(outcome)) match(hi.life(event), /नहीं जुड़ी/, outcome);
  }
});

Deno.test("numbers, times and weights are written as Hindi does, in the digits that labels carry", () => {
  const show = showIn("Asia/Kolkata", hi);
  const at = new Date("2026-11-26T05:11:07Z");
  deepEqual([show.count(1_500_000), show.kg(758), show.seconds(at)], ["15,00,000", "758 किलो", "10:41:07"]);
  match(show.day(at), /^26 नव.* 2026$/);
});

Deno.test("a browser is answered in the language that it wishes for most", () => {
  equal(languageWished("hi-IN,hi;q=0.9,en-US;q=0.8"), "hi");
  equal(languageWished("en-US,en;q=0.9,hi;q=0.8"), "en");
  equal(languageWished("ta, hi;q=0.5, en;q=0.4"), "hi");
  equal(languageWished("hi;q=0, en;q=0.1"), "en");
  for (const wish of [undefined, "", "ta", ";;,,q", "constructor"]) equal(languageWished(wish), "en");
  equal(isLanguage("constructor"), false);
  equal(wordsIn("hi").language, "hi");
});
