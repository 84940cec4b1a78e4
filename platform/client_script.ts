/**
 * The browser's script, put together at start from the TypeScript modules under `static/js/` and the pure rules under
 * `domain/` that they import. Types are blanked out, imports followed, and all modules joined into one scope: no build
 * step that somebody could forget, and page and server read a code by the very same lines.
 */
import { stripTypeScriptTypes } from "node:module";

/**
 * The module at `entry` (a path from `root`) and all that it imports, in the order of their need, as one script that leaks
 * no name. Modules share one scope, so a name may be declared at the top of one module only.
 * @throws {Error} when a module imports in a way that cannot be joined: a package, a default, a namespace or a new name.
 */
export async function clientScript(root: URL, entry: string): Promise<string> {
  const script: Script = { modules: new Map(), names: new Map() };
  await join(new URL(entry, root), script, []);
  return `(() => {\n"use strict";\n${[...script.modules.values()].join("")}})();\n`;
}

interface Script {
  /** What each module, by its address, adds to the script. */
  readonly modules: Map<string, string>;
  /** Which module declares a name. */
  readonly names: Map<string, string>;
}

async function join(module: URL, script: Script, importers: readonly string[]): Promise<void> {
  const { href } = module;
  if (importers.includes(href)) throw new Error(`Cannot join the script: ${href} imports itself in a circle`);
  if (script.modules.has(href)) return;
  const written = await Deno.readTextFile(module);
  const wide = /"[^"\n]* {2}[^"\n]*"/.exec(written.replace(COMMENT_LINE, ""))?.[0];
  if (wide !== undefined) throw new Error(`Cannot join the script: ${href} has two blanks in a text: ${wide}`);
  const source = stripTypeScriptTypes(written);
  for (const { clause, specifier } of importsOf(source)) {
    if (!specifier.startsWith(".")) throw new Error(`Cannot join the script: ${href} imports the package ${specifier}`);
    if (!/^\{[\w\s,]*\}$|^$/.test(clause) || /\bas\b/.test(clause)) {
      throw new Error(`Cannot join the script: ${href} imports ${clause}`);
    }
    await join(new URL(specifier, module), script, [...importers, href]);
  }
  for (const [, name = ""] of source.matchAll(DECLARED)) {
    const other = script.names.get(name);
    if (other) throw new Error(`Cannot join the script: ${name} is declared in ${other} and in ${href}`);
    script.names.set(name, href);
  }
  script.modules.set(href, thinned(source.replace(IMPORT, "").replace(EXPORT, "")));
}

const COMMENT_LINE = /^\s*(\/\/|\/?\*).*$/gm;

/** As `deno fmt` writes them: at the start of a line, with double quotes. */
const IMPORT = /^import\s+(?:([^"]*?)\s+from\s+)?"([^"]+)";$/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|let|class)\b)/gm;

/** At the top of a module, where `deno fmt` lets nothing else begin at the first column. */
const DECLARED = /^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/gm;

const importsOf = (source: string) =>
  [...source.matchAll(IMPORT)].map(([, clause = "", specifier = ""]) => ({ clause, specifier }));

/** Without comments that fill whole lines, without indentation: browsers need neither. */
function thinned(source: string): string {
  let isComment = false;
  const kept = source.split("\n").map((line) => line.trim()).filter((line) => {
    if (line.startsWith("/**") || line.startsWith("/*")) isComment = true;
    const isLeftOut = isComment || line === "" || line.startsWith("//");
    if (line.endsWith("*/")) isComment = false;
    return !isLeftOut;
  });
  const broken = kept.find((line) => (line.match(/`/g)?.length ?? 0) % 2 === 1);
  if (broken !== undefined) throw new Error(`Cannot join the script: a template goes over lines: ${broken}`);
  // Where types stood there are runs of blanks; no text of ours holds one.
  return kept.join("\n").replace(/ {2,}/g, " ") + "\n";
}
