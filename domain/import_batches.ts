/** Rows of one sheet, one after the other, made into batches: what is decided together. */
import type { Kinds } from "./code.ts";
import { bagRow, billRow, type SheetColumns } from "./import_plain.ts";
import type { ImportReason } from "./import_reasons.ts";
import { isBlank, type SheetRow } from "./import_rows.ts";
import {
  faultOf,
  type Gathered,
  goesOn,
  refusedRow,
  type RunLayout,
  type RunRole,
  runRole,
  wholeRun,
} from "./import_runs.ts";
import type { ImportBatch, ImportColumn, ImportLayout, ImportRow } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

/** What a sheet is read as. */
export interface SheetPlan extends SheetColumns {
  readonly sheet: string;
  readonly layout: ImportLayout;
  readonly kinds: Kinds;
}

export interface BatchMaker {
  /** Blank rows are passed over: they end nothing. */
  add(row: SheetRow): void;
  /** The sheet ends, and with it what was gathered. */
  end(): void;
}

/** Hands each batch to `take` as soon as it is complete, in the order of the sheet. */
export function batchMaker(plan: SheetPlan, take: (batch: ImportBatch) => void): BatchMaker {
  const loose = new LooseRows(plan.sheet, take);
  const { layout } = plan;
  if (layout === "bags" || layout === "bills") {
    return {
      add: (row) => {
        if (!isBlank(row)) loose.add(layout === "bags" ? bagRow(row, plan, plan.kinds) : billRow(row, plan));
      },
      end: () => loose.flush(),
    };
  }
  return new RunMaker(layout, plan, loose, take);
}

/** Rows that stand for themselves, a helping at a time. */
class LooseRows {
  #rows: ImportRow[] = [];
  readonly #sheet: string;
  readonly #take: (batch: ImportBatch) => void;

  constructor(sheet: string, take: (batch: ImportBatch) => void) {
    this.#sheet = sheet;
    this.#take = take;
  }

  add(row: ImportRow): void {
    this.#rows.push(row);
    if (this.#rows.length >= LIMITS.importRowsAtOnce) this.flush();
  }

  flush(): void {
    if (this.#rows.length === 0) return;
    this.#take({ sheet: this.#sheet, isWhole: false, rows: this.#rows });
    this.#rows = [];
  }
}

/**
 * - gathering  rows wait for the sack or bill below them
 * - too long   more have come than anything holds: they are refused as they come, until the row that ends them
 */
class RunMaker implements BatchMaker {
  #members: Gathered[] = [];
  #isTooLong = false;
  /** The one row whose role hangs on the next. */
  #unsure: SheetRow | null = null;
  readonly #layout: RunLayout;
  readonly #plan: SheetPlan;
  readonly #loose: LooseRows;
  readonly #take: (batch: ImportBatch) => void;

  constructor(layout: RunLayout, plan: SheetPlan, loose: LooseRows, take: (batch: ImportBatch) => void) {
    this.#layout = layout;
    this.#plan = plan;
    this.#loose = loose;
    this.#take = take;
  }

  add(row: SheetRow): void {
    if (isBlank(row)) return;
    if (this.#unsure) this.#settle(goesOn(row, this.#plan) ? "member" : "ender");
    const role = runRole(this.#layout, row, this.#plan, this.#plan.kinds);
    if (role === "unsure") this.#unsure = row;
    else this.#put(row, role);
  }

  end(): void {
    if (this.#unsure) this.#settle("ender");
    this.#refuseMembers(this.#layout === "child_parent_batches" ? "no_parent_below" : "no_bill_below");
    this.#loose.flush();
    this.#isTooLong = false;
  }

  #settle(role: RunRole): void {
    const row = this.#unsure as SheetRow;
    this.#unsure = null;
    this.#put(row, role);
  }

  #put(row: SheetRow, role: RunRole): void {
    const fault = faultOf(role, row, this.#plan);
    if (role === "ender") return this.#finish({ row, fault });
    this.#members.push({ row, fault });
    if (this.#members.length < LIMITS.importBatchRowsMax && !this.#isTooLong) return;
    this.#isTooLong = true;
    this.#refuseMembers("batch_too_long");
  }

  #finish(ender: Gathered): void {
    const reason = this.#reasonAgainst(ender);
    if (reason === null) this.#takeWhole(ender.row);
    else {
      this.#refuseMembers(this.#layout === "child_parent_batches" ? "no_parent_below" : "no_bill_below");
      this.#refuse({ row: ender.row, fault: reason });
    }
    this.#isTooLong = false;
  }

  #reasonAgainst({ fault }: Gathered): Gathered["fault"] {
    if (this.#isTooLong) return { column: "text", reason: "batch_too_long" };
    if (fault) return fault;
    return this.#members.length === 0 ? { column: "text", reason: "nothing_above" } : null;
  }

  #takeWhole(ender: SheetRow): void {
    this.#loose.flush();
    const rows = wholeRun(this.#layout, this.#members, ender, this.#plan, this.#plan.kinds);
    this.#members = [];
    this.#take({ sheet: this.#plan.sheet, isWhole: true, rows });
  }

  #refuseMembers(reason: ImportReason): void {
    for (const member of this.#members) this.#refuse(member, reason);
    this.#members = [];
  }

  #refuse({ row, fault }: Gathered, reason?: ImportReason): void {
    const column: ImportColumn = "text";
    this.#loose.add(refusedRow(row, fault ?? { column, reason: reason ?? "unknown_row" }, this.#plan));
  }
}
