/** The two links that take a list away: XLSX for people, CSV for programs and for more rows than an XLSX holds. */
import { LIMITS } from "../domain/limits.ts";
import type { Total } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { withQuery } from "./paths.ts";

interface FileLinksProps {
  readonly context: PageContext;
  /** Without its ending. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string | null>>;
  /** How many rows there will be, where that is known. */
  readonly total?: Total;
}

export const FileLinks = ({ context: { words: { exportsPage: words } }, path, fields, total }: FileLinksProps) => (
  <span class="row" role="group" aria-label={words.takeAway}>
    {(total && hasTooMany(total) ? ["csv"] as const : ["xlsx", "csv"] as const).map((format) => (
      <a class="btn" href={withQuery(`${path}.${format}`, fields)}>
        <Icon name="download" />
        {words[format]}
      </a>
    ))}
  </span>
);

/** Where a list counts no further, the answer itself says it. */
const hasTooMany = ({ count, isExact }: Total): boolean => isExact && count > LIMITS.xlsxRowsMax;
