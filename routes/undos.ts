/** Undos: a scan is taken back. Who may take back whose, the domain decides. */
import { Hono } from "hono";
import { readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerCommand } from "./replies.ts";
import { UndoBody } from "./schemas.ts";

export function undos(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().post("/api/v1/undos", may("undo"), async (c) => {
    const body = await readBody(c, UndoBody);
    if (body instanceof Response) return body;
    const { scan_id: key, undoes, station } = body;
    return await answerCommand(deps, c, { kind: "undo", key, undoes, station, by: c.var.signedIn.person });
  });
}
