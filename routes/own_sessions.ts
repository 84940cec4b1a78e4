/** What scripts do of one's own: change the password, see and end sessions. */
import { Hono } from "hono";
import { mayChangeSecrets, type OwnSession } from "../domain/own_account.ts";
import { keyOf, readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { isUuid } from "./page_form.ts";
import { flawDetails, refuseJson } from "./refusals.ts";
import { PasswordBody } from "./schemas.ts";

const PATH = "/api/v1/session";

export function ownSessions(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post(`${PATH}/password`, may("use_account"), async (c) => {
      if (!mayChangeSecrets(c.var.signedIn)) return refuseJson(c, "forbidden");
      const body = await readBody(c, PasswordBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const passwords = { oldPassword: body.old_password, newPassword: body.new_password };
      const result = await deps.ownSecrets.changePassword(c.var.signedIn, passwords, doerOf(c, deps, key));
      switch (result.is) {
        case "changed":
          return c.body(null, 204);
        case "weak_password":
          return refuseJson(c, "weak_password", flawDetails("new_password", result.flaw));
        case "wrong_password":
          return refuseJson(c, "forbidden", { details: [{ path: "old_password", message: "Not the password" }] });
        case "throttled":
          return refuseJson(c, "rate_limited", result);
        case "key_reused":
          return refuseJson(c, "scan_id_reused");
      }
    })
    .get(`${PATH}/sessions`, may("use_account"), async (c) => {
      const { person, sessionId } = c.var.signedIn;
      const sessions = await deps.own.sessions(person.id);
      return json(c, { items: sessions.map((session) => wireSession(session, sessionId)), next_cursor: null });
    })
    .delete(`${PATH}/sessions/:session`, may("use_account"), async (c) => {
      if (!mayChangeSecrets(c.var.signedIn)) return refuseJson(c, "forbidden");
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const id = c.req.param("session") ?? "";
      // Ended twice is ended: the same request may come again without a key.
      const isHis = isUuid(id) && await deps.own.endSession(c.var.signedIn, id, doerOf(c, deps));
      return isHis ? c.body(null, 204) : refuseJson(c, "not_found");
    });
}

function wireSession({ userAgent, device, createdAt, lastSeenAt, isStation, ...session }: OwnSession, here: string) {
  const { id, address, way } = session;
  return {
    id,
    ...device,
    user_agent: userAgent,
    address,
    way,
    is_station: isStation,
    is_current: id === here,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
  };
}
