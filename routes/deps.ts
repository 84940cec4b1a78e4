/**
 * What the routes need of the outside. `main.ts` fills it with functions of `platform/` and `actors/`; tests fill it with
 * theirs. Reads return plain shapes of the domain; a fault (no database, a timeout) is thrown and `isBusy` tells it apart.
 */
import type { Context, Hono } from "hono";
import type { Activity } from "../actors/activity.ts";
import type { Live } from "../actors/live.ts";
import type { Reply } from "../domain/answer.ts";
import type { ApiDocument } from "../domain/api_document.ts";
import type { BillTally } from "../domain/bill_report.ts";
import type { Kinds } from "../domain/code.ts";
import type { Command } from "../domain/command.ts";
import type { DayFacts } from "../domain/day_report.ts";
import type {
  BagFilter,
  BillFilter,
  DayRange,
  Everything,
  PageRequest,
  ScanDayFilter,
  ScanFilter,
  Scope,
} from "../domain/filters.ts";
import type { Histories } from "../domain/history.ts";
import type {
  ColumnMapping,
  ImportDetail,
  ImportLayout,
  ImportLine,
  ImportProblem,
  ImportState,
} from "../domain/import_shapes.ts";
import type { ImportFault } from "../domain/import_reasons.ts";
import type { SystemState } from "../domain/instances.ts";
import type { Refusal } from "../domain/outcomes.ts";
import type { Rate } from "../domain/rate.ts";
import type { Doer, SignedIn } from "../domain/people.ts";
import type { ScanTally } from "../domain/scan_report.ts";
import type {
  BagDetail,
  BagLine,
  BillDetail,
  BillEdit,
  BillLine,
  Dashboard,
  Integrity,
  LifeEvent,
  LotSeen,
  Packing,
  PackingList,
  Page,
  ScanLine,
  Total,
} from "../domain/shapes.ts";
import type { AuditDeps } from "./audit_deps.ts";
import type { Audit, Exports, ZippedFile } from "./export_deps.ts";
import type { PeopleDeps } from "./people_deps.ts";
import type { SettingsDeps } from "./settings_deps.ts";

/** One small app per noun. */
export type Noun = (deps: Deps) => Hono<Env>;

/** What a request carries through the routes. */
export interface Env {
  /** What `Deno.serve` tells beside the request; absent in tests. */
  readonly Bindings: { readonly remoteAddr?: Deno.Addr };
  readonly Variables: {
    readonly requestId: string;
    /** What every answer carries: security headers and the request's id. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** Set by the door, in every route that is not open to anybody. */
    readonly signedIn: SignedIn;
  };
}

export interface Deps extends PeopleDeps, SettingsDeps, AuditDeps {
  readonly site: Site;
  readonly log: Log;
  /** The kinds of parent bag as they stand; held in memory by whoever fills this. */
  readonly kinds: () => Kinds;
  /** One promise a command, in order; commands of one call never overtake each other. Never rejects. */
  readonly submit: (commands: readonly Command[]) => readonly Promise<Reply>[];
  /** Who scans what just now, as this instance hears of it. */
  readonly activity: Pick<Activity, "peopleOn" | "packing">;
  readonly live: Pick<Live, "hasRoomFor" | "join">;
  /** How full these sacks are. */
  readonly fillsOf: (codes: readonly string[]) => Promise<readonly Pick<Packing, "code" | "childCount" | "capacity">[]>;
  readonly bags: Bags;
  readonly bills: Bills;
  readonly scanDays: ScanDays;
  readonly scans: Scans;
  readonly audit: Audit;
  readonly exports: Exports;
  readonly reports: Reports;
  /** Bags and bills as they were at a moment that has passed. */
  readonly histories: Histories;
  readonly imports: Imports;
  /** Reads a form with files in it as it comes; what cannot be taken leaves nothing. */
  readonly readUpload: (
    request: Request,
    receive: (fileName: string) => Promise<ArrivingFile>,
  ) => Promise<Upload | NotTaken>;
  /** Keys of the dispatch areas, in the order in which people know them. */
  readonly areas: () => Promise<readonly string[]>;
  readonly dashboard: (scope: Scope) => Promise<Dashboard>;
  readonly integrity: () => Promise<Integrity>;
  /** Seconds that this person has to wait before so many more scans; 0: none. Null: nobody ever has to. */
  readonly scanWaitSeconds: ((userId: number, scans: number) => Promise<number>) | null;
  /** The same before one more of what is read at this rate. */
  readonly readWaitSeconds: (rate: Rate, userId: number) => Promise<number>;
  readonly readiness: Readonly<Record<Part, () => Promise<Health>>>;
  readonly metrics: Metrics;
  /** How all instances, the database and Redis are. */
  readonly system: () => Promise<SystemState>;
  /** A ZIP of these files, written while it is read. */
  readonly zip: (files: readonly ZippedFile[]) => ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Where a request came from, behind proxies that are trusted. */
  readonly addressOf: (peer: string | null, forwardedFor: string | null) => string | null;
  /** Whether two secrets are equal, in a time that does not tell where they differ. */
  readonly isSameSecret: (one: string, other: string) => boolean;
  /** Whether a fault means "not now" (no connection, a timeout), rather than "wrong". */
  readonly isBusy: (fault: unknown) => boolean;
  /** Whether work is done in time; without it nothing is ever given up. */
  readonly inTime?: (work: Promise<unknown>, msMax: () => number) => Promise<boolean>;
  readonly pages: Pages;
}

