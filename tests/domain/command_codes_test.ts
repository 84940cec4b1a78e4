import { equal } from "node:assert/strict";
import { readCode } from "../../domain/code.ts";
import { COMMAND_CODES, type CommandName, readCommandCode } from "../../domain/command_codes.ts";
import { KINDS } from "../support/page_world.ts";

const commands = Object.entries(COMMAND_CODES) as [CommandName, string][];

Deno.test("a command code commands, however it is typed", () => {
  for (const [command, code] of commands) {
    for (const text of [code, code.toLowerCase(), `\u001d ${code}\r\n`]) equal(readCommandCode(text), command, text);
  }
});

Deno.test("everything else commands nothing", () => {
  for (const text of ["", "UNDO", "TT-", "TT-UNDOO", "XTT-UNDO", "TTUNDO", "SB00042", "0016586", "constructor"]) {
    equal(readCommandCode(text), null, text);
  }
});

Deno.test("no command code can be read as a bag or a sack, whatever kinds somebody adds", () => {
  const greedy = { ...KINDS[0]!, kind: "TT", prefix: "TT-", digits: 4 };
  for (const [, code] of commands) {
    for (const kinds of [KINDS, [...KINDS, greedy]]) equal(readCode(code, kinds).is, "bad_format", code);
  }
});
