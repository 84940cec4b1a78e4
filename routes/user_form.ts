/** The fields of a person as a form sends them. */
import type { Role } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { belongsToArea, type UserFields } from "../domain/user_change.ts";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import { NewUserBody } from "./schemas.ts";

/**
 * What a form says of a person; what it does not name, as nobody's own role, stays as in `otherwise`. With `prefix` "seen_",
 * what its reader was shown. Null: it names a role that there is none of.
 */
export function readFields(form: URLSearchParams, otherwise: UserFields, prefix = ""): UserFields | null {
  const text = (name: string) => storable(form.get(prefix + name) ?? "").trim();
  const role = form.has(`${prefix}role`) ? text("role") : otherwise.role;
  if (!isRole(role)) return null;
  const area = form.has(`${prefix}dispatch_area`) ? text("dispatch_area") || null : otherwise.area;
  return {
    fullName: text("full_name") || null,
    email: text("email") || null,
    role,
    area: belongsToArea(role) ? area : null,
    disabled: prefix === "" ? otherwise.disabled : text("disabled") === "true",
    mustChangePassword: text("must_change_password") === "true",
  };
}

export const isRole = (text: string): text is Role => NewUserBody.shape.role.safeParse(text).success;

/** What is wrong, by the same schema that scripts are held to; and on a page a dispatcher has an area. */
export function faultOfFields(fields: Omit<UserFields, "disabled" | "mustChangePassword">, words: Words): Told | null {
  const { shape } = NewUserBody;
  if (!shape.email.safeParse(fields.email).success) return words.people.badEmail;
  if (!shape.full_name.safeParse(fields.fullName).success) return words.refusals.malformed;
  if (!belongsToArea(fields.role)) return null;
  if (fields.area === null) return words.people.areaNeeded;
  return shape.dispatch_area.safeParse(fields.area).success ? null : words.people.areaGone;
}
