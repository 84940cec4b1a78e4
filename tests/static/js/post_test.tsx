import { deepEqual, equal, match } from "node:assert/strict";
import { answersIn, post } from "../../../static/js/post.ts";
import type { Entry, Job } from "../../../static/js/outbox.ts";
import { RefusalReply, ScanReply } from "../../../views/scan_page.tsx";
import { pageContext } from "../../support/page_context.ts";
import { KINDS, makeAnswer } from "../../support/page_world.ts";

const context = pageContext("dispatcher");
const ids = ["0199f0c2-0000-4000-8000-000000000001", "0199f0c2-0000-4000-8000-000000000002"] as const;
const parent = {
  ...{ code: "SB00042", kind: "SB", childCount: 7, capacity: 30, weightKg: 7, status: "open", bill: null } as const,
};
const linked = (key: string) =>
  makeAnswer({ outcome: "child_linked", key, parent, child: { code: "0016586", lot: null } });
const reply = (key: string) => String(<ScanReply context={context} kinds={KINDS} answer={linked(key)} />);
const busy = (key: string) => String(<RefusalReply context={context} refusal="busy" scanId={key} />);

const entry = (id: string, job: Job = { kind: "link", parent: "SB00042", child: "0016586" }): Entry => ({
  ...{ id, user: "ravi.k", tab: "t", station: "S1", scannedAt: "2026-11-26T05:00:00.000Z", label: "0016586", job },
});

/** Posts to a server that answers so; what was sent is written down. */
async function posted(entries: readonly Entry[], answer: (() => Response) | "no answer") {
  const sent: { url: string; init: RequestInit }[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    sent.push({ url: String(url), init: init! });
    return answer === "no answer" ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(answer());
  };
  try {
    return { result: await post(entries), sent };
  } finally {
    globalThis.fetch = real;
  }
}

const ours = (body: string | null, status = 200, headers = {}) => () =>
  new Response(body, { status, headers: { "x-request-id": "r1", ...headers } });

Deno.test("what the server draws is what the page reads, hostile text included", () => {
  const hint = { says: `"<scan-answer> & 'it'`, todo: "</scan-answer>" };
  const answer = makeAnswer({ outcome: "bad_format", key: ids[0], parent });
  const text = String(<ScanReply context={context} kinds={KINDS} answer={answer} scanned={`"><b>`} hint={hint} />);
  const [read, ...rest] = answersIn(text + reply(ids[1]));
  equal(read?.id, ids[0]);
  deepEqual([read?.says, read?.todo, read?.isRefused, read?.look], [hint.says, hint.todo, true, "refused"]);
  deepEqual(rest.map(({ id, outcome, parent, isRefused }) => [id, outcome, parent, isRefused]), [
    [ids[1], "child_linked", "SB00042", false],
  ]);
  match(rest[0]!.html, /^<hx-partial hx-target="#scan-head"/);
});

Deno.test("scans that stand together are one request, each with its own sack, person and time", async () => {
  const { result, sent } = await posted(
    [entry(ids[0], { kind: "open", parent: "SB00042" }), entry(ids[1])],
    ours(reply(ids[0]) + reply(ids[1])),
  );
  equal(sent[0]?.url, "/api/v1/scans/batch");
  const stamp = { user: "ravi.k", station: "S1", scanned_at: "2026-11-26T05:00:00.000Z", parent: "SB00042" };
  deepEqual(JSON.parse(String(sent[0]?.init.body)), {
    scans: [{ scan_id: ids[0], ...stamp }, { scan_id: ids[1], ...stamp, child: "0016586" }],
  });
  deepEqual(result.is === "answers" && result.answers.map(({ id }) => id), [...ids]);
});

Deno.test("of a batch, what the server could not take now is not answered", async () => {
  const { result } = await posted([entry(ids[0]), entry(ids[1])], ours(reply(ids[0]) + busy(ids[1])));
  deepEqual(result.is === "answers" && result.answers.map(({ id }) => id), [ids[0]]);
});

Deno.test("a scan that the server could not even read is answered in its place, not sent for ever", async () => {
  const malformed = String(<RefusalReply context={context} refusal="malformed" scanId="" />);
  const { result } = await posted([entry(ids[0]), entry(ids[1])], ours(malformed + reply(ids[1])));
  deepEqual(result.is === "answers" && result.answers.map(({ id, isRefused }) => [id, isRefused]), [
    [ids[0], true],
    [ids[1], false],
  ]);
});

Deno.test("no answer, a fault, 'not now' and a page that is not ours are all for later", async () => {
  const html = "<html>Sign in to this network</html>";
  const later = { is: "later", retryAfterMs: 0 };
  deepEqual((await posted([entry(ids[0])], "no answer")).result, later);
  deepEqual((await posted([entry(ids[0])], () => new Response(html))).result, later);
  deepEqual((await posted([entry(ids[0])], ours("", 500))).result, later);
  deepEqual((await posted([entry(ids[0])], ours("", 429, { "retry-after": "2" }))).result, {
    ...later,
    retryAfterMs: 2_000,
  });
});

Deno.test("a lost session and another's session are told apart from answers", async () => {
  equal((await posted([entry(ids[0])], ours("", 401))).result.is, "signed_out");
  const other = String(<RefusalReply context={context} refusal="wrong_user" scanId={ids[0]} />);
  equal((await posted([entry(ids[0])], ours(other))).result.is, "other_user");
});

Deno.test("refused as a whole by the door: which scan it was for is found out one by one", async () => {
  const { result, sent } = await posted([entry(ids[0]), entry(ids[1])], ours(`{"error":{}}`, 403));
  deepEqual(sent.map(({ init }) => JSON.parse(String(init.body)).scans.length), [2, 1]);
  deepEqual(result.is === "answers" && result.answers.map(({ id, outcome, isRefused }) => [id, outcome, isRefused]), [
    [ids[0], "403", true],
  ]);
});

Deno.test("a reply without answers is none, whatever it is", async () => {
  for (const status of [200, 204, 404, 405, 408]) {
    const { result } = await posted([entry(ids[0])], ours(status === 204 ? null : "<p>Maintenance</p>", status));
    equal(result.is, "later", String(status));
  }
});

Deno.test("undo, move and bill go by the forms that work without script, too", async () => {
  const jobs: [Job, string, Record<string, string>][] = [
    [{ kind: "undo", undoes: ids[1], parent: "SB00042", bill: "" }, "/undos", { undoes: ids[1], parent: "SB00042" }],
    [{ kind: "move", parent: "SB00042", child: "0016586" }, "/scan", {
      parent: "SB00042",
      code: "0016586",
      again: "0016586",
    }],
    [{ kind: "bill", bill: "A/7", parent: "SB00042" }, "/bills/A%2F7/scan", { code: "SB00042" }],
  ];
  for (const [job, url, fields] of jobs) {
    const { sent } = await posted([entry(ids[0], job)], ours(reply(ids[0])));
    equal(sent[0]?.url, url);
    const form = sent[0]?.init.body as URLSearchParams;
    for (const [name, value] of Object.entries({ ...fields, scan_id: ids[0], user: "ravi.k" })) {
      equal(form.get(name), value);
    }
  }
});
