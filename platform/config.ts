/** All that can be set from outside, read once and checked: the README's table is this file. */
import { isIP } from "node:net";
import { EnvReader } from "./env_reader.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** A range of addresses whose X-Forwarded-For is believed. */
export interface AddressRange {
  readonly address: string;
  readonly prefixBits: number;
  readonly family: "ipv4" | "ipv6";
}

/** What the environment says. The three that may be null are made by the launcher where they are not given. */
export interface Settings {
  readonly environment: "development" | "production";
  /** 0: any free port, told by the line that says that the server is ready. */
  readonly port: number;
  readonly dataDir: string;
  /** IANA name; the business day is counted in it. */
  readonly timeZone: string;
  /** `https://host[:port]`, when a proxy stands in front. */
  readonly publicOrigin: string | null;
  readonly trustedProxies: readonly AddressRange[];
  readonly tlsFiles: { readonly cert: string; readonly key: string } | null;
  readonly databaseUrl: string | null;
  readonly databaseCaFile: string | null;
  readonly redisUrl: string | null;
  readonly sessionSecret: string | null;
  readonly adminPassword: string | null;
  readonly testUsers: { readonly billerPassword: string; readonly dispatcherPassword: string } | null;
  readonly sessionIdleMinutes: number;
  readonly sessionHoursMax: number;
  /** Days that the audit log is kept; 0: for ever. */
  readonly auditDays: number;
  /** The same of sessions at shared stations. */
  readonly stationIdleMinutes: number;
  readonly stationHoursMax: number;
  readonly commitLanes: number;
  readonly uploadMbMax: number;
  /** null: no limit of its own; back-pressure protects the server. */
  readonly scansPerSecondPerUser: number | null;
  readonly logLevel: LogLevel;
  /** null: only this machine may read the metrics. */
  readonly metricsToken: string | null;
}

/** What the server runs on. `adminPassword` is needed only where there is no admin yet. */
export interface Config extends Settings {
  readonly databaseUrl: string;
  readonly sessionSecret: string;
}

/** The database refuses less by itself: `purge_audit_log` of its migrations. */
const AUDIT_DAYS_LEAST = 90;

/** Everything that is wrong with the environment at once, a sentence each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * The server's configuration.
 * @throws {ConfigError} with every wrong or missing variable.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const reader = new EnvReader(env);
  const settings = settingsFrom(reader);
  for (const name of ["DATABASE_URL", "SESSION_SECRET"]) {
    if (reader.isMissing(name)) reader.refuse(`${name} is missing; \`deno task start\` brings one of its own`);
  }
  throwProblems(reader);
  return settings as Config;
}

/**
 * What the launcher starts from: as `readConfig`, but a database and secrets may still be missing outside production.
 * @throws {ConfigError} with every wrong or missing variable.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const reader = new EnvReader(env);
  const settings = settingsFrom(reader);
  throwProblems(reader);
  return settings;
}

/** Runs `read`; when the configuration is wrong, says so on stderr and ends the process with status 2. */
export async function orExplain<Result>(read: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (fault) {
    if (!(fault instanceof ConfigError)) throw fault;
    console.error(["TraceTrack cannot start:", ...fault.problems].join("\n  "));
    Deno.exit(2);
  }
}

