/** Answers with a table to take away, written while it is read: it never stands whole in memory, however long it is. */
import type { Context } from "hono";
import { businessTime } from "../domain/business_day.ts";
import { csvHead, csvLines } from "../domain/csv.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Sheet } from "../domain/sheet.ts";
import type { Deps, Env } from "./deps.ts";
import type { Header } from "./json.ts";

export interface SheetReply {
  /** Called once, however it ended. */
  readonly onEnd?: () => void;
  readonly stallMs?: number;
}

type Needs = Pick<Deps, "site" | "log">;

/**
 * The first batch is fetched before the answer begins, so that "not now" can still be said. What goes wrong later breaks
 * the answer off: a browser shows that as a failed download, never as a short file.
 */
export async function answerSheet<Row>(
  { site: { timeZone }, log }: Needs,
  c: Context<Env>,
  sheet: Sheet<Row>,
  { onEnd, stallMs = LIMITS.exportStallMs }: SheetReply = {},
): Promise<Response> {
  const headers = [...c.var.headers, ...headersOf(sheet.name, timeZone)] as [string, string][];
  if (c.req.raw.method === "HEAD") {
    onEnd?.();
    return new Response(null, { headers });
  }
  const { requestId } = c.var;
  const batches = iteratorOf(sheet.batches);
  // A reader who leaves is no fault; what was told to nobody because the answer had begun is told to the log.
  const end = async (fault?: unknown) => {
    onEnd?.();
    if (fault !== undefined) log.warn("An export broke off", { requestId, sheet: sheet.name, fault });
    await batches.return?.();
  };
  try {
    const pieces = piecesOf(sheet, await batches.next(), batches, timeZone);
    return new Response(unhurried(pieces, end, stallMs), { headers });
  } catch (fault) {
    onEnd?.();
    throw fault;
  }
}

function headersOf(name: string, timeZone: string): Header[] {
  const stamp = businessTime(new Date(), timeZone).replace(/[-:]/g, "").replace(" ", "_");
  return [
    ["content-type", "text/csv; charset=utf-8; header=present"],
    ["content-disposition", `attachment; filename="${name}_${stamp}.csv"`],
    // A proxy that gathers the whole answer would hold what we do not.
    ["x-accel-buffering", "no"],
  ];
}

type Batches<Row> = AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;

const iteratorOf = <Row>(batches: Sheet<Row>["batches"]): Batches<Row> =>
  Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();

/** The file's next piece, one batch a call; null at its end. */
function piecesOf<Row>(
  { columns }: Sheet<Row>,
  first: IteratorResult<readonly Row[]>,
  batches: Batches<Row>,
  timeZone: string,
): () => Promise<Uint8Array<ArrayBuffer> | null> {
  const encoder = new TextEncoder();
  let head = csvHead(columns, timeZone);
  let ready: IteratorResult<readonly Row[]> | null = first;
  return async () => {
    for (;;) {
      const { done, value } = ready ?? await batches.next();
      ready = null;
      const text = head + (done ? "" : csvLines(columns, value, timeZone));
      head = "";
      if (text !== "" || done) return text === "" ? null : encoder.encode(text);
    }
  };
}

/**
 * A stream of pieces, each made only when the reader asks for one. `end` is called once: at the end, at a fault, when the
 * reader leaves, and when he has asked for nothing for `stallMs`.
 */
function unhurried(
  next: () => Promise<Uint8Array<ArrayBuffer> | null>,
  end: (fault?: unknown) => Promise<void>,
  stallMs: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let stalled: ReturnType<typeof setTimeout> | undefined, hasEnded = false;
  const endOnce = async (fault?: unknown) => {
    clearTimeout(stalled);
    if (hasEnded) return;
    hasEnded = true;
    await end(fault);
  };
  const waitForReader = (controller: ReadableStreamDefaultController) => {
    stalled = setTimeout(() => {
      const fault = new Error("Broke off: the reader has taken nothing for too long");
      controller.error(fault);
      void endOnce(fault);
    }, stallMs);
  };
  return new ReadableStream({
    start: waitForReader,
    async pull(controller) {
      clearTimeout(stalled);
      try {
        const piece = await next();
        if (hasEnded) return;
        if (piece) {
          controller.enqueue(piece);
          return waitForReader(controller);
        }
        controller.close();
        await endOnce();
      } catch (fault) {
        await endOnce(fault);
        throw fault;
      }
    },
    cancel: () => endOnce(),
  }, { highWaterMark: 0 });
}
