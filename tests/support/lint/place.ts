/** Where a file stands in the repository, as the house rules see it. */
export interface Place {
  /** Path from the repository's root, with forward slashes: `platform/config.ts`. */
  readonly path: string;
  /** The top folder, or the file's own name for what stands at the root: `platform`, `main.ts`. */
  readonly layer: string;
}

const ROOT = decodeURIComponent(new URL("../../../", import.meta.url).pathname).replace(/^\/(?=[A-Za-z]:)/, "");

/** Takes absolute paths inside the repository, and relative ones as they are. */
export function placeOf(filename: string): Place {
  const whole = filename.replaceAll("\\", "/").replace(/^file:\/\//, "");
  const path = whole.startsWith(ROOT) ? whole.slice(ROOT.length) : whole;
  return { path, layer: path.split("/")[0] ?? "" };
}

/** The place that a relative specifier leads to, or null for a package. */
export function placeOfImport(from: Place, specifier: string): Place | null {
  if (!specifier.startsWith(".")) return null;
  return placeOf(new URL(specifier, `file:///${from.path}`).pathname.slice(1));
}

/** Test files and what supports them are held to sizes alone. */
export const isTest = ({ layer }: Place): boolean => layer === "tests";
