/**
 * Keeps the run's PostgreSQL: starts it, says its address in one line, and stops it when its stdin is closed, as it is
 * when the run ends, however it ends.
 */
import { startTestCluster } from "./postgres.ts";

const cluster = await startTestCluster();
console.log(cluster.url);
const ignored = new Uint8Array(64);
while (await Deno.stdin.read(ignored).catch(() => null) !== null);
cluster.stop();
Deno.exit(0);
