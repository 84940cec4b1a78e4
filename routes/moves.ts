/** Moves: a child goes from the parent it is in to another, in one step. */
import { Hono } from "hono";
import { readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerCommand } from "./replies.ts";
import { MoveBody } from "./schemas.ts";

export function moves(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().post("/api/v1/moves", may("move_bags"), async (c) => {
    const body = await readBody(c, MoveBody);
    if (body instanceof Response) return body;
    const { scan_id: key, child, to_parent: toParent, station } = body;
    return await answerCommand(deps, c, {
      kind: "move_child",
      key,
      child,
      toParent,
      station,
      by: c.var.signedIn.person,
    });
  });
}
