import type { Hand } from "./crew.ts";

/** A page as this person's browser would load it. */
export async function pageOf(base: string, { session }: Hand, path: string): Promise<string> {
  const response = await fetch(base + path, { headers: { cookie: session.cookie }, redirect: "manual" });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
  return html;
}

/** A few at a time, as people would: a hundred pages at once are more than a busy machine answers in time. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  act: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += 4) {
    const few = items.slice(first, first + 4);
    results.push(...await Promise.all(few.map((item, place) => act(item, first + place))));
  }
  return results;
}
