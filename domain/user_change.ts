/** Changing a person: what is asked, and what the rules say to it. Decided under a lock, on what is true then. */
import type { Role } from "./shapes.ts";

/** What an admin changes of a person. The name for logging in is not among it: events tell people apart by it. */
export interface UserFields {
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly area: string | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
}

/** What was not asked for stays as it is. */
export interface UserChange extends Partial<UserFields> {
  /** The one that whoever asks has seen. */
  readonly version: number;
  readonly password?: string;
}

export interface UserState extends UserFields {
  readonly id: number;
  readonly version: number;
}

/** What one person's row does not tell. */
export interface Around {
  readonly doerId: number;
  /** Admins who are not disabled, but for this person. */
  readonly otherAdmins: number;
  /** Of the area that he would belong to; null: there is none of that name. */
  readonly seats: Seats | null;
}

/** The places of dispatchers in an area, and how many of them others have. */
export interface Seats {
  readonly active: boolean;
  readonly max: number;
  readonly taken: number;
}

export type UserRefusal = "version_conflict" | "last_admin" | "own_account" | "unknown_area" | "area_full";

export const belongsToArea = (role: Role): boolean => role === "dispatcher";

/** The person as he would be. Only dispatchers belong to an area: whoever becomes something else leaves it. */
export function fieldsAfter(user: UserFields, change: Partial<UserFields>): UserFields {
  const role = change.role ?? user.role;
  const area = change.area === undefined ? user.area : change.area;
  return {
    fullName: change.fullName === undefined ? user.fullName : change.fullName,
    email: change.email === undefined ? user.email : change.email,
    role,
    area: belongsToArea(role) ? area : null,
    disabled: change.disabled ?? user.disabled,
    mustChangePassword: change.mustChangePassword ?? user.mustChangePassword,
  };
}

/** Null: it may be done. */
export function refusalOfChange(user: UserState, change: UserChange, around: Around): UserRefusal | null {
  if (change.version !== user.version) return "version_conflict";
  const after = fieldsAfter(user, change);
  if (isRuling(user) && !isRuling(after) && around.otherAdmins === 0) return "last_admin";
  const isOwn = user.id === around.doerId;
  // His own password he changes where the old one is asked for.
  const isBarred = after.role !== user.role || after.disabled || change.password !== undefined;
  if (isOwn && isBarred) return "own_account";
  return needsSeat(user, after) ? refusalOfSeat(around.seats, after.disabled) : null;
}

const isRuling = ({ role, disabled }: UserFields): boolean => role === "admin" && !disabled;

/** Whether he comes to an area, or back to it. Whoever has a place keeps it, full as the area may be. */
function needsSeat(before: UserFields, after: UserFields): boolean {
  if (after.area === null) return false;
  return after.area !== before.area || (before.disabled && !after.disabled);
}

/** For somebody who comes to an area, new people included; who is disabled takes no place. */
export function refusalOfSeat(seats: Seats | null, isDisabled = false): "unknown_area" | "area_full" | null {
  if (!seats?.active) return "unknown_area";
  return !isDisabled && seats.taken >= seats.max ? "area_full" : null;
}

const FIELDS: readonly (keyof UserFields)[] = [
  ...["fullName", "email", "role", "area", "disabled", "mustChangePassword"] as const,
];

/** The fields in which two states of a person differ. */
export const differingFields = (one: UserFields, other: UserFields): (keyof UserFields)[] =>
  FIELDS.filter((field) => one[field] !== other[field]);

export interface ChangeRecord {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What the audit log keeps of it: what was asked for and what followed from it, never the password. */
export function recordOfChange(user: UserState, change: UserChange): ChangeRecord {
  const after = fieldsAfter(user, change);
  const told = FIELDS.filter((field) => change[field] !== undefined || after[field] !== user[field]);
  const pick = (fields: UserFields) => Object.fromEntries(told.map((field) => [field, fields[field]]));
  return {
    before: { version: user.version, ...pick(user) },
    after: {
      version: user.version + 1,
      ...pick(after),
      ...(change.password === undefined ? {} : { password: "set" }),
    },
  };
}

/** Whether a change that is on record is the one that is asked for now. */
export function isRecorded(change: UserChange, after: unknown): boolean {
  const record = (after ?? {}) as Record<string, unknown>;
  if (record["version"] !== change.version + 1) return false;
  if ((record["password"] === "set") !== (change.password !== undefined)) return false;
  const leftArea = (field: string) => field === "area" && record["area"] === null;
  return FIELDS.every((field) =>
    change[field] === undefined
      ? record[field] === undefined || leftArea(field)
      : record[field] === change[field] || leftArea(field)
  );
}

/** Where somebody has written something else than he was shown, his word; else what is there now. */
export function mergeUser(seen: UserFields, written: UserFields, now: UserFields): UserFields {
  const merged = FIELDS.map((field) => [field, written[field] === seen[field] ? now[field] : written[field]]);
  return Object.fromEntries(merged) as unknown as UserFields;
}
