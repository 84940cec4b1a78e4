/** Sessions, people and API tokens. */
import { PageQuery, PasswordBody, SignInBody } from "../schemas.ts";
import { NewTokenBody } from "../token_schemas.ts";
import type { Operation } from "./operation.ts";
import { users } from "./users.ts";
import { MadeToken, OpenedSession, OwnSessionPage, RevokedToken, Session, TokenPage } from "./shapes_people.ts";

const session: readonly Operation[] = [
  {
    ...{ method: "POST", path: "/api/v1/session", id: "openSession", tag: "Session", body: SignInBody },
    summary: "Sign in by name and password",
    says:
      "Programs that run by themselves are better off with an API token. Wrong passwords in a row make one wait. Of an account with a second step, `code` is asked for by a detail of the refusal.",
    fields: { code: "Of the second step: six digits from an authenticator app, or a backup code." },
    answers: { 201: OpenedSession },
    refusals: ["unauthenticated", "rate_limited"],
    example: { body: { username: "asha", password: "Sacks-and-Bags-27" } },
  },
  {
    ...{ method: "POST", path: "/api/v1/session/password", id: "changePassword", tag: "Session", body: PasswordBody },
    key: "may",
    summary: "Change one's own password",
    says: "All other sessions end; this one lives on. Not by an API token.",
    answers: { 204: null },
    refusals: ["weak_password", "rate_limited"],
    example: { body: { old_password: "Sacks-and-Bags-27", new_password: "Gunny-Thread-61-Lamp" } },
  },
  {
    ...{ method: "GET", path: "/api/v1/session/sessions", id: "listOwnSessions", tag: "Session" },
    summary: "Where one is signed in",
    says: "The session used last first. There is only one page of them.",
    answers: { 200: OwnSessionPage },
  },
  {
    ...{ method: "DELETE", path: "/api/v1/session/sessions/:session", id: "endOwnSession", tag: "Session", key: "may" },
    at: { session: "0199f0c2-0000-4000-8000-000000000001" },
    summary: "End one of one's own sessions",
    answers: { 204: null },
    refusals: ["not_found"],
  },
  {
    ...{ method: "GET", path: "/api/v1/session", id: "getSession", tag: "Session" },
    summary: "Who one is",
    answers: { 200: Session },
  },
  {
    ...{ method: "DELETE", path: "/api/v1/session", id: "endSession", tag: "Session" },
    summary: "Sign out",
    answers: { 204: null },
  },
];

const tokens: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/tokens", id: "listTokens", tag: "Tokens", query: PageQuery },
    summary: "List API tokens, newest first",
    says: "Never the tokens themselves.",
    answers: { 200: TokenPage },
  },
  {
    ...{ method: "POST", path: "/api/v1/tokens", id: "createToken", tag: "Tokens", body: NewTokenBody, key: "may" },
    summary: "Make an API token",
    says: "`token` is shown in this one answer; on a replay it is null.",
    answers: { 201: MadeToken },
    refusals: ["token_name_taken"],
    example: { body: { name: "scale-3", role: "dispatcher", dispatch_area: "lucknow", expires_in_days: 90 } },
  },
  {
    ...{ method: "DELETE", path: "/api/v1/tokens/:id", id: "revokeToken", tag: "Tokens", key: "may", at: { id: "1" } },
    summary: "Revoke an API token",
    says: "Nothing comes in by it any more, on no instance.",
    answers: { 200: RevokedToken },
    refusals: ["not_found"],
  },
];

export const people: readonly Operation[] = [...session, ...users, ...tokens];
