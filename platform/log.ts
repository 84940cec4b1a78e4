/** The log: one JSON object a line on stderr, for machines first; secrets never reach it. */
import type { LogLevel } from "./config.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** `message` is a constant sentence; what varies goes into `fields`. */
export type LogLine = (message: string, fields?: Fields) => void;
export type Log = Readonly<Record<LogLevel, LogLine>>;

export interface LogSettings {
  /** The least level that is written. */
  readonly level: LogLevel;
  /** Takes a line without its end; stderr unless given. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const SECRET = /pass(word|phrase)?|token|secret|authorization|cookie|credential|api_?key|\bpin\b|\botp\b|backup_?code/i;
/** `scheme://user:password@host`: the form in which database and Redis addresses carry theirs. */
const PASSWORD_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+@/gi;
/** Tokens wherever they turn up in a text: sessions' (JWT), scripts', badges, what follows "Bearer". */
const TOKENS = /\beyJ[\w-]+\.[\w-]+\.[\w-]+|\btt_[\w-]{20,}|\bTTB-[A-Z0-9]{8,}|\bBearer +[^\s"',]+/gi;
/** One-time links carry theirs in the path; a query may name one. */
const TOKEN_IN_ADDRESS = /(\/reset\/|[?&](?:token|secret|password|pin)=)[^\s/?&#"']+/gi;
const REDACTED = "[redacted]";
/** Deep enough for what we log; a cycle ends here. */
const DEPTH_MAX = 6;

export function createLog({ level, write = writeToStderr, now = () => new Date() }: LogSettings): Log {
  const line = (own: LogLevel): LogLine => {
    if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return () => {};
    return (message, fields = {}) => {
      const shown = plain(fields, 0) as Fields;
      write(JSON.stringify({ ...shown, at: now().toISOString(), level: own, message: withoutSecrets(message) }));
    };
  };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

const encoder = new TextEncoder();

function writeToStderr(line: string): void {
  try {
    Deno.stderr.writeSync(encoder.encode(`${line}\n`));
  } catch {
    // Whoever read our stderr is gone; the server serves on without a log.
  }
}

/** A value as JSON can hold it: errors spelled out, secrets left out. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (depth >= DEPTH_MAX) return "…";
  if (value instanceof Error) return plainError(value, depth);
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const entries = Object.entries(value).map(([key, held]) => [key, isSecret(key) ? REDACTED : plain(held, depth + 1)]);
  return Object.fromEntries(entries);
}

function plainError(fault: Error, depth: number): Fields {
  const code = "code" in fault ? { code: plain(fault.code, depth + 1) } : {};
  const cause = fault.cause === undefined ? {} : { cause: plain(fault.cause, depth + 1) };
  const faults = fault instanceof AggregateError ? { errors: plain(fault.errors, depth + 1) } : {};
  const { name, message, stack = "" } = fault;
  return { name, message: withoutSecrets(message), ...code, stack: withoutSecrets(stack), ...cause, ...faults };
}

const isSecret = (key: string): boolean => SECRET.test(key);

const withoutSecrets = (text: string): string =>
  text.replace(PASSWORD_IN_URL, `$1${REDACTED}@`).replace(TOKENS, REDACTED).replace(TOKEN_IN_ADDRESS, `$1${REDACTED}`);
