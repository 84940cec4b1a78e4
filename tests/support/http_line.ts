/**
 * One keep-alive HTTP/1.1 connection, one request at a time. It parses no more than it must, so that a load generator
 * does not measure itself: `fetch` costs more than the answer of a scan.
 */
export interface RawAnswer {
  readonly status: number;
  /** The header lines as they came, without the status line. */
  readonly head: string;
  readonly body: string;
}

/** The connection ended before the whole answer was there: nobody knows what became of the request. */
export class LineLost extends Error {
  override readonly name = "LineLost";
}

const HEAD_END = new Uint8Array([13, 10, 13, 10]);
const BUFFER_BYTES = 32_768;

export class HttpLine {
  readonly #connection: Deno.TcpConn;
  #buffer = new Uint8Array(BUFFER_BYTES);
  /** How many bytes of the buffer hold what has come and was not taken yet. */
  #filled = 0;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    connection.setNoDelay(true);
  }

  /** `base`: `http://host:port`. */
  static async open(base: string): Promise<HttpLine> {
    const { hostname, port } = new URL(base);
    return new HttpLine(await Deno.connect({ hostname, port: Number(port) }));
  }

  /** @throws {LineLost} when the connection ends before the answer does. */
  async send(request: Uint8Array): Promise<RawAnswer> {
    try {
      for (let at = 0; at < request.length;) at += await this.#connection.write(request.subarray(at));
      return await this.#receive();
    } catch (fault) {
      this.close();
      throw fault instanceof LineLost ? fault : new LineLost("The connection broke", { cause: fault });
    }
  }

  close(): void {
    try {
      this.#connection.close();
    } catch {
      // It has been closed already.
    }
  }

  async #receive(): Promise<RawAnswer> {
    let headEnd = this.#findHeadEnd(0);
    while (headEnd < 0) {
      const from = Math.max(0, this.#filled - 3);
      await this.#more();
      headEnd = this.#findHeadEnd(from);
    }
    const text = latin1.decode(this.#buffer.subarray(0, headEnd));
    const status = Number(text.slice(9, 12));
    const head = text.slice(text.indexOf("\r\n") + 2);
    this.#take(headEnd + 4);
    if (status === 204 || status === 304) return { status, head, body: "" };
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    return { status, head, body: length ? await this.#bytes(Number(length)) : await this.#chunks(head) };
  }

  async #bytes(length: number): Promise<string> {
    while (this.#filled < length) await this.#more();
    const body = utf8.decode(this.#buffer.subarray(0, length));
    this.#take(length);
    return body;
  }

  async #chunks(head: string): Promise<string> {
    if (!/^transfer-encoding: *chunked/im.test(head)) throw new LineLost("An answer of unknown length");
    for (let body = "";;) {
      const length = parseInt(await this.#textLine(), 16);
      body += await this.#bytes(length);
      await this.#textLine();
      if (length === 0) return body;
    }
  }

  async #textLine(): Promise<string> {
    for (;;) {
      const end = this.#buffer.subarray(0, this.#filled).indexOf(10);
      if (end >= 0) {
        const line = latin1.decode(this.#buffer.subarray(0, end - 1));
        this.#take(end + 1);
        return line;
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    if (this.#filled === this.#buffer.length) {
      const larger = new Uint8Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    const count = await this.#connection.read(this.#buffer.subarray(this.#filled));
    if (count === null) throw new LineLost("The server closed the connection");
    this.#filled += count;
  }

  #take(count: number): void {
    this.#buffer.copyWithin(0, count, this.#filled);
    this.#filled -= count;
  }

  #findHeadEnd(from: number): number {
    for (let at = this.#buffer.indexOf(HEAD_END[0]!, from); at >= 0 && at + 3 < this.#filled;) {
      if (HEAD_END.every((byte, place) => this.#buffer[at + place] === byte)) return at;
      at = this.#buffer.indexOf(HEAD_END[0]!, at + 1);
    }
    return -1;
  }
}

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder();
const encoder = new TextEncoder();

/** The bytes of a request with a form, or with nothing in it. */
export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  form?: Readonly<Record<string, string>>,
): Uint8Array {
  if (!form) return bytesOf(method, path, headers, null);
  const body = new URLSearchParams(form as Record<string, string>).toString();
  return bytesOf(method, path, headers, { type: "application/x-www-form-urlencoded", text: body });
}

/** The bytes of a request as a script sends it. */
export const jsonBytes = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  json?: unknown,
): Uint8Array =>
  bytesOf(method, path, headers, json === undefined ? null : { type: "application/json", text: JSON.stringify(json) });

/** The text is ASCII. */
function bytesOf(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: { readonly type: string; readonly text: string } | null,
): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const about = body ? `content-type: ${body.type}\r\ncontent-length: ${body.text.length}\r\n` : "";
  return encoder.encode(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${lines}${about}\r\n${body?.text ?? ""}`);
}
