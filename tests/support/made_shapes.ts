/** Answers and bags that tests of pages start from. */
import type { Answer } from "../../domain/answer.ts";
import type { BagDetail } from "../../domain/shapes.ts";

/** An answer with these parts; the rest is empty. */
export const makeAnswer = (parts: Partial<Answer> & Pick<Answer, "outcome">): Answer => ({
  replayed: false,
  undone: false,
  key: "00000000-0000-4000-8000-000000000001",
  at: new Date("2026-11-22T05:11:07Z"),
  transaction: 1,
  parent: null,
  child: null,
  bill: null,
  elsewhere: null,
  from: null,
  ...parts,
});

export const makeSack = (code: string, kind: string, capacity: number, createdAt: Date): BagDetail => ({
  code,
  role: "parent",
  kind,
  status: "open",
  weightKg: 0,
  childCount: 0,
  capacity,
  parent: null,
  bill: null,
  area: "lucknow",
  createdAt,
  createdBy: "ravi.k",
  voided: false,
  children: [],
  packedAt: null,
  packedBy: null,
  billedAt: null,
  billedBy: null,
  billStatus: null,
});

/** What a session at a desk is like that was opened by password. */
export const DESK = { way: "password", isStation: false, expiresAt: new Date("2100-01-01T00:00:00Z") } as const;
