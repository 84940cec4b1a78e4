/**
 * What stands before several instances: each request goes to the next one that says it is ready, and on to another where
 * nobody listens any more. A request that broke off half way is answered 502, as proxies do: it may have been done.
 */

export interface Balancer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly base: string;
  /** Resolves when it sends requests to all instances. */
  allReady(): Promise<void>;
  /** How many requests it had to answer 502. */
  readonly broken: () => number;
}

/** Twice a second is usual; an instance that leaves says so for longer than that. */
const CHECK_MS = 300;
const BROKEN = 502;
/** About one connection, not about what goes through it; and a body that fetch has unpacked is not packed any more. */
const OF_ONE_HOP = ["connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length"];

export function openBalancer(bases: readonly string[]): Balancer {
  const client = Deno.createHttpClient({ allowHost: true });
  const end = new AbortController();
  const ready = new Set(bases);
  let turn = 0, broken = 0;
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const body = request.body && new Uint8Array(await request.arrayBuffer());
    const asked = {
      method: request.method,
      headers: without(request.headers),
      body,
      redirect: "manual",
      client,
    } as const;
    turn++;
    const order = bases.map((_, place) => bases[(turn + place) % bases.length]!);
    for (const base of [...order.filter((base) => ready.has(base)), ...order]) {
      try {
        const { body, status, headers } = await fetch(base + pathname + search, asked);
        return new Response(body, { status, headers: without(headers) });
      } catch (fault) {
        if (isNobodyThere(fault)) continue;
        break;
      }
    }
    broken++;
    return new Response(null, { status: BROKEN });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, signal: end.signal, onListen: () => {} }, answer);
  const checking = checkAll(bases, ready, client, end.signal);
  return {
    base: `http://127.0.0.1:${server.addr.port}`,
    allReady: async () => {
      while (ready.size < bases.length) await pause(CHECK_MS);
    },
    broken: () => broken,
    async [Symbol.asyncDispose]() {
      end.abort();
      await checking;
      await server.finished;
      client.close();
    },
  };
}

async function checkAll(
  bases: readonly string[],
  ready: Set<string>,
  client: Deno.HttpClient,
  end: AbortSignal,
): Promise<void> {
  while (!end.aborted) {
    await Promise.all(bases.map(async (base) => {
      const isReady = await fetch(`${base}/api/health/ready`, { client }).then(async (response) => {
        await response.body?.cancel();
        return response.ok;
      }, () => false);
      if (isReady) ready.add(base);
      else ready.delete(base);
    }));
    await pause(CHECK_MS);
  }
}

function without(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of [...OF_ONE_HOP, "accept-encoding"]) kept.delete(name);
  return kept;
}

/** It was not sent: nobody listens there. */
const isNobodyThere = (fault: unknown): boolean => String((fault as Error).message).includes("(Connect)");

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
