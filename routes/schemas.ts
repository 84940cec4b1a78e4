/**
 * What may be sent: one schema checks it, types it and (in input form) describes it in the API's own document. They ask for
 * types and presence. Whether a code or a bill's number is empty, too long or unreadable is the domain's to say, in outcomes.
 */
import { z } from "zod";
import { withoutBadge } from "../domain/badge_text.ts";
import { OPEN_AGES } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { storable } from "../domain/text.ts";

/** Any version and variant: what counts is that two scans never share one. Lower case from here on. */
const key = z.guid().transform((text) => text.toLowerCase());
/** Raw, as scanned or typed. */
const code = z.string();
/** Null and absent are the same. */
const optionalCode = code.nullish().transform((text) => text ?? null);
/** A note that people read; blank is none. */
const note = (charsMax: number) =>
  z.string().transform((text) => storable(text).trim()).pipe(z.string().max(charsMax)).nullish()
    .transform((text) => text || null);
const reason = z.string().transform((text) => storable(text).trim()).pipe(z.string().min(1).max(LIMITS.reasonCharsMax));
const version = z.int();
const station = z.string().max(LIMITS.stationCharsMax).nullish().transform((text) => text ? withoutBadge(text) : null);
/** By the client's clock; kept, never trusted. */
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
  .refine(isSaneInstant);
const user = z.string().nullish();

/** Beyond the year 9999 an instant has no form that everybody reads, PostgreSQL included; and no client's clock is that wrong. */
export function isSaneInstant(at: Date): boolean {
  return at.getTime() >= 0 && at.getTime() < Date.UTC(10_000, 0);
}

export const ScanBody = z.object({
  scan_id: key,
  parent: code,
  child: optionalCode,
  station,
  scanned_at: instant.nullish().transform((date) => date ?? null),
  user,
});

/** Each scan is judged on its own. */
export const BatchBody = z.object({ scans: z.array(z.unknown()).min(1).max(LIMITS.batchScansMax) });

export const UndoBody = z.object({ scan_id: key, undoes: key, station, user });
export const MoveBody = z.object({ scan_id: key, child: code, to_parent: code, station, user });
export const BillParentBody = z.object({ scan_id: key, parent: code, station, move_from: optionalCode, user });
export const VoidBagBody = z.object({ reason, user });

const billWords = {
  description: note(LIMITS.descriptionCharsMax),
  destination: note(LIMITS.destinationCharsMax),
  vehicle: note(LIMITS.vehicleCharsMax),
};

export const NewBillBody = z.object({ number: optionalCode, capacity: z.number(), ...billWords, user });
export const BillEditBody = z.object({
  version,
  // Absent: stays as it is. Null or blank: emptied.
  ...z.object(billWords).partial().shape,
  capacity: z.number().optional(),
  user,
});
export const CompletionBody = z.object({
  version,
  accept_short: z.boolean().nullish().transform((accepts) => accepts ?? false),
  reason: note(LIMITS.reasonCharsMax),
  user,
});
export const ReopeningBody = z.object({ version, reason, user });
export const VoidBillBody = z.object({ version, reason, user });

export const SignInBody = z.object({ username: z.string(), password: z.string() });

export const NewUserBody = z.object({
  username: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/),
  password: z.string().max(PASSWORD_CHARS_MAX),
  role: z.enum(["admin", "biller", "dispatcher"]),
  dispatch_area: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/).nullish().transform((area) => area ?? null),
  full_name: note(LIMITS.fullNameCharsMax),
  email: z.email().max(LIMITS.emailCharsMax).nullish().transform((email) => email ?? null),
  must_change_password: z.boolean().nullish().transform((must) => must ?? false),
});

/** In a query everything is text, and a field of a form that was left empty is there and empty. */
export const asked = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => text === "" ? undefined : text, schema.optional()).transform((value) => value ?? null);
export const yesOrNo = z.enum(["true", "false"]).transform((text) => text === "true");
export const text = z.string().max(LIMITS.scanTextCharsMax).transform(storable);
export const day = z.iso.date().refine((date) => date >= "1900-01-01");
/** Whether a text is a day that a list can be asked about. */
export const isDay = (text: string): boolean => day.safeParse(text).success;
export const bound = z.union([day, instant.transform((date) => date.toISOString())]);

const pageOfResults = {
  limit: z.preprocess(
    (limit) => limit === undefined || limit === "" ? String(LIMITS.pageItemsDefault) : limit,
    z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(1).max(LIMITS.pageItemsMax)),
  ),
  cursor: asked(z.string().max(500)),
};

/** Asks for `total: {count, exact}` beside the page. Not exact: there are at least so many. */
const total = asked(yesOrNo);

export const AsOfQuery = z.object({ at: instant });
export const PageQuery = z.object(pageOfResults);
export const BagsQuery = z.object({
  ...pageOfResults,
  total,
  role: asked(z.enum(["parent", "child"])),
  kind: asked(z.string().max(20).transform((kind) => kind.toUpperCase())),
  q: asked(text),
  billed: asked(yesOrNo),
  linked: asked(yesOrNo),
  open: asked(z.enum(OPEN_AGES)),
  area: asked(text),
  from: asked(bound),
  to: asked(bound),
});
export const SearchQuery = z.object({ q: text });
export const BillsQuery = z.object({
  ...pageOfResults,
  total,
  status: asked(z.enum(["new", "processing", "completed", "voided"])),
  q: asked(text),
  from: asked(bound),
  to: asked(bound),
  created_by: asked(text),
});
