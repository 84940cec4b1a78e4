/**
 * COPY … TO STDOUT as a stream, by the driver's own messages: the stream of `pg-copy-streams` takes the socket over, and on
 * Deno no second one on a connection ever ends.
 */
import type pg from "pg";

/** Rows come one by one; in pieces of this size they cost little on their way. */
const PIECE_BYTES = 65_536;

/** Hand it to `client.query()`, then read `lines`. */
export class CopyOut implements pg.Submittable {
  readonly lines: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #text: string;
  #out!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  #socket: { pause(): void; resume(): void } | null = null;
  #piece = new Uint8Array(PIECE_BYTES);
  #used = 0;
  #rowCount = 0;
  #isCancelled = false;

  constructor(text: string) {
    this.#text = text;
    this.lines = new ReadableStream({
      start: (controller) => void (this.#out = controller),
      pull: () => this.#socket?.resume(),
      cancel: () => {
        this.#isCancelled = true;
        this.#socket?.resume();
      },
    });
  }

  /** Known when `lines` has ended. */
  get rowCount(): number {
    return this.#rowCount;
  }

  submit(connection: pg.Connection): void {
    this.#socket = connection.stream;
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
    if (this.#isCancelled) return;
    if (this.#used + chunk.length > this.#piece.length) this.#pass(chunk.length);
    this.#piece.set(chunk, this.#used);
    this.#used += chunk.length;
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rowCount = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    if (this.#isCancelled) return;
    this.#pass(0);
    this.#out.close();
    // Nobody asks for more of a stream that is closed, and the connection is the next query's.
    this.#socket?.resume();
  }

  handleError(fault: Error): void {
    if (!this.#isCancelled) this.#out.error(fault);
  }

  /** The next piece has room for this much at least. Whoever reads is behind: PostgreSQL waits. */
  #pass(room: number): void {
    if (this.#used > 0) this.#out.enqueue(this.#piece.subarray(0, this.#used));
    this.#piece = new Uint8Array(Math.max(PIECE_BYTES, room));
    this.#used = 0;
    if ((this.#out.desiredSize ?? 0) <= 0) this.#socket?.pause();
  }
}
