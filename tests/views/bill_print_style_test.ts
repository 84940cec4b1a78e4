import { equal, match, ok } from "node:assert/strict";
import { billPrintStyle, cssText } from "../../views/bill_print_style.ts";
import { hi } from "../../views/words/hi.ts";
import { pageContext } from "../support/page_context.ts";
import { A_BILL } from "../support/page_bills.ts";

Deno.test("a number of any signs is text in the margin's style, never style itself", () => {
  equal(cssText("INV-7"), '"INV\\2d 7"');
  const hostile = `x"; } body { display: none } /*\\`;
  ok(!/["\\;{}*]/.test(cssText(hostile).slice(1, -1).replace(/\\[0-9a-f]+ /g, "")), cssText(hostile));
  ok(!cssText("a\nb").includes("\n"));
  equal(cssText("बिल ७"), '"बिल ७"');
});

Deno.test("every sheet says which bill it is, whether it holds, and its page of how many, in the reader's language", () => {
  const draft = billPrintStyle(pageContext("biller"), A_BILL);
  match(draft, /@top-left \{ content: "Bill INV\\2d 7 \\b7 {2}Draft\\3a {2}not completed"/);
  match(draft, /content: "Page " counter\(page\) " of " counter\(pages\)/);
  const completed = billPrintStyle(pageContext("biller", { words: hi }), { ...A_BILL, status: "completed" });
  match(completed, /@top-left \{ content: "बिल INV\\2d 7"/);
  match(completed, /"पन्ना " counter\(page\)/);
  match(billPrintStyle(pageContext("biller"), { ...A_BILL, status: "voided" }), /Void/);
});