/** The PEM texts that the configuration names by their paths. */
export interface Certificates {
  readonly databaseCa: string | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/**
 * Reads the files that hold certificates and the key.
 * @throws {ConfigError} naming each that cannot be read.
 */
export async function readCertificates({ databaseCaFile, tlsFiles }: Settings): Promise<Certificates> {
  const problems: string[] = [];
  const read = (name: string, path: string) =>
    Deno.readTextFile(path).catch((fault: Error) => {
      problems.push(`${name}: cannot read ${path} (${fault.message})`);
      return "";
    });
  const databaseCa = databaseCaFile ? await read("DB_CA_FILE", databaseCaFile) : null;
  const cert = tlsFiles ? await read("TLS_CERT_FILE", tlsFiles.cert) : "";
  const key = tlsFiles ? await read("TLS_KEY_FILE", tlsFiles.key) : "";
  if (problems.length > 0) throw new ConfigError(problems);
  return { databaseCa, tls: tlsFiles ? { cert, key } : null };
}

function settingsFrom(reader: EnvReader): Settings {
  const environment = reader.oneOf("TRACETRACK_ENV", ["development", "production"], "development");
  if (environment === "production") {
    for (const name of ["DATABASE_URL", "SESSION_SECRET", "ADMIN_PASSWORD"]) {
      if (reader.isMissing(name)) reader.refuse(`${name} is missing; TRACETRACK_ENV=production does not start without`);
    }
  }
  return {
    environment,
    port: reader.integer("PORT", { least: 0, most: 65_535, or: 5_000 }),
    dataDir: reader.text("DATA_DIR") ?? "./data",
    timeZone: reader.checked("TIME_ZONE", isTimeZone, "an IANA time zone such as Asia/Kolkata") ?? "Asia/Kolkata",
    publicOrigin: reader.checked("PUBLIC_ORIGIN", isOrigin, "an origin such as https://bags.example, without a path"),
    trustedProxies: reader.list("TRUSTED_PROXIES", addressRange, "addresses or CIDR ranges such as 10.0.0.0/8, ::1"),
    tlsFiles: tlsFiles(reader),
    databaseUrl: reader.secret(
      "DATABASE_URL",
      isUrlOf("postgres:", "postgresql:"),
      "postgres://user:password@host/name",
    ),
    databaseCaFile: reader.text("DB_CA_FILE"),
    redisUrl: reader.secret("REDIS_URL", isUrlOf("redis:", "rediss:"), "redis://host:6379 or rediss://…"),
    sessionSecret: reader.secret("SESSION_SECRET", (text) => text.length >= 32, "at least 32 characters"),
    adminPassword: reader.secret("ADMIN_PASSWORD"),
    testUsers: testUsers(reader),
    ...limits(reader),
    logLevel: reader.oneOf("LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
    metricsToken: reader.secret("METRICS_TOKEN", (text) => /^[\x21-\x7e]+$/.test(text), "visible ASCII, no spaces"),
  };
}

function limits(reader: EnvReader) {
  return {
    sessionIdleMinutes: reader.integer("SESSION_IDLE_MINUTES", { least: 1, most: 1_440, or: 30 }),
    sessionHoursMax: reader.integer("SESSION_HOURS_MAX", { least: 1, most: 720, or: 12 }),
    auditDays: auditDays(reader),
    stationIdleMinutes: reader.integer("STATION_IDLE_MINUTES", { least: 1, most: 1_440, or: 240 }),
    stationHoursMax: reader.integer("STATION_HOURS_MAX", { least: 1, most: 720, or: 16 }),
    commitLanes: reader.integer("COMMIT_LANES", { least: 1, most: 8, or: 1 }),
    uploadMbMax: reader.integer("UPLOAD_MB_MAX", { least: 1, most: 1_024, or: 128 }),
    scansPerSecondPerUser: reader.integer("SCANS_PER_SECOND_PER_USER", { least: 1, most: 10_000, or: null }),
  };
}

/** Who wants to hide something must wait: nothing younger than a season can be purged. */
function auditDays(reader: EnvReader): number {
  const days = reader.integer("AUDIT_DAYS", { least: 0, most: 36_500, or: 730 });
  if (days === 0 || days >= AUDIT_DAYS_LEAST) return days;
  reader.refuse(`AUDIT_DAYS: "${days}" is not 0 (keep for ever) or ${AUDIT_DAYS_LEAST} and more`);
  return AUDIT_DAYS_LEAST;
}

function tlsFiles(reader: EnvReader): Settings["tlsFiles"] {
  const cert = reader.text("TLS_CERT_FILE");
  const key = reader.text("TLS_KEY_FILE");
  if (cert && key) return { cert, key };
  if (cert || key) reader.refuse("TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or neither");
  return null;
}

function testUsers(reader: EnvReader): Settings["testUsers"] {
  const billerPassword = reader.secret("BILLER_PASSWORD");
  const dispatcherPassword = reader.secret("DISPATCHER_PASSWORD");
  if (reader.oneOf("CREATE_TEST_USERS", ["true", "false"], "false") === "false") return null;
  if (!billerPassword) reader.refuse("BILLER_PASSWORD is missing; CREATE_TEST_USERS=true needs it");
  if (!dispatcherPassword) reader.refuse("DISPATCHER_PASSWORD is missing; CREATE_TEST_USERS=true needs it");
  return billerPassword && dispatcherPassword ? { billerPassword, dispatcherPassword } : null;
}

function throwProblems({ problems }: EnvReader): void {
  if (problems.length > 0) throw new ConfigError(problems);
}

/** A bare offset is none: here +05:30 would be east of Greenwich, to PostgreSQL west of it. */
function isTimeZone(text: string): boolean {
  try {
    return /^[A-Za-z]/.test(text) && new Intl.DateTimeFormat("en", { timeZone: text }) !== null;
  } catch {
    return false;
  }
}

const isOrigin = (text: string): boolean => isUrlOf("http:", "https:")(text) && new URL(text).origin === text;

const isUrlOf = (...protocols: string[]) => (text: string): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== "";

function addressRange(text: string): AddressRange | null {
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const bitsMax = version === 4 ? 32 : 128;
  const prefixBits = bits === undefined ? bitsMax : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (prefixBits < 0 || prefixBits > bitsMax) return null;
  return { address, prefixBits, family: version === 4 ? "ipv4" : "ipv6" };
}
