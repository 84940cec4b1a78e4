/** One request to the server, and what its answer means. */
import type { Entry, Job } from "./outbox.ts";
import type { Answered, Posted } from "./sender.ts";

/** Longer than the server waits for its own commit, so that a slow answer is not asked for twice. */
const ATTEMPT_MS = 12_000;

interface Request {
  readonly path: string;
  readonly init: RequestInit;
}

/** Sends these entries: several scans in one request, whatever else by its own. */
export async function post(entries: readonly Entry[]): Promise<Posted> {
  const [first] = entries;
  if (!first) return { is: "answers", answers: [], retryAfterMs: 0 };
  const { path, init } = isBatchable(first.job) ? batchOf(entries) : formOf(first, first.job);
  try {
    const response = await fetch(path, { ...init, method: "POST", signal: AbortSignal.timeout(ATTEMPT_MS) });
    const posted = readReply(response, await response.text(), entries);
    // Refused as a whole: which of them it was for is found out one by one.
    return posted === null ? await post(entries.slice(0, 1)) : posted;
  } catch {
    return { is: "later", retryAfterMs: 0 };
  }
}

type Scan = Extract<Job, { kind: "open" | "link" }>;

const isBatchable = (job: Job): job is Scan => job.kind === "open" || job.kind === "link";

function batchOf(entries: readonly Entry[]): Request {
  const scans = entries.map(({ id, user, station, scannedAt, job }) => ({
    scan_id: id,
    user,
    station: station || null,
    scanned_at: scannedAt,
    parent: (job as Scan).parent,
    ...(job.kind === "link" ? { child: job.child } : {}),
  }));
  const headers = { "content-type": "application/json", "accept": "text/html", "hx-request": "true" };
  return { path: "/api/v1/scans/batch", init: { headers, body: JSON.stringify({ scans }) } };
}

function formOf({ id, user, station, scannedAt }: Entry, job: Job): Request {
  const stamp = { scan_id: id, user, station, scanned_at: scannedAt };
  const [path, fields] = pathAndFields(job);
  return { path, init: { headers: { "hx-request": "true" }, body: new URLSearchParams({ ...stamp, ...fields }) } };
}

function pathAndFields(job: Job): [string, Record<string, string>] {
  switch (job.kind) {
    case "undo":
      return ["/undos", { undoes: job.undoes, parent: job.parent, bill: job.bill }];
    case "bill":
      return [`/bills/${encodeURIComponent(job.bill)}/scan`, { code: job.parent }];
    case "move":
      return ["/scan", { parent: job.parent, code: job.child, again: job.child }];
    default:
      return ["/scan", { parent: job.parent }];
  }
}

const isForLater = (status: number): boolean => status === 429 || status >= 500;

/** Null: refused as a whole. What does not come from TraceTrack (a hotel's sign-in page, a proxy's fault) is no answer. */
function readReply(response: Response, text: string, entries: readonly Entry[]): Posted | null {
  const retryAfterMs = Number(response.headers.get("retry-after")) * 1_000 || 0;
  const { status } = response;
  if (!response.headers.has("x-request-id") || response.redirected) return { is: "later", retryAfterMs };
  if (status === 401) return { is: "signed_out" };
  if (isForLater(status)) return { is: "later", retryAfterMs };
  const answers = answersIn(text);
  if (answers.some(({ outcome }) => outcome === "wrong_user")) return { is: "other_user" };
  if (answers.length === 0) {
    if (!REFUSED_BY_DOOR.includes(status)) return { is: "later", retryAfterMs };
    if (entries.length > 1) return null;
    return { is: "answers", answers: entries.map((entry) => refusedByDoor(entry, status)), retryAfterMs };
  }
  // In order: a scan that the server could not even read has no id there.
  const placed = answers.map((answer, place) => ({ ...answer, id: entries[place]?.id ?? answer.id }));
  return { is: "answers", answers: placed.filter((answer) => !isForLater(answer.status)), retryAfterMs };
}

/** Said of the request, not of a scan: not allowed any more, too large. Told to the person, never silently dropped. */
const REFUSED_BY_DOOR = [400, 403, 409, 413, 415, 422];

const ANSWER = /<scan-answer ([^>]*)>([^]*?)<\/scan-answer>/g;

/** The answers in a reply, each with the fragments that belong to it. */
export function answersIn(text: string): (Answered & { readonly status: number })[] {
  return [...text.matchAll(ANSWER)].map(([, attributes = "", html = ""]) => {
    const of = (name: string) => decoded(new RegExp(`data-${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
    const status = Number(of("status"));
    const isRefused = status >= 400;
    return {
      ...{ id: of("scan-id"), status, outcome: of("outcome"), parent: of("parent"), isRefused, html },
      ...{ look: of("look"), says: of("says"), todo: of("todo") },
    };
  });
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", "#39": "'" };

const decoded = (text: string): string => text.replace(/&(quot|amp|lt|gt|#39);/g, (_, name: string) => ENTITIES[name]!);

const refusedByDoor = ({ id }: Entry, status: number): Answered => ({
  ...{ id, outcome: String(status), parent: "", isRefused: true, html: "" },
  ...{ look: "refused", says: "", todo: "" },
});