/** What is answered in HTML: the pages' own routes, and what the API's routes ask of them. */
export interface Pages {
  readonly nouns: readonly Noun[];
  /** A page, or a fragment for htmx, that says why not. Status and headers are the caller's; they stand on `c` already. */
  refusal(c: Context<Env>, refusal: Refusal): Response | Promise<Response>;
  /** `/api/docs`. */
  docs(c: Context<Env>, document: ApiDocument): Response;
  /** `POST /api/v1/scans/batch` with `Accept: text/html`. */
  replies(
    deps: Pick<Deps, "bills" | "kinds">,
    c: Context<Env>,
    results: readonly ScanResult[],
  ): Response | Promise<Response>;
}

/** One scan of a batch and what it came to. */
export interface ScanResult {
  /** Null where what was sent is no scan. */
  readonly scan: { readonly scanId: string; readonly parent: string; readonly child: string | null } | null;
  readonly reply: Reply | { readonly refused: "malformed" | "wrong_user" | "rate_limited" };
}

/** How this server is reached. */
export interface Site {
  /** `https://host[:port]` when a proxy stands in front; else the origin is the request's own. */
  readonly publicOrigin: string | null;
  /** Whether browsers reach it over https: decides about Secure cookies and HSTS. */
  readonly isHttps: boolean;
  readonly timeZone: string;
  readonly metricsToken: string | null;
}

export type LogLine = (message: string, fields?: Readonly<Record<string, unknown>>) => void;
export type Log = Readonly<Record<"info" | "warn" | "error", LogLine>>;

/** Lists answer null to a cursor that is none of theirs. A page may be short and go on: only a null cursor is the end. */
export interface Bags {
  find(code: string): Promise<BagDetail | null>;
  list(filter: BagFilter, page: PageRequest): Promise<Page<BagLine> | null>;
  /** All that the list has, over all its pages. */
  count(filter: BagFilter): Promise<Total>;
  /** A bag's life, newest first. */
  events(code: string, page: PageRequest): Promise<Page<LifeEvent> | null>;
  /** The lots that a child's labels named, the latest first. */
  lots(code: string): Promise<readonly LotSeen[]>;
  /** Those of these codes that are registered, in this order; void ones are not. */
  known(codes: readonly string[], scope: Scope): Promise<readonly string[]>;
}

