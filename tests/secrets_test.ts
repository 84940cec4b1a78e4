import { deepStrictEqual as same, ok } from "node:assert/strict";
import { secretsIn } from "./support/secret_scan.ts";

const ROOT = new URL("../", import.meta.url);
/** What looks like a secret and is none: which files, and why. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "what the scan is tried on": ["tests/secrets_test.ts"],
  "passwords in addresses that must be read, kept from sight or redacted": [
    ...["config_test.ts", "doctor_test.ts", "log_test.ts", "pg_programs_test.ts", "postgres_test.ts"]
      .map((name) => `tests/platform/${name}`),
  ],
};
const TEXTS =
  /(\.(tsx?|jsonc?|md|sql|css|html|ya?ml|sh|env|conf|service|csv|lock|toml)|(^|\/)(Dockerfile|Caddyfile|run))$/i;
/** Not ours, or never part of the repository. */
const LEFT_OUT = ["node_modules", "data", ".git"];

async function* textsUnder(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", ROOT))) {
    if (isDirectory && !(folder === "" && LEFT_OUT.includes(name))) yield* textsUnder(`${folder}${name}/`);
    else if (!isDirectory && TEXTS.test(name)) yield folder + name;
  }
}

Deno.test("the repository holds no key, no token and no password", async () => {
  const allowed = new Set(Object.values(ALLOWED).flat());
  const found: string[] = [];
  let files = 0;
  for await (const path of textsUnder("")) {
    files++;
    if (allowed.has(path)) continue;
    const text = await Deno.readTextFile(new URL(path, ROOT));
    found.push(...secretsIn(text).map(({ line, is }) => `${path}:${line}: ${is}`));
  }
  same(found, []);
  ok(files > 500, `${files} files`);
});

Deno.test("the scan finds what it is for, and lets examples pass", () => {
  const bad = [
    "-----BEGIN RSA PRIVATE KEY-----",
    "aws_key = AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1B2".repeat(9),
    "postgres://tracetrack:hunter22@db.example/x",
    "SESSION_SECRET=0123456789abcdef0123456789abcdef",
    `tt_${"aB3".repeat(14)}x`,
    `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(43)}`,
  ];
  for (const line of bad) same(secretsIn(`x\n${line}`).map(({ line }) => line), [2], line);
  for (
    const line of [
      "postgres://user:password@host/name",
      "SESSION_SECRET=",
      "SESSION_SECRET=$(openssl rand -hex 32)",
      "ADMIN_PASSWORD=…",
    ]
  ) {
    same(secretsIn(line), [], line);
  }
});
