/** Markup that the server prepared in a `<template>`, copied and filled in. */

/** A copy of the first element in the template of this id, its words in braces filled in. */
export function prepared(id: string, words: Readonly<Record<string, string>> = {}): HTMLElement {
  const template = document.getElementById(id);
  const first = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!first) throw new Error(`The page has no template ${id}`);
  const copy = first.cloneNode(true) as HTMLElement;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.data.includes("{")) text.data = filled(text.data, words);
  }
  return copy;
}

/** The text with `{name}` replaced by the word of that name. */
export function filled(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

/** Costly to make, and asked for with each scan. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Times as the page's reader writes them. */
export function clockOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const locale = document.documentElement.lang === "hi" ? "hi-IN-u-nu-latn" : "en-IN";
  const key = `${locale} ${timeZone}`;
  const known = clocks.get(key);
  if (known) return known;
  const clock = new Intl.DateTimeFormat(locale, {
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    ...(timeZone ? { timeZone } : {}),
  });
  clocks.set(key, clock);
  return clock;
}

/** How long, in the largest unit that is a whole one: the element holds the words for each. */
export function spanOf(ms: number, { seconds, minutes, hours }: DOMStringMap): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 60) return filled(seconds ?? "", { n: String(s) });
  if (s < 3_600) return filled(minutes ?? "", { n: String(Math.floor(s / 60)) });
  return filled(hours ?? "", { n: String(Math.floor(s / 3_600)) });
}
