/** A way to a port whose connections can fall silent, as when the machine at the other end has lost its power. */

export interface SilentNetwork extends AsyncDisposable {
  readonly port: number;
  /** From now on nothing comes through the connections that there are, and none of them is closed. New ones are well. */
  fallSilent(): void;
}

export function openSilentNetwork(port: number): SilentNetwork {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let silences = 0;

  async function carry(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const born = silences, buffer = new Uint8Array(65_536);
    try {
      for (let size = await from.read(buffer); size !== null; size = await from.read(buffer)) {
        for (let at = 0; born === silences && at < size;) at += await to.write(buffer.subarray(at, size));
      }
    } catch {
      // One of the two ends is gone.
    }
    for (const one of [from, to]) if (open.delete(one)) one.close();
  }
  async function serve(client: Deno.Conn): Promise<void> {
    open.add(client);
    const server = await Deno.connect({ hostname: "127.0.0.1", port });
    open.add(server);
    await Promise.all([carry(client, server), carry(server, client)]);
  }
  const serving: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const client of listener) serving.push(serve(client));
  })();
  return {
    port: listener.addr.port,
    fallSilent: () => void silences++,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      for (const one of open) if (open.delete(one)) one.close();
      await accepting;
      await Promise.all(serving);
    },
  };
}
