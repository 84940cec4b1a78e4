/** A Redis of the test's own, on a free port, gone afterwards. */

export interface TestRedis {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<TestRedis> {
  const port = freePort();
  let process = await launch(port);
  const kill = async () => {
    process.kill("SIGKILL");
    await process.status;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    freeze: () => process.kill("SIGSTOP"),
    thaw: () => process.kill("SIGCONT"),
    start: async () => {
      process = await launch(port);
    },
    stop: kill,
  };
}

async function launch(port: number): Promise<Deno.ChildProcess> {
  const process = new Deno.Command("redis-server", {
    args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    stdout: "null",
    stderr: "null",
  }).spawn();
  for (;;) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return process;
    } catch {
      await new Promise((done) => setTimeout(done, 5)); // not listening yet
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
