/** Answers with a table to take away, written while it is read: it never stands whole in memory, however long it is. */
import type { Context } from "hono";
import { businessTime } from "../domain/business_day.ts";
import { csvHead, csvLines } from "../domain/csv.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Sheet } from "../domain/sheet.ts";
import type { Deps, Env } from "./deps.ts";
import type { Header } from "./json.ts";
import { refuseJson } from "./refusals.ts";

/** Pages and look-ups share their connections with exports, so few of those run at a time: the next one is told "not now". */
export function answersFewAtOnce({ log, site }: Deps) {
  let underWay = 0;
  return <Row>(c: Context<Env>, sheet: Sheet<Row>): Response | Promise<Response> => {
    if (underWay >= LIMITS.exportsAtOnceMax) {
      return refuseJson(c, "busy", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    underWay++;
    const { requestId } = c.var;
    const onEnd = (fault?: unknown) => {
      underWay--;
      if (fault !== undefined) log.warn("An export broke off", { requestId, sheet: sheet.name, fault });
    };
    return answerSheet(c, sheet, { timeZone: site.timeZone, onEnd });
  };
}

/** About as long as a large export takes. */
const RETRY_AFTER_SECONDS = 10;

export interface SheetReply {
  readonly timeZone: string;
  /** Called once, however it ended; with the fault where it broke off. A reader who leaves is no fault. */
  readonly onEnd?: (fault?: unknown) => void;
  readonly stallMs?: number;
}

/**
 * The first batch is fetched before the answer begins, so that "not now" can still be said. What goes wrong later breaks
 * the answer off: a browser shows that as a failed download, never as a short file.
 */
export async function answerSheet<Row>(c: Context<Env>, sheet: Sheet<Row>, reply: SheetReply): Promise<Response> {
  const headers = [...c.var.headers, ...headersOf(sheet.name, reply.timeZone)] as [string, string][];
  if (c.req.raw.method === "HEAD") {
    reply.onEnd?.();
    return new Response(null, { headers });
  }
  const batches = iteratorOf(sheet.batches);
  try {
    const first = await batches.next();
    return new Response(streamOf(sheet, first, batches, reply), { headers });
  } catch (fault) {
    reply.onEnd?.(fault);
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

/** One batch is written for each time that the reader has room. */
function streamOf<Row>(
  { columns }: Sheet<Row>,
  first: IteratorResult<readonly Row[]>,
  batches: Batches<Row>,
  reply: SheetReply,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let head = csvHead(columns, reply.timeZone);
  let ready: IteratorResult<readonly Row[]> | null = first;
  const next = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
    for (;;) {
      const { done, value } = ready ?? await batches.next();
      ready = null;
      const text = head + (done ? "" : csvLines(columns, value, reply.timeZone));
      head = "";
      if (text !== "" || done) return text === "" ? null : encoder.encode(text);
    }
  };
  return unhurried(next, async (fault) => {
    reply.onEnd?.(fault);
    await batches.return?.();
  }, reply.stallMs ?? LIMITS.exportStallMs);
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
