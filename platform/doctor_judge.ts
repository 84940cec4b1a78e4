/** What is found about an installation, judged: what is well, what to look after, what will not work, and what to do. */
import { APP_ROLE } from "./app_role_rows.ts";

export interface Finding {
  readonly part: string;
  readonly state: "ok" | "warn" | "bad";
  readonly seen: string;
  /** What to do about it; null where all is well. */
  readonly todo: string | null;
}

const ok = (part: string, seen: string): Finding => ({ part, state: "ok", seen, todo: null });
const warn = (part: string, seen: string, todo: string): Finding => ({ part, state: "warn", seen, todo });
const bad = (part: string, seen: string, todo: string): Finding => ({ part, state: "bad", seen, todo });

/** Beyond it, who did what first is told wrongly; sessions and tokens bear more. */
const CLOCK_SECONDS_MAX = 2;
const DAY_MS = 24 * 60 * 60 * 1_000;
const CERTIFICATE_DAYS_LEFT = 30;
const DISK_GB_BAD = 1;
const DISK_GB_WARN = 5;
const OLDEST_POSTGRES = 12;
const OLDEST_REDIS = 6;

/** Names near one of ours that are none: a misspelt variable is otherwise as good as not set, and says nothing. */
export function judgeNames(set: readonly string[], known: readonly string[]): Finding[] {
  const near = set.filter((name) => !known.includes(name))
    .map((name) => [name, known.find((one) => distance(name, one) <= 2)] as const)
    .filter(([name, meant]) => meant !== undefined || name.startsWith("TRACETRACK_"));
  if (near.length === 0) return [ok("variables", "no name that looks misspelt")];
  return near.map(([name, meant]) =>
    warn("variables", `${name} is not a variable of TraceTrack`, meant ? `Call it ${meant}` : "Take it away")
  );
}

/** How many signs must be put in, taken out or changed to make one of the other. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = row[j - 1]! + Number(one[i - 1] !== other[j - 1]);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}

export interface DatabaseFacts {
  /** As `server_version_num`. */
  readonly version: number;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
  readonly maxConnections: number;
  readonly reservedConnections: number;
  readonly encoding: string;
  readonly isEncrypted: boolean;
  readonly isSuperuser: boolean;
  readonly mayCreate: boolean;
  readonly hasTrigrams: boolean;
  readonly mayHaveTrigrams: boolean;
  readonly hasStatements: boolean;
  readonly knowsTimeZone: boolean;
  /** Null on a database without TraceTrack. */
  readonly migration: number | null;
  /** The database's clock less ours. */
  readonly clockAheadSeconds: number;
  /** Whether a LISTEN heard a NOTIFY of another connection. */
  readonly hearsNotify: boolean;
  /** Who is asked. */
  readonly user: string;
  /** Whether the database keeps the application from changing what happened; see `app_role_rows.ts`. */
  readonly isWalled: boolean;
}

export interface Ours {
  readonly newestMigration: number;
  readonly timeZone: string;
  /** Connections that one instance may open. */
  readonly connectionsOfInstance: number;
  /** It was brought along: nobody else has anything in it. */
  readonly isEmbedded: boolean;
  readonly isRemote: boolean;
  readonly isVerified: boolean;
  readonly hasRedis: boolean;
}

export function judgeDatabase(facts: DatabaseFacts, ours: Ours): Finding[] {
  return [
    judgeVersion(Math.floor(facts.version / 10_000)),
    judgeMigration(facts.migration, ours.newestMigration),
    ...judgeDurability(facts),
    judgeRoom(facts, ours.connectionsOfInstance),
    judgeEncryption(facts.isEncrypted, ours),
    ...judgeRights(facts, ours),
    judgeWall(facts, ours),
    judgeClock("clock of the database", facts.clockAheadSeconds),
    facts.encoding === "UTF8"
      ? ok("encoding", "UTF8")
      : bad("encoding", facts.encoding, "Create the database anew with encoding 'UTF8'"),
    facts.knowsTimeZone
      ? ok("time zone", `the database knows ${ours.timeZone}`)
      : bad("time zone", `the database does not know ${ours.timeZone}`, "Install its time zone data, or set TIME_ZONE"),
    judgeNotify(facts.hearsNotify, ours.hasRedis),
    facts.hasStatements
      ? ok("pg_stat_statements", "is there")
      : warn("pg_stat_statements", "is not there", "For slow statements on /system: preload it, then create extension"),
  ];
}

function judgeVersion(major: number): Finding {
  if (major < OLDEST_POSTGRES) return bad("version", `PostgreSQL ${major}`, `Use ${OLDEST_POSTGRES} or newer, best 18`);
  return ok("version", `PostgreSQL ${major}`);
}

function judgeMigration(migration: number | null, newest: number): Finding {
  if (migration === null) return ok("schema", "none yet: the first start makes it");
  if (migration > newest) {
    return bad("schema", `migration ${migration}, and this release ends with ${newest}`, "Start the newer release");
  }
  if (migration < newest) return ok("schema", `migration ${migration}: the next start brings it to ${newest}`);
  return ok("schema", `up to date, migration ${migration}`);
}

function judgeDurability({ fsync, synchronousCommit, fullPageWrites }: DatabaseFacts): Finding[] {
  const off = [["fsync", fsync], ["synchronous_commit", synchronousCommit], ["full_page_writes", fullPageWrites]]
    .filter(([, value]) => value === "off");
  if (off.length === 0) return [ok("durability", "fsync, synchronous_commit and full_page_writes are on")];
  return off.map(([name]) =>
    bad("durability", `${name} is off`, `alter system set ${name} = on: what is answered "stored" can be lost`)
  );
}

