/** The size budget: what a person can hold in mind, and see on one screen. */
import { placeOf } from "./place.ts";

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 50;
/** `main.ts` wires and nothing else. */
const MAIN_LINES_MAX = 120;

export const sizeRules: Deno.lint.Plugin["rules"] = {
  "file-length": {
    create(context) {
      const { path } = placeOf(context.filename);
      const most = path === "main.ts" ? MAIN_LINES_MAX : FILE_LINES_MAX;
      return {
        Program(node) {
          const lines = linesOf(context.sourceCode.text.trimEnd());
          if (lines > most) context.report({ node, message: `${path} has ${lines} lines, at most ${most}` });
        },
      };
    },
  },
  "function-length": {
    create(context) {
      const check = (node: Deno.lint.Node) => {
        const lines = linesOf(context.sourceCode.getText(node));
        if (lines <= FUNCTION_LINES_MAX) return;
        context.report({ node, message: `Function has ${lines} lines, at most ${FUNCTION_LINES_MAX} fit a screen` });
      };
      return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
    },
  },
};

const linesOf = (text: string): number => text.split("\n").length;
