import { deepStrictEqual as same, match } from "node:assert/strict";

const ADVISORY = {
  ...{
    id: 1,
    url: "https://advisories.example/1",
    title: "Something bad",
    severity: "high",
    vulnerable_versions: "<99",
  },
  ...{ cwe: ["CWE-79"], cvss: { score: 8 }, findings: [], patched_versions: ">=99" },
};

/** What the audit comes to with a registry that answers so. */
async function auditWith(answer: () => Response): Promise<{ code: number; text: string }> {
  const registry = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    await request.body?.cancel();
    return answer();
  });
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tests/audit.ts"],
      cwd: new URL("../", import.meta.url),
      env: { NPM_CONFIG_REGISTRY: `http://127.0.0.1:${registry.addr.port}/`, NO_COLOR: "1" },
    }).output();
    return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
  } finally {
    await registry.shutdown();
  }
}

Deno.test("a high advisory of a package of ours fails the gate and is named", async () => {
  const { code, text } = await auditWith(() => Response.json({ zod: [ADVISORY] }));
  same(code, 1, text);
  match(text, /Something bad/);
  match(text, /zod/);
});

Deno.test("a moderate one, or none, does not", async () => {
  same((await auditWith(() => Response.json({ zod: [{ ...ADVISORY, severity: "moderate" }] }))).code, 0);
  const { code, text } = await auditWith(() => Response.json({}));
  same(code, 0);
  match(text, /none of level high/);
});

Deno.test("a registry that has no advisories to ask for is told of, and fails nothing", async () => {
  for (
    const answer of [
      () => new Response("no", { status: 405 }),
      () => new Response("<html>"),
      () => new Response(null, { status: 503 }),
    ]
  ) {
    const { code, text } = await auditWith(answer);
    same(code, 0, text);
    match(text, /NOT CHECKED, the registry could not be asked: \S/);
  }
});
