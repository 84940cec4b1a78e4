/** What rules and pages may not touch: time, chance, and waiting. They get all three handed in, or do without. */
import { placeOf } from "./place.ts";

const PURE_LAYERS = ["domain", "views"];

/** Members that read the clock or roll dice, written as `object.member`. */
const CLOCK_OR_CHANCE = new Set([
  "Date.now",
  "performance.now",
  "Math.random",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "Temporal.Now",
]);

const TIMERS = new Set(["setTimeout", "setInterval", "queueMicrotask"]);

export const purityRules: Deno.lint.Plugin["rules"] = {
  "no-waiting": {
    create(context) {
      const { layer } = placeOf(context.filename);
      if (!PURE_LAYERS.includes(layer)) return {};
      const refuse = (node: Deno.lint.Node) =>
        context.report({ node, message: `${layer} does not wait: what it needs is handed in, loaded` });
      const refuseAsync = (node: Deno.lint.Node & { async: boolean }) => {
        if (node.async) refuse(node);
      };
      return {
        AwaitExpression: refuse,
        ForOfStatement: (node) => {
          if (node.await) refuse(node);
        },
        FunctionDeclaration: refuseAsync,
        FunctionExpression: refuseAsync,
        ArrowFunctionExpression: refuseAsync,
      };
    },
  },
  "no-clock-no-chance": {
    create(context) {
      const { layer } = placeOf(context.filename);
      if (!PURE_LAYERS.includes(layer)) return {};
      const refuse = (node: Deno.lint.Node, what: string) =>
        context.report({ node, message: `${layer} does not use ${what}: time and chance are handed in` });
      return {
        MemberExpression(node) {
          const name = memberName(node);
          if (name && CLOCK_OR_CHANCE.has(name)) refuse(node, name);
        },
        NewExpression(node) {
          if (isNamed(node.callee, "Date") && node.arguments.length === 0) refuse(node, "new Date()");
        },
        CallExpression(node) {
          if (isNamed(node.callee, "Date")) refuse(node, "Date()");
          if (node.callee.type === "Identifier" && TIMERS.has(node.callee.name)) refuse(node, node.callee.name);
        },
      };
    },
  },
};

const isNamed = (node: Deno.lint.Node, name: string): boolean => node.type === "Identifier" && node.name === name;

function memberName({ object, property }: Deno.lint.MemberExpression): string | null {
  const owner = object.type === "MemberExpression" && isNamed(object.object, "globalThis") ? object.property : object;
  if (owner.type !== "Identifier" || property.type !== "Identifier") return null;
  return `${owner.name}.${property.name}`;
}
