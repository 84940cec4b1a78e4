import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { BADGE_RANDOM_BYTES, badgeCode } from "../../domain/badge.ts";
import { badgeIn, holdsBadge, withoutBadge } from "../../domain/badge_text.ts";
import { readCode } from "../../domain/code.ts";
import { pinFaultOf } from "../../domain/pin_rule.ts";
import { KINDS } from "../support/page_world.ts";

const CODE = "TTB-0123456789ABCDEF";

Deno.test("a badge's code is 80 random bits in capitals that no scanner and no eye mixes up", () => {
  const made = Array.from(
    { length: 200 },
    () => badgeCode(crypto.getRandomValues(new Uint8Array(BADGE_RANDOM_BYTES))),
  );
  for (const code of made) {
    match(code, /^TTB-[0-9A-HJKMNP-TV-Z]{16}$/);
    same(badgeIn(code), code);
  }
  same(new Set(made).size, made.length);
});

Deno.test("a badge is known in any case, with what scanners put around it, whole or in part", () => {
  for (const text of [CODE, CODE.toLowerCase(), `${CODE}\r`, ` ${CODE}`, `]C1${CODE}`, `LABEL NO.0016586 ${CODE}`]) {
    same([holdsBadge(text), badgeIn(text)], [true, CODE], text);
  }
  for (const text of ["TTB-", "TTB-0123", `${CODE}7`, "TTB-0123456789ABCDEI", "TT\u200bB-77"]) {
    same([holdsBadge(text), badgeIn(text), withoutBadge(text)], [true, null, "TTB-"], text);
  }
  for (const text of ["TT-UNDO", "SB00042", "0016586", "TTB"]) {
    same([holdsBadge(text), badgeIn(text), withoutBadge(text)], [false, null, text], text);
  }
});

Deno.test("a badge is no code of anything, wherever it stands in a text", () => {
  for (const text of [CODE, CODE.toLowerCase(), "TTB-77", `LABEL NO.0016586 LOT NO.:${CODE}`, `SB00042${CODE}`]) {
    same(readCode(text, KINDS), { is: "bad_format" }, text);
  }
});

Deno.test("a PIN is digits that nobody would try first", () => {
  for (const pin of ["482913", "905172", "7482910", "48291375", "739105284619"]) same(pinFaultOf(pin), null, pin);
  const refused = {
    not_digits: ["48291a", "४८२९१३", "482 913", "-482913"],
    too_short: ["", "4829", "48291"],
    too_long: ["4829137065812"],
    repeated: ["000000", "777777", "121212", "123123", "112233", "112211", "48294829"],
    in_order: ["123456", "654321", "234567", "890123", "135791", "0123456789"],
    date: ["150895", "081595", "950815", "15081995", "19950815", "08151995"],
  } as const;
  for (const [fault, pins] of Object.entries(refused)) {
    for (const pin of pins) same(pinFaultOf(pin), fault, pin);
  }
});

Deno.test("most PINs that chance makes are taken", () => {
  let taken = 0;
  for (let number = 0; number < 1_000_000; number += 37) {
    if (pinFaultOf(String(number).padStart(6, "0")) === null) taken++;
  }
  ok(taken / (1_000_000 / 37) > 0.88);
});
