/**
 * A reply to one's own scan and the live stream draw the same counters, and may overtake each other. Such a fragment says
 * of which moment it is (`data-at`, milliseconds by the database's clock), and an older one never replaces a newer one.
 */

const PART = /<hx-partial hx-target="#([\w-]+)"[^]*?<\/hx-partial>/g;

/** The message without the parts that are older than what the page shows, and those that show what is there already. */
export function newerParts(text: string): string {
  return text.replace(PART, (part, target: string) => {
    const at = Number(/ data-at="(\d+)"/.exec(part)?.[1] ?? NaN);
    const shown = document.querySelector<HTMLElement>(`#${target}[data-at],#${target} [data-at]`)?.dataset;
    return shown && at < Number(shown.at) ? "" : part;
  });
}
