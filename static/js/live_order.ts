/**
 * A reply to what somebody does and the live stream draw the same things, and may overtake each other. A counter says of
 * which moment it is (`data-at`, milliseconds by the database's clock), and an older one never replaces a newer one. A row
 * that the reply has put on the page already is not put there once more.
 */

const PART = /<hx-partial hx-target="#([\w-]+)" hx-swap="(\w+)">([^]*?)<\/hx-partial>/g;

/** The message without the parts that are older than what the page shows. */
export function newerParts(text: string): string {
  return text.replace(PART, (part, target: string, swap: string, inside: string) => {
    if (swap === "afterbegin") return onTop(part, target, inside);
    const at = Number(/ data-at="(\d+)"/.exec(part)?.[1] ?? NaN);
    const shown = document.querySelector<HTMLElement>(`#${target}[data-at],#${target} [data-at]`)?.dataset;
    return shown && at < Number(shown.at) ? "" : part;
  });
}

/** Rows that are new to the page go on top; one that is there takes what is new in it. */
function onTop(part: string, target: string, rows: string): string {
  const list = document.getElementById(target);
  if (!list) return part;
  const range = document.createRange();
  range.selectNodeContents(list);
  const sent = [...range.createContextualFragment(rows).children];
  const { known = [], fresh = [] } = Object.groupBy(sent, ({ id }) => document.getElementById(id) ? "known" : "fresh");
  if (known.length === 0) return part;
  const changed = known.map((row) => partial(row.id, "outerMorph", row.outerHTML)).join("");
  return fresh.length === 0
    ? changed
    : changed + partial(target, "afterbegin", fresh.map((row) => row.outerHTML).join(""));
}

const partial = (target: string, swap: string, inside: string): string =>
  `<hx-partial hx-target="#${target}" hx-swap="${swap}">${inside}</hx-partial>`;
