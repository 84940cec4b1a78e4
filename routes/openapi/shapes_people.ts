/** People, their sessions and API tokens as answers show them. */
import { z } from "zod";
import { at, id, maybeAt, maybeText, named, pageOf, role } from "./shape.ts";

export const OpenedSession = named(
  "OpenedSession",
  z.strictObject({ token: z.string(), expires_at: at, user: z.strictObject({ username: z.string(), role }) }),
);
export const Session = named(
  "Session",
  z.strictObject({
    user: z.strictObject({ username: z.string(), role, dispatch_area: maybeText, full_name: maybeText }),
  }),
);

const user = {
  ...{ id, username: z.string(), role, dispatch_area: maybeText, full_name: maybeText, email: maybeText },
  ...{ disabled: z.boolean(), must_change_password: z.boolean(), version: z.int(), created_at: at },
  ...{ last_sign_in_at: maybeAt, locked_until: maybeAt },
};
export const User = named("User", z.strictObject(user));
export const UserPage = pageOf(User);
export const ChangedUser = named("ChangedUser", z.strictObject({ ...user, replayed: z.boolean() }));
/** `url` is shown this once; on a replay it is null. */
export const ResetLink = named(
  "ResetLink",
  z.strictObject({ url: maybeText, expires_at: at, replayed: z.boolean() }),
);

const token = {
  ...{ id, name: z.string(), username: z.string(), role, dispatch_area: maybeText },
  ...{ state: z.enum(["live", "expired", "revoked"]), created_at: at, created_by: maybeText },
  ...{ created_by_disabled: z.boolean(), expires_at: at, revoked_at: maybeAt, revoked_by: maybeText },
  ...{ last_used_at: maybeAt, last_address: maybeText },
};
export const Token = named("Token", z.strictObject(token));
export const TokenPage = pageOf(Token);
/** `token` is shown this once; on a replay it is null. */
export const MadeToken = named("MadeToken", z.strictObject({ ...token, token: maybeText, replayed: z.boolean() }));
export const RevokedToken = named("RevokedToken", z.strictObject({ ...token, replayed: z.boolean() }));
