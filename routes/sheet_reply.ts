/** Answers with a table to take away, written while it is read: it never stands whole in memory, however long it is. */
import type { Context } from "hono";
import { businessTime } from "../domain/business_day.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Sheet, SheetFormat } from "../domain/sheet.ts";
import type { Deps, Env } from "./deps.ts";
import type { Header } from "./json.ts";
import { refuse } from "./refusals.ts";
import { type Pieces, PIECES_OF } from "./sheet_pieces.ts";

export interface SheetReply {
  /** CSV, where nothing else is said. */
  readonly format?: SheetFormat;
  /** How many rows there are, counted no further than `most`. Without it no number of rows is refused. */
  readonly countUpTo?: ((most: number) => Promise<number>) | undefined;
  /** Called once, however it ended. */
  readonly onEnd?: () => void;
  readonly stallMs?: number;
}

type Needs = Pick<Deps, "site" | "log" | "zip" | "pages">;

/**
 * The first batch is fetched before the answer begins, so that "not now" and "too many for an XLSX" can still be said. What
 * goes wrong later breaks the answer off: a browser shows that as a failed download, never as a short file.
 */
export async function answerSheet<Row>(
  deps: Needs,
  c: Context<Env>,
  sheet: Sheet<Row>,
  reply: SheetReply = {},
): Promise<Response> {
  const { format = "csv", countUpTo, onEnd = () => {}, stallMs = LIMITS.exportStallMs } = reply;
  const headers = [...c.var.headers, ...headersOf(sheet.name, format, deps.site.timeZone)] as [string, string][];
  if (c.req.raw.method === "HEAD") {
    onEnd();
    return new Response(null, { headers });
  }
  let begun: Begun | null;
  try {
    begun = format === "xlsx" && await hasTooMany(countUpTo) ? null : await begin(deps, sheet, format);
  } catch (fault) {
    onEnd();
    throw fault;
  }
  if (begun) return new Response(unhurried(begun.pieces, endOf(deps, c, begun.batches, onEnd), stallMs), { headers });
  onEnd();
  return await refuse(deps, c, "too_many_rows", { details: { rows_max: LIMITS.xlsxRowsMax } });
}

interface Begun {
  readonly pieces: Pieces;
  readonly batches: Batches<unknown>;
}

async function begin<Row>(deps: Needs, sheet: Sheet<Row>, format: SheetFormat): Promise<Begun> {
  const batches = iteratorOf(sheet.batches);
  const first = await batches.next();
  const source = { ...sheet, batches: goingOn(first, batches), firstRows: first.done ? [] : first.value };
  return { pieces: PIECES_OF[format]({ ...source, timeZone: deps.site.timeZone }, deps), batches };
}

const hasTooMany = async (countUpTo: SheetReply["countUpTo"]): Promise<boolean> =>
  countUpTo !== undefined && await countUpTo(LIMITS.xlsxRowsMax + 1) > LIMITS.xlsxRowsMax;

/** A reader who leaves is no fault; what was told to nobody because the answer had begun is told to the log. */
function endOf(
  { log }: Needs,
  c: Context<Env>,
  batches: Batches<unknown>,
  onEnd: () => void,
): (fault?: unknown) => Promise<void> {
  const { requestId } = c.var, { path } = c.req;
  return async (fault) => {
    onEnd();
    if (fault !== undefined) log.warn("An export broke off", { requestId, path, fault });
    await batches.return?.();
  };
}

const TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

function headersOf(name: string, format: SheetFormat, timeZone: string): Header[] {
  const stamp = businessTime(new Date(), timeZone).replace(/[-:]/g, "").replace(" ", "_");
  return [
    ["content-type", TYPES[format]],
    ["content-disposition", `attachment; filename="${name}_${stamp}.${format}"`],
    // A proxy that gathers the whole answer would hold what we do not.
    ["x-accel-buffering", "no"],
  ];
}

type Batches<Row> = AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;

const iteratorOf = <Row>(batches: Sheet<Row>["batches"]): Batches<Row> =>
  Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();

/** All batches, though the first is fetched already. Whoever fetched it ends them. */
async function* goingOn<Row>(
  first: IteratorResult<readonly Row[]>,
  batches: Batches<Row>,
): AsyncGenerator<readonly Row[]> {
  for (let batch = first; !batch.done; batch = await batches.next()) yield batch.value;
}

/**
 * A stream of pieces, each made only when the reader asks for one. `end` is called once: at the end, at a fault, when the
 * reader leaves, and when he has asked for nothing for `stallMs`.
 */
function unhurried(
  { next, leave }: Pieces,
  end: (fault?: unknown) => Promise<void>,
  stallMs: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let stalled: ReturnType<typeof setTimeout> | undefined, hasEnded = false;
  const endOnce = async (fault?: unknown) => {
    clearTimeout(stalled);
    if (hasEnded) return;
    hasEnded = true;
    await Promise.all([end(fault), leave()]);
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
