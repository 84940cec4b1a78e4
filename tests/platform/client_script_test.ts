import { equal, ok, rejects } from "node:assert/strict";
import { clientScript } from "../../platform/client_script.ts";

async function joined(modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-script-" });
  try {
    for (const [name, text] of Object.entries(modules)) await Deno.writeTextFile(`${folder}/${name}`, text);
    return await clientScript(new URL(`file://${folder}/`), "main.ts");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs it as a browser would: `say` gathers what it tells. */
function said(script: string): unknown[] {
  const all: unknown[] = [];
  new Function("say", script)((one: unknown) => all.push(one));
  return all;
}

Deno.test("modules are joined once each, what they need first, and leak no name", async () => {
  const script = await joined({
    "main.ts": `import { twice } from "./twice.ts";\nimport "./other.ts";\nsay(twice(4));\n`,
    "twice.ts": `import { two } from "./two.ts";\nexport function twice(n: number): number {\n  return n * two;\n}\n`,
    "other.ts": `import {\n  two,\n} from "./two.ts";\nsay(two);\n`,
    "two.ts": `/** A number\n * that matters. */\nexport const two: number = 2; say("once");\nexport type Two = 2;\n`,
  });
  equal(said(script).join(), "once,2,8");
  ok(!script.includes("matters"), "Comments stay at home");
});

Deno.test("what cannot be joined is said, instead of failing in the browser", async () => {
  await rejects(joined({ "main.ts": `import { z } from "zod";\n` }), /imports the package zod/);
  await rejects(joined({ "main.ts": `import * as two from "./two.ts";\n`, "two.ts": "" }), /imports \* as two/);
  await rejects(joined({ "main.ts": `import { a as b } from "./two.ts";\nb();\n`, "two.ts": "" }));
  await rejects(joined({ "main.ts": `import "./a.ts";\n`, "a.ts": `import "./main.ts";\n` }), /circle/);
  const twice = { "main.ts": `import "./a.ts";\nfunction one() {}\n`, "a.ts": `export async function one() {}\n` };
  await rejects(joined(twice), /one is declared in .*a\.ts and in .*main\.ts/);
  await rejects(joined({ "main.ts": `say("one  two");\n` }), /two blanks in a text: "one {2}two"/);
  await rejects(joined({ "main.ts": "say(`one\ntwo`);\n" }), /goes over lines/);
});
