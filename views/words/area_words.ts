/** The words of a language with the areas' names as admins keep them: wherever a page names a town, it is called so. */
import type { AreaLabels } from "../../domain/area.ts";
import { areaName } from "../format.ts";
import type { Words } from "./en.ts";
import { type Language, wordsIn } from "./languages.ts";

/**
 * `labels` is asked whenever a town is named, so that a live page that goes on being drawn calls it by its new name. The same
 * object each time for the same language and `labels`.
 */
export function wordsWithAreas(language: Language, labels: () => AreaLabels): Words {
  const known = made.get(labels)?.[language];
  if (known) return known;
  const fresh = withAreas(wordsIn(language), labels);
  made.set(labels, { ...made.get(labels), [language]: fresh });
  return fresh;
}

const made = new WeakMap<() => AreaLabels, Partial<Record<Language, Words>>>();

function withAreas(words: Words, labels: () => AreaLabels): Words {
  let of: AreaLabels | null = null, areas = words.areas;
  return Object.defineProperty({ ...words }, "areas", {
    enumerable: true,
    get: () => {
      const now = labels();
      if (now !== of) areas = areasIn(words, now);
      of = now;
      return areas;
    },
  });
}

/** A language may have its own name for a town; a label that somebody wrote since holds in all of them. */
function areasIn(words: Words, labels: AreaLabels): Words["areas"] {
  const entries = Object.entries(labels).map(([key, label]) => {
    const isAsFirst = label === areaName(key, { areas: {} });
    return [key, isAsFirst ? areaName(key, words) : label];
  });
  return { ...words.areas, ...Object.fromEntries(entries) };
}
