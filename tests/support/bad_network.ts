/** A network between a browser and a server that can be slow, cut, or end at a proxy that answers 503. Loopback only. */

export interface BadNetwork extends AsyncDisposable {
  /** `http://127.0.0.1:port`, the same whatever becomes of the server behind. */
  readonly base: string;
  /** Added to each direction. */
  delayMs: number;
  /** `cut`: what is under way breaks off, nothing new is let through. `busy`: the proxy itself answers 503. */
  become(state: "good" | "cut" | "busy"): void;
  /** How many requests met a network that was cut or busy. */
  readonly refused: () => number;
}

const BUSY = new TextEncoder().encode(
  "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
);

export function openBadNetwork(serverPort: number): BadNetwork {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let state: "good" | "cut" | "busy" = "good";
  let refused = 0;
  const network: BadNetwork = {
    base: `http://127.0.0.1:${listener.addr.port}`,
    delayMs: 0,
    become(next) {
      state = next;
      if (next !== "good") { for (const connection of open) drop(connection); }
    },
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of open) drop(connection);
      await accepting;
    },
  };
  const drop = (connection: Deno.Conn) => {
    open.delete(connection);
    try {
      connection.close();
    } catch {
      // It was closed already.
    }
  };
  const serve = async (client: Deno.Conn) => {
    open.add(client);
    if (state !== "good") {
      refused++;
      if (state === "busy") await answerBusy(client);
      return drop(client);
    }
    const server = await Deno.connect({ hostname: "127.0.0.1", port: serverPort }).catch(() => null);
    if (!server) return drop(client);
    open.add(server);
    const delay = () => network.delayMs;
    await Promise.all([carry(client, server, delay), carry(server, client, delay)]);
    drop(client);
    drop(server);
  };
  const accepting = acceptAll(listener, serve);
  return network;
}

async function acceptAll(listener: Deno.Listener, serve: (client: Deno.Conn) => Promise<void>): Promise<void> {
  const served: Promise<void>[] = [];
  try {
    for (;;) served.push(serve(await listener.accept()));
  } catch {
    // The listener is closed: the end.
  }
  await Promise.all(served);
}

/** Reads the request first: a connection that is closed on unread bytes is reset, and the answer is lost. */
async function answerBusy(client: Deno.Conn): Promise<void> {
  try {
    await client.read(new Uint8Array(65_536));
    await client.write(BUSY);
  } catch {
    // The browser has gone.
  }
}

/** Bytes come out in the order in which they went in, each piece after the delay that held then. */
async function carry(from: Deno.Conn, to: Deno.Conn, delay: () => number): Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const buffer = new Uint8Array(65_536);
  try {
    for (let size = await from.read(buffer); size !== null; size = await from.read(buffer)) {
      const piece = buffer.slice(0, size);
      const due = delay() > 0 ? new Promise((resolve) => setTimeout(resolve, delay())) : null;
      last = last.then(() => due).then(() => writeAll(to, piece));
      last.catch(() => {});
    }
    await last;
    await to.closeWrite();
  } catch {
    // One of the two ends is gone; what it had in hand is lost, as on a real network.
  }
}

async function writeAll(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
}
