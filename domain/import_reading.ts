/** A file's rows on their way to batches: first gathered until it is known what they are, then read as that. */
import type { Kinds } from "./code.ts";
import { type BatchMaker, batchMaker } from "./import_batches.ts";
import { headersOf } from "./import_headers.ts";
import { placedFirst, placedNext, recognise, type Recognised } from "./import_recognition.ts";
import { isBlank, keptCells, type SheetRow } from "./import_rows.ts";
import type { ColumnMapping, ImportBatch, ImportLayout, MappingGuess } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

/** What the file is to be read as: as somebody said, or "auto". */
export interface Wanted {
  readonly layout: ImportLayout | "auto";
  readonly mapping: ColumnMapping | null;
  readonly kinds: Kinds;
}

export interface ReadingEvents {
  /** Once, before the first batch. */
  recognised(found: Recognised): void;
  batch(batch: ImportBatch): void;
  /** Its columns are not known: nothing more will be said. */
  unknown(guess: MappingGuess, headers: readonly string[]): void;
}

/**
 * - leading   the first rows of a sheet are gathered, to see where its rows begin
 * - reading   they are made into batches as they come
 * - unknown   for good: nobody can tell what the file is
 */
export class ImportReading {
  /** Rows that were read as such: neither blank nor header. */
  rowsRead = 0;
  isUnknown = false;
  #sheet = "";
  #lead: SheetRow[] | null = [];
  #maker: BatchMaker | null = null;
  #found: Recognised | null = null;
  readonly #wanted: Wanted;
  readonly #tell: ReadingEvents;

  constructor(wanted: Wanted, tell: ReadingEvents) {
    this.#wanted = wanted;
    this.#tell = tell;
  }

  beginSheet(name: string): void {
    this.#sheet = name;
    this.#lead = [];
  }

  add(row: SheetRow): void {
    if (this.isUnknown || isBlank(row)) return;
    if (this.#lead === null) return this.#read(row);
    this.#lead.push(row);
    const enough = this.#found ? LIMITS.importHeaderRowsMax : LIMITS.importLeadRowsMax;
    if (this.#lead.length >= enough) this.#begin();
  }

  endSheet(): void {
    this.#begin();
    this.#maker?.end();
    this.#maker = null;
  }

  /** It is known, or not, what the sheet is: what was gathered is read. */
  #begin(): void {
    const lead = this.#lead;
    this.#lead = null;
    if (this.isUnknown || lead === null || lead.length === 0) return;
    const isFirst = this.#found === null;
    const found = this.#found ?? this.#findOut(lead);
    if (!found) return;
    const { kinds } = this.#wanted;
    const { after, columns, headers } = isFirst ? placedFirst(found) : placedNext(lead, found, kinds);
    const plan = { sheet: this.#sheet, layout: found.mapping.layout, columns, headers, kinds };
    this.#maker = batchMaker(plan, (batch) => this.#tell.batch(batch));
    for (const row of lead) if (row.row > after) this.#read(row);
  }

  #findOut(lead: readonly SheetRow[]): Recognised | null {
    const { mapping, layout, kinds } = this.#wanted;
    const seen = mapping ? asSaid(lead, mapping) : recognise(lead, layout, kinds);
    if ("guess" in seen) {
      this.isUnknown = true;
      this.#tell.unknown(guessOf(this.#sheet, seen.guess, lead), seen.headers);
      return null;
    }
    this.#found = seen;
    this.#tell.recognised(seen);
    return seen;
  }

  #read(row: SheetRow): void {
    this.rowsRead++;
    this.#maker?.add(row);
  }
}

function asSaid(lead: readonly SheetRow[], mapping: ColumnMapping): Recognised {
  const head = lead.find(({ row }) => row === mapping.headerRow);
  return { mapping, headers: head ? headersOf(head) : [] };
}

const guessOf = (sheet: string, mapping: ColumnMapping | null, lead: readonly SheetRow[]): MappingGuess => ({
  mapping,
  sheet,
  sample: lead.slice(0, LIMITS.importGuessRowsShown).map(({ row, cells }) => ({ row, cells: keptCells(cells) })),
});
