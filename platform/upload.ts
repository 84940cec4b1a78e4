/**
 * Takes files that come as multipart/form-data straight to where they are kept. None is ever held in memory: what cannot be
 * written yet is not read from the network either.
 */
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { once } from "node:events";
import { plainFileName } from "../domain/file_name.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Refusal } from "../domain/outcomes.ts";

/** Where a file is written as it comes. */
export interface Arriving {
  /** False: the file is larger than is taken. */
  write(bytes: Uint8Array): Promise<boolean>;
  drop(): Promise<void>;
}

/** All of it is here. Whoever asked for it finishes each file, or drops it. */
export interface Upload<File> {
  readonly files: readonly File[];
  readonly fields: ReadonlyMap<string, string>;
}

export interface NotTaken {
  readonly refused: Refusal;
  /** The part that was wrong, and how, for scripts. */
  readonly path: string;
  readonly why: string;
}

type Receive<File> = (fileName: string) => Promise<File>;

/**
 * Reads the body to its end, or to where it cannot be taken: then nothing of it is kept.
 * @throws what `receive` or a file throws, once all files are dropped.
 */
export async function readUpload<File extends Arriving>(
  request: Request,
  receive: Receive<File>,
  stallMs: number = LIMITS.uploadStallMs,
): Promise<Upload<File> | NotTaken> {
  const parser = parserFor(request);
  if ("refused" in parser) return parser;
  const arrival = new Arrival(receive, parser);
  if (request.body) await arrival.read(request.body, stallMs);
  else arrival.refuse("malformed", "body", "Nothing was sent");
  return await arrival.end();
}

function parserFor(request: Request): BusboyInstance | NotTaken {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data *(;|$)/i.test(type)) {
    return { refused: "unsupported_media_type", path: "content-type", why: "Send multipart/form-data" };
  }
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: {
        files: LIMITS.uploadFilesMax,
        fields: LIMITS.uploadFieldsMax,
        parts: LIMITS.uploadFilesMax + LIMITS.uploadFieldsMax,
        fieldSize: LIMITS.uploadFieldBytesMax,
        headerSize: LIMITS.uploadHeadBytesMax,
      },
    });
  } catch {
    return { refused: "malformed", path: "content-type", why: "Names no boundary" };
  }
}

/** One body on its way in. */
class Arrival<File extends Arriving> {
  readonly #receive: Receive<File>;
  readonly #parser: BusboyInstance;
  readonly #files: File[] = [];
  readonly #fields = new Map<string, string>();
  readonly #keeping: Promise<void>[] = [];
  readonly #stop = new AbortController();
  #refusal: NotTaken | null = null;
  /** Ours, such as a full disk. */
  #fault: unknown = null;

  constructor(receive: Receive<File>, parser: BusboyInstance) {
    this.#receive = receive;
    this.#parser = parser;
    const tooMany = (what: string) => () => this.refuse("malformed", what, `Too many ${what}`);
    parser.on("file", (_, stream, fileName) => {
      // A part that ends too early is told before anybody listens.
      stream.on("error", () => {});
      this.#keeping.push(this.#keep(stream, fileName));
    });
    parser.on("field", (name, value, _, isCut) => {
      if (isCut) this.refuse("malformed", name.slice(0, SHOWN_CHARS), "Too long");
      else if (name) this.#fields.set(name, value);
    });
    parser.on("filesLimit", () => this.refuse("payload_too_large", "file", "Too many files"));
    parser.on("fieldsLimit", tooMany("fields"));
    parser.on("partsLimit", tooMany("parts"));
    parser.on("error", () => this.refuse("malformed", "body", "Not whole"));
  }

  /** The first refusal counts; the rest of the body is not read. */
  refuse(refused: Refusal, path: string, why: string): void {
    this.#refusal ??= { refused, path, why };
    this.#stop.abort();
  }

  async read(body: ReadableStream<Uint8Array>, stallMs: number): Promise<void> {
    const { signal } = this.#stop;
    const reader = body.getReader();
    signal.addEventListener("abort", () => void reader.cancel().catch(() => {}));
    try {
      for (;;) {
        const { done, value } = await this.#before(stallMs, reader.read());
        signal.throwIfAborted();
        if (done) break;
        if (!this.#parser.write(value)) await once(this.#parser, "drain", { signal });
      }
      const finished = once(this.#parser, "finish", { signal });
      this.#parser.end();
      await finished;
      await Promise.all(this.#keeping);
    } catch {
      // A sender who is gone, or a body that ends in mid-part. Where there was another reason, that one stands.
      this.refuse("malformed", "body", "Not whole");
    }
  }

  /** What has arrived whole, or nothing. */
  async end(): Promise<Upload<File> | NotTaken> {
    if (!this.#refusal) return { files: this.#files, fields: this.#fields };
    this.#parser.destroy();
    await Promise.all(this.#keeping);
    await Promise.all(this.#files.map((file) => file.drop()));
    if (this.#fault !== null) throw this.#fault;
    return this.#refusal;
  }

  async #before<Result>(ms: number, happens: Promise<Result>): Promise<Result> {
    const late = setTimeout(() => this.refuse("malformed", "body", "Nothing came for too long"), ms);
    try {
      return await happens;
    } finally {
      clearTimeout(late);
    }
  }

  /** A form without a file sends one without a name and without a byte. */
  async #keep(stream: BusboyFileStream, sentName: string | undefined): Promise<void> {
    const { signal } = this.#stop;
    signal.addEventListener("abort", () => stream.destroy());
    try {
      const fileName = plainFileName(sentName ?? "");
      let file = fileName === "" ? null : await this.#open(fileName);
      for await (const bytes of stream) {
        file ??= await this.#open(UNNAMED);
        if (await this.#write(file, bytes)) continue;
        return this.refuse("payload_too_large", "file", "Too large");
      }
    } catch {
      this.refuse("malformed", "file", "Not whole");
    }
  }

  async #open(fileName: string): Promise<File> {
    const file = await this.#ours(this.#receive(fileName));
    this.#files.push(file);
    return file;
  }

  #write(file: File, bytes: Uint8Array): Promise<boolean> {
    return this.#ours(file.write(bytes));
  }

  async #ours<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (fault) {
      this.#fault ??= fault;
      throw fault;
    }
  }
}

/** What a file is called of which nobody said a name. */
const UNNAMED = "sheet";
/** Of a field's name that is repeated to the sender. */
const SHOWN_CHARS = 50;
