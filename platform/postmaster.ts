/** What PostgreSQL notes about itself while it runs, and whether that is still true. */
import { join } from "node:path";

export interface Postmaster {
  readonly pid: number;
  /** null until it has opened its port. */
  readonly port: number | null;
}

/** Reads `postmaster.pid`; null when there is none, or not a whole one. */
export async function readPostmaster(folder: string): Promise<Postmaster | null> {
  const lines = (await Deno.readTextFile(join(folder, "postmaster.pid")).catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: port > 0 ? port : null } : null;
}

/** Who bears the noted process id: that server, anything else that PostgreSQL would take for it, or nobody. */
export type Bearer = "server" | "stranger" | "nobody";

/** After a crash or in a new container the same number may belong to any other program. */
export async function bearerOf({ pid }: Postmaster, folder: string): Promise<Bearer> {
  if (Deno.build.os === "windows") return judged(await told("tasklist", ["/NH", "/FO", "CSV", "/FI", `PID eq ${pid}`]));
  if (Deno.build.os !== "linux") return judged(await told("ps", ["-o", "comm=", "-p", String(pid)]));
  try {
    // A postmaster works in its cluster's folder. One that ended but that nobody waits for (a container often has no
    // process for that) works nowhere, and still bears its number.
    return await Deno.readLink(`/proc/${pid}/cwd`) === await Deno.realPath(folder) ? "server" : "stranger";
  } catch (fault) {
    const isGone = fault instanceof Deno.errors.NotFound && !await exists(`/proc/${pid}`);
    return isGone ? "nobody" : "stranger";
  }
}

/** Whether a server's workers outlive it: they leave within a moment, and no new server may start before. */
export async function hasWorkers(folder: string): Promise<boolean> {
  if (Deno.build.os !== "linux") return false;
  const real = await Deno.realPath(folder);
  for await (const { name } of Deno.readDir("/proc")) {
    if (/^\d+$/.test(name) && await Deno.readLink(`/proc/${name}/cwd`).catch(() => "") === real) return true;
  }
  return false;
}

const exists = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);

async function told(program: string, args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args, stdin: "null", stderr: "null" }).output();
  return new TextDecoder().decode(stdout).trim();
}

function judged(line: string): Bearer {
  if (line === "" || line.startsWith("INFO:")) return "nobody";
  return /postgres/i.test(line) ? "server" : "stranger";
}
