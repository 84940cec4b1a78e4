/** Every number that bounds the system, in one place: unit in the name, reason beside it. */
import { AUDIT_LIMITS } from "./audit_limits.ts";
import { PEOPLE_LIMITS } from "./people_limits.ts";
import { SCAN_LIMITS } from "./scan_limits.ts";
import { SETTINGS_LIMITS } from "./settings_limits.ts";
import { SHEET_LIMITS } from "./sheet_limits.ts";

export const LIMITS = {
  ...AUDIT_LIMITS,
  ...PEOPLE_LIMITS,
  ...SCAN_LIMITS,
  ...SETTINGS_LIMITS,
  ...SHEET_LIMITS,

  reasonCharsMax: 500,
  descriptionCharsMax: 1_000,
  destinationCharsMax: 200,
  vehicleCharsMax: 50,
  /** One constant for a bill's parents (domain decision 4): no lorry holds more sacks. */
  billCapacityMax: 500,
  /** What a page offers as another bill: more would be no choice, and any number can be typed. */
  billsOfferedMax: 20,
  /** Edits that are looked through for who changed a field: a bill sees a handful in its life. */
  billEditsMax: 50,
  /** A dispatcher may take back his own scan for this long, by the server's clock. */
  undoOwnMs: 60 * 60 * 1_000,
  batchScansMax: 500,

  /** Above 100 a batch takes longer and saves nothing more per scan (platform.md §1.1c). */
  commitCommandsMax: 100,
  /** A mailbox: one actor's share, so that one hot bill cannot fill the instance. */
  actorWaitingHigh: 1_000,
  actorWaitingLow: 500,
  /** About a second of work. Beyond it: refuse, do not queue. */
  instanceWaitingHigh: 5_000,
  instanceWaitingLow: 2_500,
  /** How long a caller waits at most; an expired command is answered and dropped before its batch. */
  commandDeadlineMs: 8_000,
  /** Pause before a failed batch is taken again: long enough for a lock to go, short enough not to be felt. */
  retryMsMin: 5,
  retryMsMax: 50,
  actorIdleMs: 60_000,

  /** Server-side waits of a commit: an instance frozen between read and write gives its locks back within a second. */
  lockTimeoutMs: 250,
  statementTimeoutMs: 2_000,
  idleInTransactionMs: 1_000,
  /** Client-side: only this one helps with a dead peer. */
  queryTimeoutMs: 3_000,
  /** Connections for pages and look-ups, beside the committer's lanes. */
  readConnectionsMax: 8,
  /** A piece of a recount over millions of rows, on a busy machine. */
  recountStatementMs: 30_000,
  /** And those that scans need beside a commit (who is it, names): slow pages must not keep them waiting. */
  vitalConnectionsMax: 2,
  connectTimeoutMs: 3_000,

  /** Live pages: four drawings a second of one bill, one of the dashboard; more cannot be read. */
  liveBillGapMs: 250,
  liveDashboardGapMs: 1_000,
  /** Drawn even where no change was heard of: a hint from another instance can be lost. */
  liveRedrawMs: 5_000,
  /** A sign of life; the page connects again when it misses two. */
  liveBeatMs: 15_000,
  liveTickMs: 1_000,
  liveRetryMs: 1_000,
  /** What a slow reader may leave unread: a few whole pictures of the largest bill. */
  liveUnreadBytesMax: 2_000_000,
  /** Whole pictures that are sent in one go, and the pause before the next: 500 pages are served within a quarter second. */
  liveHelping: 25,
  liveHelpingMs: 10,
  liveReadersMax: 2_000,
  /** Open tabs of one person: hidden ones are not connected. */
  liveReadersOfSessionMax: 20,
  /** Somebody who has not scanned for so long is not "on it" any more. */
  activeMs: 60_000,
  /** And a sack that nobody has scanned into for so long is not being packed any more. */
  packingMs: 10 * 60_000,
  packersMax: 500,

  /** How often an instance listens for its own voice on the bus, and how long it believes its memory without hearing it. */
  busBeatMs: 500,
  busSilenceMs: 1_500,
  /** Who has heard nobody else for so long is alone, and need not tell: with one instance, news would cost each scan some µs. */
  busAloneMs: 5_000,
  /** News that Redis does not take in so long goes by PostgreSQL, too: much longer than it takes, and not yet felt. */
  busSendMs: 250,
  /** Between two NOTIFYs of an instance: each takes a lock that all of them share. */
  notifyGapMs: 100,
  /** News that waits for a NOTIFY, a few hundred bytes each: all of a busy second. Beyond it others are told to look anew. */
  notifyWaitingMax: 2_000,
  /** How long anybody waits for Redis: a hundred times what it takes, and less than the database would take at its worst. */
  redisWaitMs: 50,
  /** A connection on which nothing has come back for so long is given up. */
  redisDeadMs: 3_000,
  redisReconnectMsMax: 250,
  /** Commands without an answer: beyond it they fail at once. */
  redisUnansweredMax: 1_000,
  /** What one person may read of what is dear, on all instances together: more than anybody does by hand. */
  searchRate: { name: "searches", count: 60, everyMs: 10_000 },
  reportRate: { name: "reports", count: 60, everyMs: 60_000 },
  exportRate: { name: "exports", count: 60, everyMs: 60_000 },
  /** People and things that an instance counts by itself while Redis is away. */
  ratesKeptMax: 10_000,
  /** What commits have touched, by name: some 10 MB, and ten seconds of the busiest hour. */
  cacheNotesMax: 50_000,
  /** What the cache keeps in memory, in rows of some 400 bytes with the text that answers them: about 60 MB. */
  cacheRowsMax: 150_000,
  /** A code, a bill's number or an area, and what sort of thing it is: their longest is a scan's text of 255. */
  cacheKeyCharsMax: 300,
  /** How long a value is shown that nobody has contradicted: only a bound, should word of a commit be lost for good. */
  cacheValueMs: 5_000,
  /** The dashboard tells ages and hours, which move on by themselves. */
  cacheDashboardMs: 1_000,
  /** How often an instance writes down how it is, and how long that is kept for the charts of `/system`. */
  figuresMs: 10_000,
  figuresKeptMs: 60 * 60_000,
  /** How old what `/system` shows may be: an hour of ten instances is a megabyte to read, and changes every ten seconds. */
  systemMs: 5_000,
  /** An instance that has not written for so long is gone. */
  instanceSilentMs: 25_000,

  /** A request or a batch that took longer is logged: people have begun to wait. */
  slowMs: 1_000,

  /** How often totals are folded and the search index is fed. */
  upkeepMs: 2_000,
  /** A helping of the search index: about 15 ms of work, between two batches. */
  searchFeedBagsMax: 500,
  /** No commit is under way longer than this: each of its three flights ends by the statement timeout. */
  commitAgeMsMax: 10_000,

  /** What one page of a list looks at, row by row, where no index serves the filter: some milliseconds. The next page goes on. */
  listWalkMax: 6_000,
  /** A page with one row in so many of what was asked for is worth showing, before more is looked for. */
  shortPagePart: 12,
  /** The newest bills, through which a search goes first; the index gathers what is not among them. */
  billWalkMax: 2_000,
  /** What a search gathers from its index before it says that there are too many: about 10 ms; codes "SB1…" are 10,000. */
  searchHitsMax: 12_000,
  /** Totals without a counter are exact up to here. Nobody reads on beyond, and counting them costs what a page costs. */
  countMax: 10_000,
  /** What a count looks at row by row: some more, since not each of them fits. */
  countWalkMax: 15_000,
  /** Hits of a search that a count looks up one by one, where more is asked for than a part of a code. */
  countedHitsMax: 2_500,
  /** A row of `bag_times`: coarse enough for years of them, fine enough that a business day begins with one. */
  bagTimesMinutes: 30,
  /** A helping of `bag_times`: some 15 ms of work. */
  bagTimesFeedMax: 20_000,

  /** A number has one lot, or two by mistake: more than a few are not worth a line each. */
  lotsShownMax: 10,
  /** Of each sort of thing, what the search page shows by itself. */
  foundOfSortMax: 100,
  /** And beside the others. */
  searchHitsBeside: 5,
  /** A shorter part stands in too many codes to help anybody, and no index finds it. */
  searchPartCharsMin: 3,
  /** Codes that could have been meant are looked up in one go; of those that exist, a few are offered. */
  suggestionsTriedMax: 60,
  suggestionsShownMax: 5,
  /** What an import shows of what it will do: enough to see that the columns were understood. */
  importSamplesMax: 12,
  pageItemsDefault: 50,
  pageItemsMax: 200,
  /** Rows that an export fetches at a time: some 10 ms of work, so that scans come in between. */
  exportRowsAtOnce: 2_000,
  /** Sacks or bills whose contents an export fetches at a time: some thousand rows in all. */
  exportBatchesAtOnce: 100,
  /** Days over which an export of people's activity counts, and what it takes where none are named: as sheets always did. */
  activityDaysMax: 366,
  activityDaysDefault: 30,
  /** Exports under way on one instance: each keeps one connection of those for pages busy. */
  exportsAtOnceMax: 3,
  /** Pauses before a page of an export is asked for again while the database is busy: a restart takes some seconds. */
  exportRetryMs: [250, 1_000, 3_000],
  /** Rows of an XLSX: what Excel opens on a small machine without a long wait. More are told to take the CSV. */
  xlsxRowsMax: 200_000,
  /** Rows of an XLSX that are written and compressed in one go: some 3 ms of work, and scans come in between. */
  xlsxRowsAtOnce: 125,
  /** What one cell of Excel holds; it calls a file with more damaged. */
  xlsxCellCharsMax: 32_767,
  /** Rows by which the widths of an XLSX's columns are chosen. */
  xlsxWidthRows: 100,
  /** An export whose reader takes nothing for so long is given up: its place is another's. */
  exportStallMs: 60_000,
  /** Days of one report of scans: a month, which at 200,000 scans a day is read in seconds. */
  reportScanDaysMax: 31,
  /** Reports that are read at a time on one instance, and that wait: each takes one connection of those for pages. */
  reportsAtOnceMax: 2,
  reportsWaitingMax: 20,
  /** One statement of a report, where the usual limit is too short. */
  reportStatementMs: 15_000,
  /** Bills that a report lists one by one on a page; its CSV has them all. */
  reportLinesMax: 500,
  /** Files that are sent in one go: a day's sheets of all stations. */
  uploadFilesMax: 20,
  /** Fields beside them; a form of ours has three. */
  uploadFieldsMax: 10,
  uploadFieldBytesMax: 1_000,
  /** What stands before a part, its file's name included. */
  uploadHeadBytesMax: 8_000,
  /** Uploads that arrive at a time on one instance: each has a file open and a disk to share. */
  uploadsAtOnceMax: 4,
  /** An upload of which nothing arrives for so long is given up: its place is another's. */
  uploadStallMs: 60_000,
  /** What a column of the database takes, and most file systems. */
  fileNameCharsMax: 255,
  /** The last column of a spreadsheet is XFD. */
  sheetColumnsMax: 16_384,
  /** The last row of a spreadsheet. */
  sheetRowsMax: 1_048_576,
  /** An import's page: drawn as often as a bill's. */
  liveImportGapMs: 250,
  /** Before so much is done, what is left is only guessed. */
  timeLeftAfterMs: 2_000,
  /** Rows of a sheet that one transaction puts in: all its locks are held for about 50 ms. */
  importStepRowsMax: 2_000,
  importStepRowsMin: 50,
  /** A check holds its locks for some milliseconds: it writes nothing. */
  importCheckRows: 1_000,
  /** What a step begins with, before it is known how long its rows take. */
  importStepRowsFirst: 500,
  importStepMs: 50,
  /** A preview that nobody has put in for so long is cancelled: what it showed is not true any more. */
  importForgottenDays: 30,
  /** Whoever works on an import and is silent for so long has ended or is frozen: another takes over. */
  importHeldSeconds: 15,
  /** And whoever holds its file, and has not begun for so long, is gone for good. */
  importLostSeconds: 600,
  /** A file has come, and its import is written down: some milliseconds, or as long as a commit may take at worst. */
  importFileRestMs: 60_000,
  /** How often an importer that has nothing to do looks for something: what is asked for here is told at once. */
  importIdleMs: 2_000,
  /** How often progress is written down while a sheet is read: four times a second is as often as it is drawn. */
  importProgressMs: 250,
  /** A step that fails for no reason of its own is taken again after so long, and so often. */
  importRetryMs: 1_000,
  importRetriesMax: 30,
  /** Servers that may end while they work on one part of an import: one more, and it is the import that ends them. */
  importStartsMax: 5,
  /** Races that a step loses to scans one after the other, each time with half its rows, before it rests like after a fault. */
  importRacesLostMax: 20,
  /** Batches that are cleared away at a time, once they are in: some milliseconds of work. */
  importSweepBatchesMax: 500,
  importObstaclesMax: 100,
  sameFilesShownMax: 5,
  /** A body of JSON: the longest texts of a bill, in four-byte letters, and room. */
  jsonBodyBytesMax: 64_000,
  /** A batch of 500 scans, each with a label's text of its longest. */
  batchBodyBytesMax: 1_000_000,
  /** Name and password: nobody is known yet who could be asked why it is more. */
  signInBodyBytesMax: 4_000,
  formBodyBytesMax: 64_000,
  /** Such a body arrives at once, or over a bad network within this; who takes longer is keeping a place busy. */
  bodyMs: 15_000,
  /** Anything is answered by then, but what is long by nature: twice a command's deadline. */
  answerMs: 20_000,
  /** How often it is looked who has taken too long. */
  deadlineLookMs: 1_000,
  /** SIGTERM: all of leaving, under the 5 s that a deployment grants. */
  drainMs: 4_500,
  /** First of it: it serves on, but says that it leaves. A proxy that looks twice a second has seen it then. */
  farewellMs: 1_000,
  /** Then: what was accepted is answered. A longer download is cut off, so that there is time for what follows. */
  lastAnswersMs: 2_500,
  /** A readiness probe fails when the oldest scan has waited longer than this. */
  oldestScanMsMax: 3_000,
} as const;
