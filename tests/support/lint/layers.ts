/** Who may import whom, and where SQL may stand. */
import { isTest, type Place, placeOf, placeOfImport } from "./place.ts";

interface Layer {
  /** Folders it may import from, besides its own. */
  readonly folders: readonly string[];
  /** Packages it may import; `null`: any but those that belong to another layer. */
  readonly packages: readonly string[] | null;
}

const LAYERS: Readonly<Record<string, Layer>> = {
  "main.ts": { folders: ["routes", "views", "actors", "platform", "domain"], packages: ["hono"] },
  routes: { folders: ["domain", "views", "actors"], packages: ["hono", "zod"] },
  views: { folders: ["domain"], packages: ["hono"] },
  actors: { folders: ["domain"], packages: [] },
  platform: { folders: ["domain"], packages: null },
  domain: { folders: [], packages: [] },
  static: { folders: ["domain"], packages: [] },
};

/** `main.ts` wires the server; a file that starts a thread of its own wires that one. */
const WIRING = /^(main|\w+\/\w+_main)\.ts$/;

/** What pages draw is typed by the domain; only these hold values that they show. */
const DOMAIN_VALUES_FOR_VIEWS = ["domain/outcomes.ts", "domain/limits.ts", "domain/abilities.ts"];

/** Platform files that hold SQL: one `<noun>_rows.ts` a noun, the ledger, and what makes the database itself. */
const SQL_HOME = /^platform\/(\w+_rows|ledger\w*|migrate|embedded_postgres)\.ts$/;

/** Statements as we write them: keywords in one case, so that "Select a bill from the list" stays a sentence. */
const SQL =
  /^\s*(select\s[^]*?\sfrom\s|insert\s+into\s|update\s+\w+\s+(\w+\s+)?set\s|delete\s+from\s|with\s+(recursive\s+)?\w+[^]*?\sas\s+(not\s+|materialized\s+)*\(|merge\s+into\s|copy\s+\w+[^]*?\s(from|to)\s+std|(create|alter|drop)\s+(unique\s+|temp\s+|unlogged\s+)*(table|index|view|trigger|function|database)\s|truncate\s)/;

export const layerRules: Deno.lint.Plugin["rules"] = {
  "import-direction": {
    create(context) {
      const from = placeOf(context.filename);
      const check = (node: Deno.lint.Node, specifier: unknown, isType: boolean) => {
        const message = typeof specifier === "string" ? refusal(from, specifier, isType) : null;
        if (message) context.report({ node, message });
      };
      return {
        ImportDeclaration: (node) => check(node, node.source.value, node.importKind === "type"),
        ExportNamedDeclaration: (node) => check(node, node.source?.value, node.exportKind === "type"),
        ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === "type"),
        ImportExpression: (node) => check(node, node.source.type === "Literal" ? node.source.value : null, false),
        TSImportType: (node) => check(node, specifierOfType(node), true),
      };
    },
  },
  "sql-place": {
    create(context) {
      const place = placeOf(context.filename);
      if (isTest(place) || SQL_HOME.test(place.path)) return {};
      const check = (node: Deno.lint.Node, text: unknown) => {
        if (typeof text !== "string" || !(SQL.test(text) || SQL.test(lowerCased(text)))) return;
        context.report({ node, message: `SQL stands in platform/<noun>_rows.ts, not in ${place.path}` });
      };
      return {
        Literal: (node) => check(node, node.value),
        TemplateLiteral: (node) => check(node, node.quasis.map(({ cooked }) => cooked).join("$1")),
      };
    },
  },
};

function refusal(from: Place, specifier: string, isType: boolean): string | null {
  const layer = LAYERS[WIRING.test(from.path) ? "main.ts" : from.layer];
  if (!layer) return null;
  const to = placeOfImport(from, specifier);
  if (!to) return packageRefusal(from, layer, specifier);
  if (to.layer === from.layer) return null;
  if (!layer.folders.includes(to.layer)) return `${from.layer} cannot import from ${to.layer}`;
  if (from.layer === "views" && !isType && !DOMAIN_VALUES_FOR_VIEWS.includes(to.path)) {
    return `views import types of the domain; values only from ${DOMAIN_VALUES_FOR_VIEWS.join(" and ")}`;
  }
  return null;
}

function packageRefusal(from: Place, layer: Layer, specifier: string): string | null {
  const name = specifier.replace(/^npm:\/?/, "");
  const allowed = layer.packages
    ? layer.packages.some((one) => name === one || name.startsWith(`${one}/`) || name.startsWith(`${one}@`))
    : !/^hono(\/|@|$)/.test(name);
  return allowed ? null : `${from.layer} cannot import the package ${specifier}`;
}

/** A type import's specifier, whatever this version of the syntax tree calls it. */
function specifierOfType(node: Deno.lint.TSImportType): unknown {
  const { argument } = node as { argument: { value?: unknown; literal?: { value?: unknown } } };
  return argument.value ?? argument.literal?.value;
}

/** Statements in capitals, brought to the case that SQL looks for; sentences stay as they are. */
const lowerCased = (text: string): string => /^\s*[A-Z]{4,} /.test(text) ? text.toLowerCase() : "";
