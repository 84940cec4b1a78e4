/** What a sheet's columns are called, and what those names mean. */
import { cellAt, cut, isBlank, type SheetRow } from "./import_rows.ts";
import { type ColumnMapping, COLUMNS_OF, type ImportColumn, type ImportLayout } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

type Columns = ColumnMapping["columns"];
type Names = Readonly<Partial<Record<ImportColumn, readonly string[]>>>;

export const NO_COLUMNS: Columns = {
  ...{ serial: null, text: null, code: null, role: null },
  ...{ parent: null, number: null, description: null, capacity: null },
};

/** Names that leave no doubt: those of our own exports and of the sheets that people have filled in for years. */
const OWN: Readonly<Record<ImportLayout, Names>> = {
  bags: { code: ["qrid"], role: ["type"], parent: ["parentqrid"] },
  // Where both stand, as in our export, "Parent Bags Count" is how many there are, and not how many fit.
  bills: {
    number: ["billid"],
    description: ["description"],
    capacity: ["capacity", "parentbagcount", "parentbagscount"],
  },
  child_parent_batches: { serial: ["srno", "sno", "slno", "serialno"], text: ["qrcode"] },
  parent_bill_batches: { serial: ["srno", "sno", "slno", "serialno"], text: ["qrcode"] },
};

const SERIALS = ["srno", "sno", "slno", "serialno", "serialnumber", "serial", "sr", "no", "index", "क्रमसंख्या", "क्रमांक"];
const TEXTS = ["qrcode", "code", "text", "scannedtext", "scan", "label", "barcode", "qr", "qrid", "labeltext"];

/** Names that only suggest what a column is. The first that is there counts. */
const LIKELY: Readonly<Record<ImportLayout, Names>> = {
  bags: {
    code: [
      ...["qrid", "childqrid", "childcode", "child", "childbag", "bagcode", "bagid", "bagno", "bagnumber", "bag"],
      ...["qrcode", "code", "barcode", "labelno", "labelnumber", "label", "qr"],
    ],
    role: ["type", "bagtype", "role", "kind"],
    parent: [
      ...["parentqrid", "parentcode", "parentbag", "parentid", "parent", "parentbagcode", "parentqr"],
      ...["sackcode", "sackno", "sackid", "sack"],
    ],
  },
  bills: {
    number: ["billid", "billno", "billnumber", "bill", "invoiceno", "invoicenumber", "invoice", "orderno", "order"],
    description: ["description", "desc", "particulars", "details", "remarks", "notes", "note", "truck", "name"],
    capacity: [
      ...["capacity", "parentbagcount", "parentbagscount", "noofbags", "noofsacks", "sacks", "bags"],
      ...["quantity", "qty", "count"],
    ],
  },
  child_parent_batches: { serial: SERIALS, text: TEXTS },
  parent_bill_batches: { serial: SERIALS, text: TEXTS },
};

export interface NamedColumns {
  /** Its own row number. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly columns: Columns;
}

/** The row, among the first few, that names this layout's columns. `sure`: by names that mean nothing else. */
export function namedColumns(lead: readonly SheetRow[], layout: ImportLayout, sure: boolean): NamedColumns | null {
  for (const row of lead.slice(0, LIMITS.importHeaderRowsMax)) {
    const columns = columnsNamed(row, layout, sure ? OWN[layout] : LIKELY[layout]);
    if (columns) return { headerRow: row.row, headers: headersOf(row), columns };
  }
  return null;
}

function columnsNamed(row: SheetRow, layout: ImportLayout, names: Names): Columns | null {
  const places = new Map<string, number>();
  row.cells.slice(0, LIMITS.importColumnsKept).forEach((text, place) => {
    const name = plainName(text);
    if (name !== "" && !places.has(name)) places.set(name, place);
  });
  const columns: Record<ImportColumn, number | null> = { ...NO_COLUMNS };
  const taken = new Set<number>();
  for (const column of COLUMNS_OF[layout]) {
    const place = names[column]?.map((name) => places.get(name)).find((at) => at !== undefined && !taken.has(at));
    if (place === undefined) continue;
    columns[column] = place;
    taken.add(place);
  }
  return isEnough(layout, columns) ? columns : null;
}

/** One name alone says too little: a list of anything can have a "Type", and of scans a "Bill ID". */
function isEnough(layout: ImportLayout, columns: Columns): boolean {
  const [first, ...others] = COLUMNS_OF[layout];
  return first !== undefined && columns[first] !== null && others.some((column) => columns[column] !== null);
}

export const headersOf = ({ cells }: SheetRow): readonly string[] =>
  cells.slice(0, LIMITS.importColumnsKept).map((text) => cut(text.trim(), LIMITS.importCellCharsKept));

/** What stands for these headers where it is remembered how they were read: case, blanks and dots do not count. */
export const headersFingerprint = (headers: readonly string[]): string =>
  JSON.stringify(headers.map(plainName)).replace(/(,"")+\]$/, "]");

/** "Sr. No." and "SR_NO" are one name. Marks are kept: Hindi vowels are some. */
const plainName = (text: string): string =>
  text.slice(0, LIMITS.importCellCharsKept).normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** Whether a row can name columns: words in it, and neither codes nor dates. */
export function looksLikeHeader(row: SheetRow): boolean {
  if (isBlank(row)) return false;
  return row.cells.every((_, column) => {
    const text = cellAt(row, column);
    return text === "" || /\p{L}/u.test(text) && !/\d{3}/.test(text);
  });
}
