/** Where requests come in, and how an instance takes its leave of those who send them. */
import { LIMITS } from "../domain/limits.ts";

export interface HttpServer {
  readonly port: number;
  /** Resolves when this process is asked to end, or cannot listen any more. */
  readonly asked: Promise<void>;
  /** Whether it takes its leave: it still answers, but is to be sent nothing more. */
  isLeaving(): boolean;
  /**
   * First serves on, and ends each connection with its next answer, until proxies have had time to notice; then accepts
   * nothing new. Resolves when all that was accepted is answered, or would take too long.
   */
  leave(): Promise<void>;
}

export interface HttpSettings {
  readonly port: number;
  /** Certificate and key for https; null: http. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly fetch: (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => Response | Promise<Response>;
  /** It accepts nothing new from now on: what would keep its answers from an end is to be ended. */
  readonly onClosed: () => void;
}

/** Listens on every address of this machine, and for signals. */
export function startHttp({ port, tls, fetch, onClosed }: HttpSettings): HttpServer {
  let isLeaving = false;
  const server = Deno.serve({ port, hostname: "0.0.0.0", ...tls, onListen: () => {} }, async (request, info) => {
    const response = await fetch(request, info);
    // Else the client would send its next request on a connection that may be closed just then.
    if (isLeaving) response.headers.set("connection", "close");
    return response;
  });
  const terminated = heard("SIGTERM"), interrupted = heard("SIGINT");
  let mayHaveProxy = false;
  return {
    port: server.addr.port,
    asked: Promise.race([terminated.then(() => void (mayHaveProxy = true)), interrupted, server.finished]),
    isLeaving: () => isLeaving,
    leave: async () => {
      isLeaving = true;
      // SIGINT comes from somebody at a keyboard, who waits.
      if (mayHaveProxy) await Promise.race([pause(LIMITS.farewellMs), interrupted]);
      const answered = server.shutdown();
      onClosed();
      await Promise.race([answered, pause(LIMITS.lastAnswersMs)]);
    },
  };
}

const heard = (signal: Deno.Signal): Promise<void> =>
  new Promise((resolve) => Deno.addSignalListener(signal, () => resolve()));

/** Takes these steps one after the other; of what is left after so long, none is waited for. */
export async function inOrder(msMax: number, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const late = pause(msMax);
  for (const step of steps) await Promise.race([step(), late]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
