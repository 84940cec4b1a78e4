/** Session tokens: signed, so that a made-up one costs no look-up; what a session may do stands in its row alone. */
import { jwtVerify, SignJWT } from "jose";

export interface Tokens {
  issue(sessionId: string, expiresAt: Date): Promise<string>;
  /** The session that a token names; null when we did not sign it or its time is over. */
  read(token: string): Promise<string | null>;
  /** The same for one whose time may be over: nobody gets in by it. */
  readAnyAge(token: string): Promise<string | null>;
}

/** The one algorithm: a token that names another is refused, "none" included. */
const ALGORITHM = "HS256";
const ISSUER = "tracetrack";
const AUDIENCE = "session";

/** `secret` has at least 32 characters; who knows it can be anybody. */
export async function startTokens(secret: string): Promise<Tokens> {
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
  const readAt = async (token: string, currentDate?: Date): Promise<string | null> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        ...(currentDate && { currentDate }),
      });
      return typeof payload.sid === "string" && UUID.test(payload.sid) ? payload.sid : null;
    } catch {
      return null;
    }
  };
  return {
    issue: (sessionId, expiresAt) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime(expiresAt)
        .sign(key),
    read: (token) => readAt(token),
    readAnyAge: (token) => readAt(token, new Date(0)),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
