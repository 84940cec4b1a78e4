/** The outbox in the browser's own database, shared by all tabs: it outlives reloads, crashes and the battery. */
import type { Entry, Look, Outbox, Placed } from "./outbox.ts";

const NAME = "tracetrack";
const VERSION = 1;
const OPEN_MS_MAX = 5_000;

/** @throws when the browser has no database for us, such as in some private windows. */
export async function openIdbOutbox(): Promise<Outbox> {
  let connection = open();
  await connection;
  /** A browser may close the database behind our back; then it is opened again. */
  const on = async <Value>(work: (db: IDBDatabase) => Promise<Value>): Promise<Value> => {
    try {
      return await work(await connection);
    } catch (fault) {
      if (!(fault instanceof DOMException && fault.name === "InvalidStateError")) throw fault;
      connection = open();
      return await work(await connection);
    }
  };
  return {
    isKept: true,
    add: (entry) => on((db) => add(db, entry)),
    oldest: (user, most) => on((db) => oldestOf(db, user, most)),
    newest: (most) => on((db) => newest(db, most)),
    counts: (user) => on((db) => counts(db, user)),
    settle: (seqs, looks) => on((db) => settleIn(db, seqs, looks)),
    looks: () => on((db) => ask<Look[]>(db, "looks", (looks) => looks.getAll())),
    lookCount: () => on((db) => ask(db, "looks", (looks) => looks.count())),
    dropLook: (id) => on((db) => write(db, ["looks"], ({ looks }) => looks!.delete(id))),
    takeLease: (name, holder, now, until) => on((db) => takeLease(db, { name, holder, now, until })),
  };
}

const oldestOf = (db: IDBDatabase, user: string, most: number) =>
  ask<Placed[]>(db, "entries", (entries) => entries.index("user").getAll(IDBKeyRange.only(user), most));

const settleIn = (db: IDBDatabase, seqs: readonly number[], looks: readonly Look[]) =>
  write(db, ["entries", "looks"], ({ entries, looks: kept }) => {
    for (const seq of seqs) entries!.delete(seq);
    for (const look of looks) kept!.put(look);
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const entries = request.result.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
    entries.createIndex("user", "user");
    entries.createIndex("id", "id", { unique: true });
    request.result.createObjectStore("looks", { keyPath: "id" });
    request.result.createObjectStore("leases", { keyPath: "name" });
  };
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("The browser's database does not open")), OPEN_MS_MAX);
    request.onsuccess = () => {
      // A newer release in another tab wants to change the shape: it waits for us to let go.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("Another tab keeps an older outbox open"));
  });
}

type Stores = Readonly<Record<string, IDBObjectStore>>;

/** Resolves when it is on the disk, not only handed over ("strict"): a closed lid may follow at once. */
function write(db: IDBDatabase, names: readonly string[], change: (stores: Stores) => void): Promise<void> {
  const transaction = db.transaction(names, "readwrite", { durability: "strict" });
  change(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // After any error; only then it is known which.
    transaction.onabort = () => reject(transaction.error);
  });
}

/** One that is there already is kept: another tab has found it jotted down, and was quicker. */
async function add(db: IDBDatabase, entry: Entry): Promise<void> {
  try {
    await write(db, ["entries"], ({ entries }) => entries!.add(entry));
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === "ConstraintError")) throw fault;
  }
}

const ask = <Value>(db: IDBDatabase, name: string, question: (store: IDBObjectStore) => IDBRequest<Value>) =>
  answerOf(question(db.transaction(name).objectStore(name)));

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function newest(db: IDBDatabase, most: number): Promise<Placed[]> {
  const found: Placed[] = [];
  const request = db.transaction("entries").objectStore("entries").openCursor(null, "prev");
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || found.length >= most) return resolve(found);
      found.push(cursor.value);
      cursor.continue();
    };
  });
}

async function counts(db: IDBDatabase, user: string): Promise<{ all: number; own: number }> {
  const entries = db.transaction("entries").objectStore("entries");
  const [all, own] = await Promise.all([answerOf(entries.count()), answerOf(entries.index("user").count(user))]);
  return { all, own };
}

interface Wish {
  readonly name: string;
  readonly holder: string;
  readonly now: number;
  readonly until: number;
}

/** Read and write in one transaction: of two tabs that ask together, one gets it. */
async function takeLease(db: IDBDatabase, { name, holder, now, until }: Wish): Promise<boolean> {
  const leases = db.transaction("leases", "readwrite").objectStore("leases");
  const held = await answerOf<{ holder: string; until: number } | undefined>(leases.get(name));
  if (held && held.holder !== holder && held.until > now) return false;
  await answerOf(leases.put({ name, holder, until }));
  return true;
}

/** Asks the browser not to clear us away when the disk is full. Where it may not be asked, nothing is lost by it. */
export async function askToBeKept(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}
