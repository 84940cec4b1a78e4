import assert from "node:assert/strict";
import { billKey, billStatus, readBillNumber } from "../../domain/bill.ts";
import { businessDay } from "../../domain/business_day.ts";

Deno.test("readBillNumber keeps a number as typed, without what scanners add at its ends", () => {
  assert.deepEqual(readBillNumber(" Inv/7 \r\n"), { number: "Inv/7" });
  assert.deepEqual(readBillNumber("बिल 7"), { number: "बिल 7" });
  assert.deepEqual(readBillNumber("9".repeat(50)), { number: "9".repeat(50) });
});

Deno.test("readBillNumber refuses what is blank, long, or cannot stand in a path or be typed again", () => {
  const cases = {
    "": "empty",
    " \t": "empty",
    ".": "bad_format",
    "..": "bad_format",
    "A\u0007B": "bad_format",
    "A\u200bB": "bad_format",
  };
  for (const [raw, wanted] of Object.entries(cases)) assert.equal(readBillNumber(raw), wanted, JSON.stringify(raw));
  assert.equal(readBillNumber("9".repeat(51)), "too_long");
});

Deno.test("billKey is one for every case of ASCII letters, and never more than the database's upper()", () => {
  assert.equal(billKey(" inv-1\r"), billKey("INV-1"));
  assert.equal(billKey("straße"), "STRAßE");
  assert.equal(billKey("A\u0000B\ud800"), "A\ufffdB\ufffd");
});

Deno.test("billStatus follows from what is on the bill and what was done with it", () => {
  const completed = { at: new Date(), byId: 1, by: "admin", key: null };
  assert.equal(billStatus({ voided: false, completed: null, linkedCount: 0 }), "new");
  assert.equal(billStatus({ voided: false, completed: null, linkedCount: 1 }), "processing");
  assert.equal(billStatus({ voided: false, completed, linkedCount: 1 }), "completed");
  assert.equal(billStatus({ voided: true, completed: null, linkedCount: 0 }), "voided");
});

Deno.test("businessDay is the day on the warehouse's wall", () => {
  assert.equal(businessDay(new Date("2026-11-22T18:29:59Z"), "Asia/Kolkata"), "2026-11-22");
  assert.equal(businessDay(new Date("2026-11-22T18:30:00Z"), "Asia/Kolkata"), "2026-11-23");
});
