/** What a page of ours asks a browser to fetch or to send, read from its markup. Ours alone: every attribute is quoted. */

/** `where`: path and query; no fragment. */
export interface Target {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly where: string;
}

export interface PageMarkup {
  readonly title: string;
  /** Pages and files, in order, each once. */
  readonly links: readonly string[];
  /** Forms, buttons that send a form elsewhere, and what htmx sends. A form that only asks has the values it stands with. */
  readonly forms: readonly Target[];
  /** Links within the page that lead to nothing on it. */
  readonly lostAnchors: readonly string[];
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** `at`: path and query of the page itself. */
export function readMarkup(html: string, at: string): PageMarkup {
  const tags = tagsOf(html);
  const ids = new Set(tags.map(({ attributes }) => attributes.get("id")));
  const addresses = tags.flatMap(({ name, attributes }) => [
    ...(name === "form" ? [] : [attributes.get("href"), attributes.get("src"), attributes.get("hx-get")]),
    // What a shortcut of the keyboard leads to.
    attributes.get("data-does") === "go" ? attributes.get("data-to") : undefined,
  ]).filter((address) => address !== undefined);
  return {
    title: unescaped(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? ""),
    links: [...new Set(addresses.filter((address) => /^\/(?!\/)/.test(address)).map(withoutFragment))],
    forms: formsOf(tags, at),
    lostAnchors: addresses.filter((address) => /^#./.test(address) && !ids.has(address.slice(1))),
  };
}

interface OpenForm {
  /** Its own, and those of buttons that send it elsewhere. */
  readonly ways: { readonly method: string; readonly action: string }[];
  /** With every box ticked. */
  readonly values: [string, string][];
}

/** Forms do not nest, so a field belongs to the form that was opened last, wherever that one ended. */
function formsOf(tags: readonly Tag[], at: string): Target[] {
  const forms: OpenForm[] = [];
  const sent: Target[] = [];
  for (const { name, attributes } of tags) {
    const value = (attribute: string, otherwise: string) => attributes.get(attribute) ?? otherwise;
    if (name === "form") {
      forms.push({ ways: [{ method: value("method", "get"), action: value("action", at) }], values: [] });
    }
    const open = forms.at(-1);
    if (attributes.has("formaction")) {
      open?.ways.push({ method: value("formmethod", open.ways[0]!.method), action: value("formaction", at) });
    }
    if (name === "input" && attributes.has("name")) open?.values.push([value("name", ""), value("value", "")]);
    for (const method of ["post", "put", "patch", "delete"]) {
      if (attributes.has(`hx-${method}`)) sent.push(targetOf(method, value(`hx-${method}`, at), []));
    }
  }
  const all = [
    ...forms.flatMap(({ ways, values }) => ways.map((way) => targetOf(way.method, way.action, values))),
    ...sent,
  ];
  return [...new Map(all.map((target) => [`${target.method} ${target.where}`, target])).values()];
}

/** What a form asks for stands in its address, in place of the query that its action has. */
function targetOf(written: string, action: string, values: [string, string][]): Target {
  const method = written.toUpperCase() as Target["method"];
  if (method !== "GET") return { method, where: withoutFragment(action) };
  const query = new URLSearchParams(values).toString();
  return { method, where: action.split(/[?#]/)[0]! + (query && `?${query}`) };
}

const tagsOf = (html: string): Tag[] =>
  [...html.replace(/<!--.*?-->/gs, "").matchAll(/<([a-z][\w-]*)((?:\s+[\w:.@-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map((
    [, name = "", text = ""],
  ) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      [...text.matchAll(/([\w:.@-]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key, unescaped(value)]),
    ),
  }));

const withoutFragment = (address: string): string => address.split("#")[0]!;

const unescaped = (text: string): string =>
  text.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(
    /&amp;/g,
    "&",
  );
