/** Scans: a parent is opened, or a child is put into it. */
import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { CommandOf } from "../domain/command.ts";
import type { Reply } from "../domain/answer.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Person } from "../domain/shapes.ts";
import { isOfAnother, readBody } from "./body.ts";
import type { Deps, Env, ScanResult } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseTooFast } from "./paced.ts";
import { answerCommand, wireResult } from "./replies.ts";
import { BatchBody, ScanBody } from "./schemas.ts";

export function scans(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post("/api/v1/scans", may("scan"), async (c) => {
      const body = await readBody(c, ScanBody);
      if (body instanceof Response) return body;
      const tooFast = await refuseTooFast(deps, c);
      return tooFast ?? await answerCommand(deps, c, scanCommand(body, c.var.signedIn.person));
    })
    .post("/api/v1/scans/batch", may("scan"), async (c) => {
      const body = await readBody(c, BatchBody, LIMITS.batchBodyBytesMax);
      if (body instanceof Response) return body;
      const tooFast = await refuseTooFast(deps, c, body.scans.length);
      if (tooFast) return tooFast;
      const results = await answerEach(deps, c, body.scans);
      if (c.req.header("accept")?.includes("text/html")) return await deps.pages.replies(deps, c, results);
      return json(c, { results: results.map((result) => wireResult(result, c.var.requestId)) });
    });
}

type Scan = z.output<typeof ScanBody>;

/** Without a child it opens the parent; a child that is blank is the domain's to refuse. */
export function scanCommand(scan: Scan, by: Person): CommandOf<"open_parent"> | CommandOf<"link_child"> {
  const { scan_id: key, parent, child, station, scanned_at: scannedAt } = scan;
  const asked = { key, by, station, scannedAt, parent };
  return child === null ? { ...asked, kind: "open_parent" } : { ...asked, kind: "link_child", child };
}

/** Each on its own and in order; what is no scan is told so in its place. After one that is busy, all that follow are. */
async function answerEach(deps: Deps, c: Context<Env>, scans: readonly unknown[]): Promise<ScanResult[]> {
  const { person } = c.var.signedIn;
  const read = scans.map((scan) => readScan(c, scan));
  const replies = deps.submit(read.flatMap((one) => one.scan ? [scanCommand(one.scan, person)] : []));
  let next = 0;
  const settled = await Promise.all(
    read.map((one): ScanResult["reply"] | Promise<Reply> => one.scan ? replies[next++]! : { refused: one.refused }),
  );
  const firstBusy = settled.findIndex((reply) => "refused" in reply && reply.refused === "busy");
  return settled.map((reply, place) => ({
    scan: scanOf(read[place]!),
    reply: firstBusy >= 0 && place > firstBusy ? settled[firstBusy]! : reply,
  }));
}

type ReadScan =
  | { readonly scan: Scan; readonly refused?: never }
  | { readonly scan: null; readonly refused: "malformed" | "wrong_user" };

function readScan(c: Context<Env>, json: unknown): ReadScan {
  if (isOfAnother(c, json)) return { scan: null, refused: "wrong_user" };
  const parsed = ScanBody.safeParse(json);
  return parsed.success ? { scan: parsed.data } : { scan: null, refused: "malformed" };
}

const scanOf = ({ scan }: ReadScan): ScanResult["scan"] =>
  scan && { scanId: scan.scan_id, parent: scan.parent, child: scan.child };
