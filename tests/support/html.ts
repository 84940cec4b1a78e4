/** Reads a page that our own views wrote: whole, with every element closed. */

/** The element with this id, from its first to its last sign; "" when there is none. */
export function elementIn(html: string, id: string): string {
  const open = new RegExp(`<([a-z][a-z0-9]*)[^>]*\\sid="${id}"[^>]*>`).exec(html);
  if (!open) return "";
  const tags = new RegExp(`<(/?)${open[1]}(?=[\\s>])[^>]*>`, "g");
  tags.lastIndex = open.index;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] === "" ? 1 : -1;
    if (depth === 0) return html.slice(open.index, tags.lastIndex);
  }
  throw new Error(`<${open[1]} id="${id}"> is not closed`);
}

/** Its text, as people read it. */
export const textOf = (html: string): string =>
  html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => ENTITIES[name]!)
    .replace(/\s+/g, " ").trim();

/** The paths that its links lead to. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => textOf(href!));

/** The number that a text begins with, however it is grouped: `1,234.5 kg` is 1234.5, `−7 kg` is -7. */
export const numberIn = (text: string): number => Number.parseFloat(text.replaceAll(",", "").replace("\u2212", "-"));

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0" },
};
