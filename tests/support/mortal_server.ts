/** A server that is killed and comes back on the same data folder and database, and somebody who imports on it. */
import assert from "node:assert/strict";
import { Importer } from "./importing.ts";
import { withClient } from "./postgres.ts";
import { startServer, type TestServer } from "./server.ts";

export class MortalServer implements AsyncDisposable {
  #server: TestServer;
  #importer: Importer;

  private constructor(readonly dataFolder: string, server: TestServer, importer: Importer) {
    this.#server = server;
    this.#importer = importer;
  }

  static async begin(databaseUrl: string): Promise<MortalServer> {
    const dataFolder = await Deno.makeTempDir({ prefix: "tracetrack-mortal-" });
    const server = await startServer({ databaseUrl, dataFolder });
    return new MortalServer(dataFolder, server, await importerAt(server));
  }

  /** The admin on the server that lives now. */
  get importer(): Importer {
    return this.#importer;
  }

  get server(): TestServer {
    return this.#server;
  }

  async dieAndComeBack(): Promise<void> {
    await this.die();
    await this.#comeBack();
  }

  /** SIGKILL. Nobody waits until the dead one's hold on its import has run out. */
  async die(): Promise<void> {
    await this.#server.kill9();
    await withClient(
      this.#server.databaseUrl,
      (client) => client.query("update import_jobs set held_until = now() where held_until is not null"),
    );
  }

  /** SIGTERM, and it comes back. Tells how long it took to leave. */
  async leaveAndComeBack(): Promise<number> {
    const { code, ms } = await this.#server.stop();
    assert.equal(code, 0, this.#server.log());
    await this.#comeBack();
    return ms;
  }

  async #comeBack(): Promise<void> {
    const { databaseUrl } = this.#server;
    await this.#server[Symbol.asyncDispose]();
    this.#server = await startServer({ databaseUrl, dataFolder: this.dataFolder });
    this.#importer = await importerAt(this.#server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
    await Deno.remove(this.dataFolder, { recursive: true });
  }
}

const importerAt = async (server: TestServer): Promise<Importer> => await Importer.on(server);
