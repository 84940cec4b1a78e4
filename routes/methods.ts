/** Which methods a path takes: for what was asked by another one. */
import type { Route } from "./app.ts";

/** The methods of the routes that have this path, sorted; empty: there is no such path. */
export function methodsOf(routes: readonly Pick<Route, "method" | "path">[]): (path: string) => string[] {
  const patterns = routes.map(({ method, path }) => ({
    method,
    matches: new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replace(/\*$/, ".*")}$`),
  }));
  return (path) => {
    const methods = new Set(patterns.filter(({ matches }) => matches.test(path)).map(({ method }) => method));
    if (methods.has("GET")) methods.add("HEAD");
    return [...methods].sort();
  };
}
