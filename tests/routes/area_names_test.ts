import { doesNotMatch, equal, match } from "node:assert/strict";
import { wordsWithAreas } from "../../views/words/area_words.ts";
import { addParent, countStock } from "../support/made_rows.ts";
import { openRealPages } from "../support/real_pages.ts";

const BY_COOKIE = "language=hi";

Deno.test("a new town, and one by another name, are called so on every page, in both languages", async () => {
  await using real = await openRealPages();
  const create = { key: "nagpur", label: "Nagpur Depot" };
  equal((await real.ask("anil", "POST", "/api/v1/areas", create)).status, 201);
  equal((await real.ask("anil", "PATCH", "/api/v1/areas/indore", { version: 1, label: "Indore West" })).status, 200);
  await addParent(real.db, "SB00001", { area: "nagpur" });
  await addParent(real.db, "SB00002", { area: "indore" });
  await addParent(real.db, "SB00003", { area: "lucknow" });
  await countStock(real.db);
  const inHindi = async (path: string) => {
    const headers = { cookie: `tracetrack=anil; ${BY_COOKIE}`, "sec-fetch-site": "same-origin" };
    return await (await real.app.request(`http://tracetrack.test${path}`, { headers })).text();
  };
  for (const path of ["/bags", "/bags/SB00001", "/areas"]) {
    match((await real.open("anil", path)).text, /Nagpur Depot/, path);
    match(await inHindi(path), /Nagpur Depot/, path);
  }
  for (const path of ["/bags", "/bags/SB00002", "/areas", "/exports", "/imports"]) {
    match((await real.open("anil", path)).text, /Indore West/, path);
    const hindi = await inHindi(path);
    match(hindi, /Indore West/, path);
    doesNotMatch(hindi, /इंदौर/, path);
  }
  match((await real.open("anil", "/bags/SB00003")).text, /Lucknow/);
  match(await inHindi("/bags/SB00003"), /लखनऊ/);
  match((await real.open("esha", "/")).text, /Indore West/);
});

Deno.test("words that a live page keeps go on to call a town as it is called now", () => {
  let labels: Record<string, string> = { indore: "Indore" };
  const read = () => labels;
  const words = wordsWithAreas("hi", read);
  equal(words.areas.indore, "इंदौर");
  labels = { indore: "Indore West" };
  equal(words.areas.indore, "Indore West");
  equal(wordsWithAreas("hi", read), words);
});
