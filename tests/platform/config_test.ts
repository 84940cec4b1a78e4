import assert from "node:assert/strict";
import { ConfigError, readCertificates, readConfig, readSettings } from "../../platform/config.ts";

const SECRET = "s".repeat(32);
const ENOUGH = { DATABASE_URL: "postgres://me:hidden@db/tracetrack", SESSION_SECRET: SECRET };

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (fault) {
    assert(fault instanceof ConfigError);
    return fault.problems;
  }
  return [];
}

const problemsWith = (env: Record<string, string>) => problemsOf(() => readConfig({ ...ENOUGH, ...env }));

Deno.test("readConfig fills in what is not set, and takes a blank value for not set", () => {
  const config = readConfig({ ...ENOUGH, PORT: "", TIME_ZONE: " " });
  assert.deepEqual(config, {
    environment: "development",
    port: 5000,
    dataDir: "./data",
    timeZone: "Asia/Kolkata",
    publicOrigin: null,
    trustedProxies: [],
    tlsFiles: null,
    databaseUrl: ENOUGH.DATABASE_URL,
    databaseCaFile: null,
    redisUrl: null,
    sessionSecret: SECRET,
    adminPassword: null,
    testUsers: null,
    sessionIdleMinutes: 30,
    sessionHoursMax: 12,
    auditDays: 730,
    stationIdleMinutes: 240,
    stationHoursMax: 16,
    commitLanes: 1,
    uploadMbMax: 128,
    scansPerSecondPerUser: null,
    logLevel: "info",
    metricsToken: null,
  });
});

const EVERYTHING = {
  TRACETRACK_ENV: "production",
  PORT: "0",
  DATA_DIR: "/srv/bags",
  TIME_ZONE: "Europe/Berlin",
  PUBLIC_ORIGIN: "https://bags.example:8443",
  TRUSTED_PROXIES: "10.0.0.0/8, ::1",
  TLS_CERT_FILE: "/c.pem",
  TLS_KEY_FILE: "/k.pem",
  DATABASE_URL: "postgresql://db/tracetrack",
  DB_CA_FILE: "/ca.pem",
  REDIS_URL: "rediss://cache:6380",
  SESSION_SECRET: SECRET,
  ADMIN_PASSWORD: " with blanks ",
  CREATE_TEST_USERS: "true",
  BILLER_PASSWORD: "b",
  DISPATCHER_PASSWORD: "d",
  SESSION_IDLE_MINUTES: "15",
  SESSION_HOURS_MAX: "8",
  AUDIT_DAYS: "365",
  STATION_IDLE_MINUTES: "600",
  STATION_HOURS_MAX: "24",
  COMMIT_LANES: "2",
  UPLOAD_MB_MAX: "20",
  SCANS_PER_SECOND_PER_USER: "50",
  LOG_LEVEL: "debug",
  METRICS_TOKEN: "m",
};

Deno.test("readConfig reads every variable", () => {
  const config = readConfig(EVERYTHING);
  assert.deepEqual(config, {
    environment: "production",
    port: 0,
    dataDir: "/srv/bags",
    timeZone: "Europe/Berlin",
    publicOrigin: "https://bags.example:8443",
    trustedProxies: [
      { address: "10.0.0.0", prefixBits: 8, family: "ipv4" },
      { address: "::1", prefixBits: 128, family: "ipv6" },
    ],
    tlsFiles: { cert: "/c.pem", key: "/k.pem" },
    databaseUrl: "postgresql://db/tracetrack",
    databaseCaFile: "/ca.pem",
    redisUrl: "rediss://cache:6380",
    sessionSecret: SECRET,
    adminPassword: " with blanks ",
    testUsers: { billerPassword: "b", dispatcherPassword: "d" },
    sessionIdleMinutes: 15,
    sessionHoursMax: 8,
    auditDays: 365,
    stationIdleMinutes: 600,
    stationHoursMax: 24,
    commitLanes: 2,
    uploadMbMax: 20,
    scansPerSecondPerUser: 50,
    logLevel: "debug",
    metricsToken: "m",
  });
});

