/** Whose a credential was that stands no more. */
import { createHash } from "node:crypto";
import { isApiToken } from "../domain/tokens.ts";
import type { RefusedAttempt } from "../domain/refused_attempt.ts";
import type { Database } from "./postgres.ts";
import type { Tokens } from "./tokens.ts";

type Owner = Pick<RefusedAttempt, "why" | "userId">;

/** What we never signed or made is nobody's, and costs one look-up at most. */
export const ownerOfEnded =
  (db: Database, tokens: Pick<Tokens, "readAnyAge">) => (credential: string): Promise<Owner | null> =>
    isApiToken(credential) ? ofToken(db, credential) : ofSession(db, tokens, credential);

async function ofToken(db: Database, token: string): Promise<Owner | null> {
  const hash = createHash("sha256").update(token).digest();
  const [row] = await db.query<{ id: number }>("select user_id as id from api_tokens where hash = $1", [hash]);
  return row ? { why: "token", userId: row.id } : null;
}

async function ofSession(db: Database, tokens: Pick<Tokens, "readAnyAge">, token: string): Promise<Owner | null> {
  const sessionId = await tokens.readAnyAge(token);
  if (sessionId === null) return null;
  const [row] = await db.query<{ id: number }>("select user_id as id from sessions where id = $1", [sessionId]);
  return row ? { why: "session", userId: row.id } : null;
}
