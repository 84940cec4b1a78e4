/** What may be asked about people and changed of them; see `schemas.ts`. */
import { z } from "zod";
import { USER_STATES } from "../domain/filters.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { asked, NewUserBody, PageQuery, text, yesOrNo } from "./schemas.ts";

export const UsersQuery = z.object({
  ...PageQuery.shape,
  q: asked(text),
  role: asked(NewUserBody.shape.role),
  area: asked(text),
  disabled: asked(yesOrNo),
  state: asked(z.enum(USER_STATES)),
  order: asked(z.enum(["newest", "name"])),
});

const fields = {
  ...NewUserBody.pick({ dispatch_area: true, full_name: true, email: true }).partial().shape,
  role: NewUserBody.shape.role.optional(),
  disabled: z.boolean().optional(),
  must_change_password: z.boolean().optional(),
  password: z.string().max(PASSWORD_CHARS_MAX).optional(),
};

/** What is not there stays as it is; null or blank: emptied. */
export const UserChangeBody = z.object({ version: z.int(), ...fields });
export const NamedUserChangeBody = UserChangeBody.extend({ username: z.string().max(200) });