for (
  const [name, value] of [
    ["TRACETRACK_ENV", "prod"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "5e3"],
    ["PORT", "http"],
    ["TIME_ZONE", "Asia/Calcutta2"],
    ["TIME_ZONE", "-03:00"],
    ["PUBLIC_ORIGIN", "bags.example"],
    ["PUBLIC_ORIGIN", "https://bags.example/path"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "proxy.example"],
    ["CREATE_TEST_USERS", "yes"],
    ["SESSION_IDLE_MINUTES", "0"],
    ["SESSION_HOURS_MAX", "1.5"],
    ["AUDIT_DAYS", "89"],
    ["AUDIT_DAYS", "-1"],
    ["STATION_IDLE_MINUTES", "0"],
    ["STATION_HOURS_MAX", "721"],
    ["COMMIT_LANES", "9"],
    ["UPLOAD_MB_MAX", "1025"],
    ["SCANS_PER_SECOND_PER_USER", "0"],
    ["LOG_LEVEL", "verbose"],
  ] as const
) {
  Deno.test(`readConfig refuses ${name}=${value}, naming both and what is allowed`, () => {
    const problems = problemsWith({ [name]: value });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", new RegExp(`^${name}: .*${value.replaceAll(".", "\\.")}.* is not .+`));
  });
}

Deno.test("readConfig refuses a wrong secret without showing it", () => {
  for (
    const [name, value] of [
      ["SESSION_SECRET", "tooshort"],
      ["DATABASE_URL", "mysql://root:hunter2@db/x"],
      ["REDIS_URL", "hunter2"],
      ["METRICS_TOKEN", "hunter2 hunter2"],
    ] as const
  ) {
    const [problem = ""] = problemsWith({ [name]: value });
    assert.match(problem, new RegExp(`^${name}: `));
    assert(!problem.includes("hunter2") && !problem.includes("tooshort"), problem);
  }
});

Deno.test("readConfig names all that is wrong at once", () => {
  const problems = problemsWith({ PORT: "x", LOG_LEVEL: "loud", TLS_CERT_FILE: "/c.pem", CREATE_TEST_USERS: "true" });
  assert.deepEqual(problems.map((problem) => problem.split(/[: ]/)[0]), [
    "PORT",
    "TLS_CERT_FILE",
    "BILLER_PASSWORD",
    "DISPATCHER_PASSWORD",
    "LOG_LEVEL",
  ]);
});

Deno.test("readConfig needs a database and a secret, readSettings only in production", () => {
  assert.equal(problemsOf(() => readConfig({})).length, 2);
  assert.deepEqual(problemsOf(() => readSettings({})), []);
  const inProduction = problemsOf(() => readSettings({ TRACETRACK_ENV: "production" }));
  assert.deepEqual(inProduction.map((problem) => problem.split(" ")[0]), [
    "DATABASE_URL",
    "SESSION_SECRET",
    "ADMIN_PASSWORD",
  ]);
});

Deno.test("readCertificates names each file that it cannot read", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "PEM");
  const settings = readSettings({ TLS_CERT_FILE: file, TLS_KEY_FILE: `${file}.missing`, DB_CA_FILE: file });
  await assert.rejects(readCertificates(settings), /^ConfigError: TLS_KEY_FILE: cannot read/);
  const whole = await readCertificates({ ...settings, tlsFiles: { cert: file, key: file } });
  assert.deepEqual(whole, { databaseCa: "PEM", tls: { cert: "PEM", key: "PEM" } });
  await Deno.remove(file);
});

Deno.test("every variable that the configuration reads is open to the server's permission set", async () => {
  const source = await Deno.readTextFile(new URL("../../platform/config.ts", import.meta.url));
  const { permissions } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  const open: string[] = permissions.server.env.allow;
  for (const [, name = ""] of source.matchAll(/"([A-Z]+(?:_[A-Z]+)+|PORT)"/g)) assert(open.includes(name), name);
});
