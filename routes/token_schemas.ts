/** What may be sent about API tokens: see `schemas.ts`. */
import { z } from "zod";
import { LIMITS } from "../domain/limits.ts";
import { TOKEN_NAME } from "../domain/tokens.ts";

export const NewTokenBody = z.object({
  name: z.string().regex(TOKEN_NAME),
  role: z.enum(["admin", "biller", "dispatcher"]),
  dispatch_area: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/).nullish().transform((area) => area ?? null),
  expires_in_days: z.int().min(1).max(LIMITS.tokenDaysMax).nullish()
    .transform((days) => days ?? LIMITS.tokenDaysDefault),
});
