import assert from "node:assert/strict";
import { createLog, type Fields } from "../../platform/log.ts";

function setup(level: "debug" | "info" | "warn" | "error" = "debug") {
  const lines: Fields[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  return { lines, log: createLog({ level, write, now: () => new Date(0) }) };
}

Deno.test("a log line is one JSON object with time, level, message and fields", () => {
  const { log, lines } = setup();
  log.info("Listening", { port: 5000, since: new Date(0), big: 10n });
  assert.deepEqual(lines, [{
    at: "1970-01-01T00:00:00.000Z",
    level: "info",
    message: "Listening",
    port: 5000,
    since: "1970-01-01T00:00:00.000Z",
    big: "10",
  }]);
});

Deno.test("a log writes its level and what is graver", () => {
  const { log, lines } = setup("warn");
  log.debug("1");
  log.info("2");
  log.warn("3");
  log.error("4");
  assert.deepEqual(lines.map(({ message }) => message), ["3", "4"]);
});

Deno.test("a log never shows secrets, however deep they lie", () => {
  const { log, lines } = setup();
  log.warn("Refused postgres://me:hunter2@db/x", {
    password: "hunter2",
    newPassword: "hunter2",
    headers: [{ Authorization: "Bearer hunter2", cookie: "hunter2", accept: "text/html" }],
    sessionSecret: "hunter2",
    apiToken: "hunter2",
    url: "redis://:hunter2@cache:6379",
    fault: new Error("Cannot reach postgres://me:hunter2@db/x"),
  });
  const text = JSON.stringify(lines);
  assert(!text.includes("hunter2"), text);
  assert(text.includes("text/html") && text.includes("postgres://me:[redacted]@db/x"), text);
});

Deno.test("a log spells out an error with name, message, code, stack and cause", () => {
  const { log, lines } = setup();
  const fault = Object.assign(new TypeError("No", { cause: new Error("Why") }), { code: "23505" });
  log.error("Failed", { fault });
  const shown = lines[0]?.["fault"] as Record<string, unknown>;
  assert.deepEqual([shown["name"], shown["message"], shown["code"]], ["TypeError", "No", "23505"]);
  assert.match(String(shown["stack"]), /log_test\.ts/);
  assert.equal((shown["cause"] as Record<string, unknown>)["message"], "Why");
});

Deno.test("a log ends at a cycle instead of failing", () => {
  const { log, lines } = setup();
  const self: Record<string, unknown> = {};
  self["self"] = self;
  log.info("Cycle", self);
  assert.equal(lines.length, 1);
});

Deno.test("a log shows no token, whatever text it stands in: sessions', scripts', badges', one-time links'", () => {
  const { log, lines } = setup();
  const secret = "s3cr3t_0123456789abcdefghijklmnopqrstuvwxyz";
  const jwt = `eyJhbGciOiJIUzI1NiJ9.${secret}.${secret}`;
  log.warn(`Refused ${jwt}`, {
    path: `/reset/${secret}`,
    url: `https://bags.example/reset/${secret}?x=1`,
    query: `/x?a=1&token=${secret}#y`,
    said: [
      `sent tt_${secret}`,
      `authorization: bearer ${secret}`,
      `cookie tracetrack=${jwt}; theme=dark`,
      "TTB-ABCDEFGHJKLMNPQR",
    ],
    fault: new Error(`Cannot read tt_${secret}`, { cause: new Error(`Bearer ${secret}`) }),
    pin: "918273",
  });
  const text = JSON.stringify(lines);
  for (const part of ["s3cr3t", "eyJ", "ABCDEFGHJK", "918273"]) assert(!text.includes(part), `${part} in ${text}`);
  for (const part of ["/reset/[redacted]", "?x=1", "theme=dark", "/x?a=1&token=[redacted]#y"]) {
    assert(text.includes(part), text);
  }
});
