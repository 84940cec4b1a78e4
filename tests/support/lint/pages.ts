/** What pages may not contain: anything inline that the content security policy refuses, and spellings of htmx 2. */
import { isTest, placeOf } from "./place.ts";

const HTMX_2 = /(^|[\s<"'])(hx-ext|hx-on|hx-vars|sse-swap|sse-connect|ws-connect)(?=$|[\s="':])/;
const INLINE_CODE = /^\s*(js|javascript):/;

export const pageRules: Deno.lint.Plugin["rules"] = {
  "no-inline": {
    create(context) {
      if (isTest(placeOf(context.filename))) return {};
      const refuse = (node: Deno.lint.Node, what: string) =>
        context.report({ node, message: `${what} is refused by the content security policy: use a file in static/` });
      return {
        JSXAttribute(node) {
          const name = attributeName(node);
          if (name === "style" || /^on[a-zA-Z]/.test(name)) refuse(node, `The attribute ${name}`);
        },
        JSXOpeningElement(node) {
          const tag = node.name.type === "JSXIdentifier" ? node.name.name : "";
          if (tag === "style") refuse(node, "An inline <style>");
          if (tag === "script" && !isFileOrData(node)) refuse(node, "An inline <script>");
        },
      };
    },
  },
  "no-htmx-2": {
    create(context) {
      if (isTest(placeOf(context.filename))) return {};
      const refuse = (node: Deno.lint.Node, what: string) =>
        context.report({ node, message: `${what} belongs to htmx 2 or to inline code: write it the way of htmx 4` });
      const check = (node: Deno.lint.Node, text: unknown) => {
        if (typeof text !== "string") return;
        const spelling = HTMX_2.exec(text)?.[2] ?? INLINE_CODE.exec(text)?.[0];
        if (spelling) refuse(node, spelling.trim());
      };
      return {
        JSXAttribute: (node) => check(node, attributeName(node)),
        Literal: (node) => check(node, node.value),
        TemplateLiteral: (node) => node.quasis.forEach(({ cooked }) => check(node, cooked)),
      };
    },
  },
};

function attributeName({ name }: Deno.lint.JSXAttribute): string {
  return name.type === "JSXNamespacedName" ? `${name.namespace.name}:${name.name.name}` : name.name;
}

/** A script from a file, or a block of data: neither runs inline. */
const isFileOrData = ({ attributes }: Deno.lint.JSXOpeningElement): boolean =>
  attributes.some((one) =>
    one.type === "JSXAttribute" &&
    (attributeName(one) === "src" ||
      attributeName(one) === "type" && one.value?.type === "Literal" && one.value.value === "application/json")
  );
