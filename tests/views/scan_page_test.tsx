import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { ParentTotals } from "../../domain/shapes.ts";
import { BillCounter, BillWeights } from "../../views/bill_scan_page.tsx";
import { lineOfAnswer } from "../../views/scan_line.tsx";
import { ParentCounter, ScanHead, ScanPage, ScanReply, UndoReply } from "../../views/scan_page.tsx";
import { pageContext, textOf } from "../support/page_context.ts";
import { KINDS, makeAnswer } from "../support/page_world.ts";

const context = pageContext("dispatcher");
const parent: ParentTotals = {
  code: "SB00042",
  kind: "SB",
  childCount: 7,
  capacity: 30,
  weightKg: 7,
  status: "open",
  bill: null,
};
const key = "0199f0c2-0000-4000-8000-000000000001";
const linked = makeAnswer({ outcome: "child_linked", key, parent, child: { code: "0016586", lot: null } });

const page = (open: ParentTotals | null) =>
  String(
    <ScanPage
      context={context}
      kinds={KINDS}
      station="S1"
      scanId={key}
      parent={open}
      shown={null}
      lines={[lineOfAnswer(linked, context.words)]}
    />,
  );

/** The text of the element with this id; it holds no element of its own tag. */
function textById(markup: string, id: string): string {
  const [, tag, inner] = new RegExp(`<(\\w+)[^>]*\\bid="${id}"[^>]*>([^]*?)</\\1>`).exec(markup) ?? [];
  ok(tag, `There is no #${id}`);
  return textOf(inner);
}

Deno.test("the counter reads 7 / 30, the code and the outbox stand alone", () => {
  const markup = page(parent);
  equal(textById(markup, "parent-count"), "7 / 30");
  equal(textById(markup, "parent-code"), "SB00042");
  equal(textById(markup, "outbox-count"), "0");
});

Deno.test("with no sack open the code is empty and the counter says what to do", () => {
  const markup = page(null);
  equal(textById(markup, "parent-code"), "");
  equal(textById(markup, "parent-count"), "Scan a sack");
  match(markup, /id="scan-outcome" data-outcome=""/);
});

Deno.test("the scan form works without script, and keeps the outbox's script from guessing", () => {
  const markup = page(parent);
  match(markup, /<form id="scan-form" method="post" action="\/scan"[^>]*data-page="scan"/);
  ok(!/<form id="scan-form"[^>]*hx-/.test(markup), "Two queues would be one too many");
  match(markup, new RegExp(`name="scan_id" value="${key}"`));
  match(markup, /name="parent" value="SB00042"/);
  match(markup, /name="user" value="ravi.k"/);
  match(markup, /id="scan-input" name="code"/);
  ok(!/<(input|button)[^>]*\sdisabled/.test(markup), "Nothing is ever disabled");
});

Deno.test("a line of the list carries its key and its outcome, and can be undone", () => {
  match(page(parent), new RegExp(`<li id="scan-${key}"[^>]*data-scan-id="${key}" data-outcome="child_linked"`));
  match(page(parent), new RegExp(`name="undoes" value="${key}"`));
});

Deno.test("the page has no id twice and nothing inline", () => {
  const markup = page(parent).replace(/<template[^]*?<\/template>/g, "");
  const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  deepEqual(ids, [...new Set(ids)]);
  ok(!/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/.test(markup));
});

Deno.test("a reply holds each part of the page as the page draws it", () => {
  const reply = String(<ScanReply context={context} kinds={KINDS} answer={linked} />);
  ok(reply.includes(String(<ScanHead context={context} parent={parent} kinds={KINDS} />)));
  ok(reply.includes(String(<ParentCounter context={context} parent={parent} look="stored" />)));
  match(reply, /hx-target="#scan-list" hx-swap="afterbegin"/);
  match(reply, /id="scan-outcome" data-outcome="child_linked"/);
});

Deno.test("where no code was read, the line shows what was scanned, and no more of it than helps", () => {
  const answer = makeAnswer({ outcome: "bad_format", parent });
  const reply = (scanned: string) =>
    textOf(<ScanReply context={context} kinds={KINDS} answer={answer} scanned={scanned} />);
  match(reply("<i>junk"), /<i>junkRefused: code not readable/);
  match(reply("x".repeat(200)), /[^x]x{20}…Refused/);
});

Deno.test("the newest cell is ringed, and there is one for each bag that fits", () => {
  const counter = String(<ParentCounter context={context} parent={parent} look="stored" />);
  equal(counter.match(/<i/g)?.length, 30);
  equal(counter.match(/class="on last"/g)?.length, 1);
  equal(counter.match(/class="on"/g)?.length, 6);
});

Deno.test("undoing a scan of another sack leaves the open one alone", () => {
  const answer = makeAnswer({ outcome: "child_unlinked", parent: { ...parent, code: "SB00017" } });
  const reply = String(
    <UndoReply context={context} kinds={KINDS} answer={answer} undoes={key} openParent="SB00042" />,
  );
  ok(!reply.includes("parent-count"));
  match(reply, new RegExp(`hx-target="#undo-${key}"`));
});

const AT = new Date("2026-11-22T05:11:07Z");

Deno.test("a bill's counter and weight read 3 / 20 and 90 kg", () => {
  const bill = {
    number: "INV-7",
    linkedCount: 3,
    capacity: 20,
    childCount: 90,
    weightKg: 90,
    expectedWeightKg: 90,
    status: "processing",
  } as const;
  equal(textById(String(<BillCounter context={context} bill={bill} at={AT} look={null} />), "bill-count"), "3 / 20");
  equal(
    textById(String(<BillWeights context={context} bill={bill} at={AT} />), "bill-weight"),
    "90 kg",
  );
});