export interface Bills {
  /** By number, in any case. */
  find(number: string): Promise<BillDetail | null>;
  list(filter: BillFilter, page: PageRequest): Promise<Page<BillLine> | null>;
  /** All that the list has, over all its pages. */
  count(filter: BillFilter): Promise<Total>;
  /** A bill's life, newest first: what was put on and taken off, edits, completion. */
  events(number: string, page: PageRequest): Promise<Page<LifeEvent> | null>;
  /** A bill with all codes on it, by number in any case. */
  packingList(number: string): Promise<PackingList | null>;
  /** The last edits of a bill's fields, newest first. */
  edits(number: string): Promise<readonly BillEdit[]>;
  /** The newest bills that take more parents. */
  withRoom(scope: Everything): Promise<readonly BillLine[]>;
  /** Usernames of all who have made a bill, by name. */
  makers(scope: Everything): Promise<readonly string[]>;
}

export interface ScanDays {
  list(filter: ScanDayFilter, page: PageRequest): Promise<Page<LifeEvent> | null>;
  /** As the dashboard counts them; null where no counter tells these apart. */
  count(filter: ScanDayFilter): Promise<number | null>;
}

export interface Scans {
  /** Oldest first; a page may be empty and go on all the same. */
  list(filter: ScanFilter, page: PageRequest): Promise<Page<ScanLine> | null>;
}

/** What reports are made of: counted rows, which `domain/` sums up. */
export interface Reports {
  billTallies(range: DayRange, scope: Everything): Promise<readonly BillTally[]>;
  scanTallies(range: DayRange, scope: Everything): Promise<readonly ScanTally[]>;
  /** One moment's view of one business day. */
  day(day: string, scope: Everything): Promise<DayFacts>;
}

/** Sheets on their way in. Work on them is done in a thread of its own; what is asked for here is only noted down. */
export interface Imports {
  /** The largest file that is taken, in bytes. */
  readonly fileBytesMax: number;
  /** A file that arrives: kept beside the database until it is read. The name is cut to its last part. */
  receive(fileName: string): Promise<ArrivingFile>;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<ImportLine> | null>;
  find(id: number): Promise<ImportDetail | null>;
  /** In the order of the sheets; null to a cursor that is none. */
  problems(id: number, page: PageRequest): Promise<Page<ImportProblem> | null>;
  apply(id: number, doer: Doer): Promise<ImportAnswer>;
  /** Once rows are being put in, it stops after the step under way; what is in stays, and can be taken back. */
  cancel(id: number, doer: Doer): Promise<ImportAnswer>;
  undo(id: number, doer: Doer): Promise<ImportAnswer>;
  /** Says what the columns are; remembered for sheets with the same headers. Until rows are applied. */
  map(id: number, mapping: ColumnMapping, doer: Doer): Promise<ImportAnswer>;
}

export interface ArrivingFile {
  /** False: the file is larger than is taken, and gone. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** The whole file is here: an import begins. */
  done(wanted: NewImport, doer: Doer): Promise<ImportLine>;
  /** The upload broke off: nothing of it is kept. */
  drop(): Promise<void>;
}

/** What a form brought. Whoever asked for it finishes each file, or drops it. */
export interface Upload {
  readonly files: readonly ArrivingFile[];
  readonly fields: ReadonlyMap<string, string>;
}

export interface NotTaken {
  readonly refused: Refusal;
  /** The part that was wrong, and how, for scripts. */
  readonly path: string;
  readonly why: string;
}

export interface NewImport {
  readonly layout: ImportLayout | "auto";
  /** Key of the dispatch area that new bags belong to; null: none. Checked by the caller. */
  readonly area: string | null;
  /** Where the sheet was filled in, as free text. */
  readonly station: string | null;
}

export type ImportAnswer =
  /** `replayed`: by a request with the same key, before. */
  | { readonly is: "taken"; readonly line: ImportLine; readonly replayed: boolean }
  | { readonly is: "not_found" }
  | { readonly is: "key_reused" }
  /** It is in this state, in which that cannot be done. */
  | { readonly is: "wrong_state"; readonly state: ImportState; readonly fault: ImportFault | null };

export type Part = "database" | "schema" | "committer" | "bus";
/** `degraded`: works, but slower or later than it should. */
export type Health = "ok" | "degraded" | "unavailable";

export interface Metrics {
  requested(method: string, status: number, seconds: number): void;
  /** Prometheus text. */
  text(): string;
}
