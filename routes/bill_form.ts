/** A bill's fields as they come by a form: the texts as typed, and what is wrong with them. */
import type { BillFields } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import type { FieldTexts, SeenBill } from "../domain/seen_bill.ts";
import type { BillStatus } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { CHARS_MAX, type FieldFault, type FieldFaults } from "../views/bill_form.tsx";
import { textOf, wholeNumberOf } from "./page_form.ts";

/** Longer ones are cut: nobody types them, and a page need not hold them. */
const SHOWN_CHARS_MAX = 2_000;

const typed = (form: URLSearchParams, name: string): string =>
  storable(form.get(name) ?? "").trim().slice(0, SHOWN_CHARS_MAX);

export const readTexts = (form: URLSearchParams, prefix = ""): FieldTexts => ({
  capacity: typed(form, `${prefix}capacity`),
  destination: typed(form, `${prefix}destination`),
  vehicle: typed(form, `${prefix}vehicle`),
  description: typed(form, `${prefix}description`),
});

/** None: the texts can be saved as they are. */
export function faultsOf(texts: FieldTexts & { readonly number?: string }): FieldFaults {
  const faults = [
    ["capacity", faultOfCapacity(texts.capacity)],
    ...(["number", "destination", "vehicle", "description"] as const).map((name) =>
      [name, [...texts[name] ?? ""].length > CHARS_MAX[name] ? "too_long" : null] as const
    ),
  ] as const;
  return Object.fromEntries(faults.filter(([, fault]) => fault !== null)) as FieldFaults;
}

function faultOfCapacity(text: string): FieldFault | null {
  if (text === "") return "missing";
  const isWhole = /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= LIMITS.billCapacityMax;
  return isWhole ? null : "wrong";
}

/** Of texts without a fault. */
export const fieldsOf = ({ capacity, destination, vehicle, description }: FieldTexts): BillFields => ({
  capacity: Number(capacity),
  destination: destination || null,
  vehicle: vehicle || null,
  description: description || null,
});

const STATUSES: readonly string[] = ["new", "processing", "completed", "voided"] satisfies BillStatus[];

export const statusOf = (text: string | null | undefined): BillStatus | "" =>
  text && STATUSES.includes(text) ? text as BillStatus : "";

/** What the form's reader saw of the bill; null: the form does not tell. */
export function readSeen(form: URLSearchParams): SeenBill | null {
  const version = wholeNumberOf(form, "version");
  const status = statusOf(form.get("seen_status"));
  const last = textOf(form, "seen_last");
  const lastLinkedAt = last === null ? null : new Date(last);
  if (version === null || status === "" || lastLinkedAt && Number.isNaN(lastLinkedAt.getTime())) return null;
  return {
    ...{ version, lastLinkedAt, status },
    linkedCount: wholeNumberOf(form, "seen_linked") ?? 0,
    fields: readTexts(form, "seen_"),
  };
}