function judgeRoom({ maxConnections, reservedConnections }: DatabaseFacts, each: number): Finding {
  const room = Math.floor((maxConnections - reservedConnections) / each);
  const seen = `max_connections ${maxConnections}: room for ${room} instances of ${each}`;
  if (room < 1) return bad("connections", seen, "Raise max_connections");
  if (room < 2) return warn("connections", seen, "Raise max_connections: a new instance starts before an old one ends");
  return ok("connections", seen);
}

function judgeEncryption(isEncrypted: boolean, { isRemote, isVerified }: Ours): Finding {
  if (!isRemote) return ok("way to the database", "does not leave this machine");
  if (!isEncrypted) {
    return bad("way to the database", "is not encrypted", "Set DB_CA_FILE to the authority's certificate");
  }
  if (!isVerified) return warn("way to the database", "is encrypted, and nobody verified to whom", "Set DB_CA_FILE");
  return ok("way to the database", "is encrypted and verified");
}

function judgeRights(
  { isSuperuser, mayCreate, hasTrigrams, mayHaveTrigrams, migration }: DatabaseFacts,
  { isEmbedded }: Ours,
): Finding[] {
  const rights = isSuperuser && !isEmbedded
    ? warn("role", "is a superuser", "Use a role that owns its database and no more")
    : mayCreate
    ? ok("role", "may create what migrations need")
    : bad("role", "may not create tables here", "grant create on schema public, or make it the database's owner");
  if (hasTrigrams || migration !== null) return [rights];
  return [
    rights,
    mayHaveTrigrams
      ? ok("pg_trgm", "can be created")
      : bad("pg_trgm", "is not installed", "Install PostgreSQL's contrib package"),
  ];
}

/** Triggers refuse all the same; an owner could take them off. */
function judgeWall({ isWalled, user, migration }: DatabaseFacts, { newestMigration }: Ours): Finding {
  if (isWalled) return ok("audit log", "the application may add to it, and neither change nor remove what it holds");
  if (migration === null || migration < newestMigration) return ok("audit log", "the next start makes the role for it");
  return warn(
    "audit log",
    "only triggers keep it as it is: the application works as the owner of its tables",
    user === APP_ROLE
      ? `Let the tables belong to a user of another name, and name that in DATABASE_URL: "${APP_ROLE}" is what the application becomes`
      : `As an administrator: create role ${APP_ROLE} nologin (if it is not there); grant ${APP_ROLE} to "${user}"; then restart`,
  );
}

export function judgeClock(part: string, aheadSeconds: number): Finding {
  const seen = `${Math.abs(aheadSeconds).toFixed(1)} s ${aheadSeconds < 0 ? "behind" : "ahead of"} ours`;
  return Math.abs(aheadSeconds) > CLOCK_SECONDS_MAX
    ? warn(part, seen, "Let both machines keep time by NTP")
    : ok(part, seen);
}

function judgeNotify(hears: boolean, hasRedis: boolean): Finding {
  if (hears) return ok("notifications", "a LISTEN hears another connection's NOTIFY");
  const todo = "Connect to PostgreSQL itself, or to PgBouncer with pool_mode = session";
  return hasRedis
    ? warn("notifications", "no LISTEN is heard: there is no way round Redis", todo)
    : bad("notifications", "no LISTEN is heard: instances do not hear of each other", todo);
}

export interface RedisFacts {
  readonly version: string;
  readonly maxMemory: number;
  readonly policy: string;
  readonly clockAheadSeconds: number;
}

export function judgeRedis({ version, maxMemory, policy, clockAheadSeconds }: RedisFacts): Finding[] {
  return [
    Number.parseInt(version) < OLDEST_REDIS
      ? bad("Redis", `version ${version}`, `Use ${OLDEST_REDIS} or newer`)
      : ok("Redis", `version ${version}`),
    maxMemory > 0 && policy === "noeviction"
      ? warn("Redis's memory", "refuses to write when it is full", "config set maxmemory-policy allkeys-lru")
      : ok("Redis's memory", maxMemory > 0 ? `${Math.round(maxMemory / 1e6)} MB, then ${policy}` : "no bound"),
    judgeClock("clock of Redis", clockAheadSeconds),
  ];
}

export function judgeDisk(freeBytes: number): Finding {
  const gb = freeBytes / 1e9;
  const seen = `${gb.toFixed(1)} GB free in the data folder`;
  if (gb < DISK_GB_BAD) return bad("disk", seen, "Make room: sheets, and a database of our own, stop when it is full");
  return gb < DISK_GB_WARN ? warn("disk", seen, "Make room before it is needed") : ok("disk", seen);
}

/** @param mode permission bits; those of group and others must be none. */
export const judgeSecretFile = (path: string, mode: number): Finding =>
  (mode & 0o077) === 0
    ? ok("secrets", `only its owner can read ${path}`)
    : bad("secrets", `others can read ${path} (${(mode & 0o777).toString(8)})`, `chmod 600 ${path}`);

export function judgeCertificate(path: string, endsAt: Date, now: Date): Finding {
  const days = Math.floor((endsAt.getTime() - now.getTime()) / DAY_MS);
  if (days < 0) return bad("certificate", `${path} has ended`, "Put a new one in its place and restart");
  const seen = `${path} is good for ${days} days`;
  return days < CERTIFICATE_DAYS_LEFT ? warn("certificate", seen, "Have it renewed") : ok("certificate", seen);
}

export function judgePort(port: number, taker: "nobody" | "us" | "another"): Finding {
  if (taker === "another") return bad("port", `another program has ${port}`, "End that one, or set PORT");
  return ok("port", taker === "us" ? `TraceTrack answers on ${port}` : `${port} is free`);
}
