/**
 * Signed notes that a browser carries for us: that a password was right and only the code is missing, and who has signed in
 * from that browser before. Each has an audience of its own: none of them is taken for a session, or for the other.
 */
import { createHmac } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { LIMITS } from "../domain/limits.ts";
import { signingKey } from "./tokens.ts";

export interface Tickets {
  /** For somebody whose password was right a moment ago: worth nothing without a code, and nothing once the password changes. */
  codeStep(userId: number, passwordHash: string): Promise<string>;
  /** Whose password was right, and by which mark of it; null when it is none of ours or too old. */
  readCodeStep(ticket: string): Promise<CodeStep | null>;
  /** The mark of a password in a ticket; of one hash it is always the same. */
  markOf(passwordHash: string): string;
  /** The same browser as before, and one more who has signed in from it. */
  device(known: Device | null, userId: number): Promise<string>;
  readDevice(token: string): Promise<Device | null>;
}

export interface CodeStep {
  readonly userId: number;
  readonly mark: string;
}

/** A browser from which these people have signed in, the last one first. */
export interface Device {
  readonly id: string;
  readonly userIds: readonly number[];
}

const ALGORITHM = "HS256";
const ISSUER = "tracetrack";
const A_DAY_S = 24 * 60 * 60;

/** `secret`: the sessions' own. */
export async function startTickets(secret: string): Promise<Tickets> {
  const key = await signingKey(secret);
  const sign = (audience: string, claims: Record<string, unknown>, seconds: number) =>
    new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM }).setIssuer(ISSUER).setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds).sign(key);
  const read = (audience: string, token: string) =>
    jwtVerify(token, key, { algorithms: [ALGORITHM], issuer: ISSUER, audience, requiredClaims: ["exp"] })
      .then(({ payload }) => payload, () => null);
  const markOf = (passwordHash: string) =>
    createHmac("sha256", secret).update(`password step ${passwordHash}`).digest("base64url");

  return {
    codeStep: (userId, passwordHash) =>
      sign("code", { uid: userId, mark: markOf(passwordHash) }, LIMITS.codeStepMs / 1_000),
    async readCodeStep(ticket) {
      const claims = await read("code", ticket);
      const { uid, mark } = claims ?? {};
      return isId(uid) && typeof mark === "string" ? { userId: uid, mark } : null;
    },
    markOf,
    device: (known, userId) => {
      const others = known?.userIds.filter((id) => id !== userId) ?? [];
      const uids = [userId, ...others].slice(0, LIMITS.deviceAccountsMax);
      return sign("device", { did: known?.id ?? crypto.randomUUID(), uids }, LIMITS.deviceDays * A_DAY_S);
    },
    async readDevice(token) {
      const { did, uids } = await read("device", token) ?? {};
      return typeof did === "string" && Array.isArray(uids) && uids.every(isId) ? { id: did, userIds: uids } : null;
    },
  };
}

const isId = (id: unknown): id is number => typeof id === "number" && Number.isSafeInteger(id) && id > 0;
