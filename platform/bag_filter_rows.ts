/**
 * How a filter of bags is looked for: down one index that serves it from the newest id, and what is left is judged row by row.
 * The index is chosen here, not by the planner, so that it is known how many rows a page may look at.
 */
import type { BagFilter } from "../domain/filters.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { isOpenSince } from "./open_parent_rows.ts";

/** Conditions on bags `b`, to be written into a statement. */
export interface BagPath {
  /** Served by an index in the order of ids, without a look at the rows themselves. */
  readonly inside: readonly Condition[];
  /** Judged on what the index gives; that a bag is not void is always among them. */
  readonly besides: readonly Condition[];
  /** What judging one row costs, against one that is judged by itself: so many times fewer are looked at. */
  readonly weight: number;
}

/** Rows that an index leads to lie far apart, and each is looked up; a child's sack is one look more. */
const WEIGHTS = { inRow: 1, lookedUp: 6, withHolder: 4 } as const;
/** Somebody who searches waits a little longer, rather than to find nothing on the first page. */
const WEIGHT_MAX_OF_SEARCH = 2;

type Condition = (where: Conditions) => void;

/** @param values what the statement has by now: they are numbered on. */
export function written(conditions: readonly Condition[], values: unknown[] = []): Conditions {
  const where = new Conditions(values);
  for (const write of conditions) write(where);
  return where;
}

/** Whether the index alone tells what is asked for, but for void bags. */
export const isServed = ({ besides }: BagPath): boolean => besides.length === 1;

/** Null: no bag can be all that is asked for. */
export function pathOf(filter: BagFilter, timeZone: string): BagPath | null {
  const of = speaksOf(filter), area = areaOf(filter);
  if (of === "nothing" || area === "nothing") return null;
  const { inside, besides, weight } = of === "parents" ? parentsPath(filter, area) : othersPath(filter, of, area);
  const { q, from, to } = filter;
  return {
    inside,
    besides: [
      always("b.voided_at is null"),
      ...besides,
      ...(from || to ? [(where: Conditions) => where.between("b.created_at", from, to, timeZone)] : []),
      ...(q ? [isNot(q), holds(q)] : []),
    ],
    weight: q ? Math.min(weight, WEIGHT_MAX_OF_SEARCH) : weight,
  };
}

/** The bag of exactly the code that is asked for, if the filter shows it. */
export function exactly(filter: BagFilter, timeZone: string): Conditions | null {
  const { q } = filter;
  const path = q ? pathOf({ ...filter, q: null }, timeZone) : null;
  return path && written([...path.inside, ...path.besides, (where) => where.add(q, (p) => `b.code = ${p}`)]);
}

export const always = (condition: string): Condition => (where) => where.always(condition);
const isNot = (code: string): Condition => (where) => where.add(code, (p) => `b.code <> ${p}`);
const holds = (part: string): Condition => (where) => where.add(anywhere(part), (p) => `b.code like ${p}`);

type Subject = "parents" | "children" | "both" | "nothing";

/** A kind is of parents, a link of children, and a bill of parents unless children are asked for. */
function speaksOf({ role, kind, billed, linked, open }: BagFilter): Subject {
  const ofChildren = role === "child" || typeof linked === "boolean";
  const ofParents = role === "parent" || Boolean(kind || open) || typeof billed === "boolean" && role !== "child";
  if (ofChildren && ofParents) return "nothing";
  return ofChildren ? "children" : ofParents ? "parents" : "both";
}

/** `one`: the area's key, or null for what belongs to none. */
type Area = { readonly one: string | null } | "all";

export function areaOf({ scope, area }: Pick<BagFilter, "scope" | "area">): Area | "nothing" {
  const asked = area === null || area === undefined ? null : { one: area };
  if (scope.all) return asked ?? "all";
  if (scope.area === null) return "nothing";
  return asked && asked.one !== scope.area ? "nothing" : { one: scope.area };
}

const inArea = ({ one }: { readonly one: string | null }): Condition =>
  one === null ? always("b.dispatch_area is null") : (where) => where.add(one, (p) => `b.dispatch_area = ${p}`);

/** Two conditions have an index together, but for sacks on bills: those are most, and found soon. */
function parentsPath({ kind, billed, open }: BagFilter, area: Area): BagPath {
  const ofArea = area === "all" ? [] : [inArea(area)];
  const onNone = billed === false ? [always(UNBILLED)] : [];
  const ofKind = kind ? [(where: Conditions) => where.add(kind, (p) => `b.kind = ${p}`)] : [];
  const onOne = billed === true ? [always(BILLED)] : [];
  const conditions = [...ofArea, ...onNone, ...ofKind, ...onOne];
  const served = Math.min(2, conditions.length - (conditions.length > 1 ? onOne.length : 0));
  return {
    // Written into the statement, not sent beside it: the partial indexes are chosen by it.
    inside: [always("b.role = 'parent'"), ...conditions.slice(0, served)],
    besides: [...conditions.slice(served), ...(open ? [always(isOpenSince(open))] : [])],
    weight: WEIGHTS.lookedUp,
  };
}

const BILLED = "b.bill_id is not null";
/** As the index on them has it. */
const UNBILLED = "b.bill_id is null and b.voided_at is null";

function othersPath({ linked, billed }: BagFilter, of: "children" | "both", area: Area): BagPath {
  const inAreas = area === "all" ? [] : [inArea(area)];
  const onBill = typeof billed === "boolean" ? [always(`${HOLDERS_BILL} is ${billed ? "not null" : "null"}`)] : [];
  const isByIndex = linked === false || area !== "all";
  const weight = onBill.length > 0 ? WEIGHTS.withHolder : isByIndex ? WEIGHTS.lookedUp : WEIGHTS.inRow;
  if (linked === false) {
    return { inside: [always("b.role = 'child' and b.parent_id is null"), ...inAreas], besides: onBill, weight };
  }
  const role = of === "children" ? [always("b.role = 'child'")] : [];
  const isIn = linked ? [always("b.parent_id is not null")] : [];
  return { inside: inAreas, besides: [...role, ...isIn, ...onBill], weight };
}

/** A value, not a condition: as one the planner would rather read all sacks on bills than look one up. */
const HOLDERS_BILL =
  "(select holder.bill_id from bags holder where holder.id = b.parent_id and holder.role = 'parent')";
