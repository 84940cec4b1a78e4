/** What the measurement ran on, and who used its processors. Reads Linux's /proc; elsewhere it says nothing. */

/** Ticks in which Linux counts, on every machine that Deno runs on. */
const TICKS_A_SECOND = 100;

/** Processor seconds that these processes have used so far, ended children included. */
export async function cpuSecondsOf(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(pids.map(async (pid) => {
    const fields = (await read(`/proc/${pid}/stat`)).replace(/^.*\) /, "").split(" ");
    return [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);
  }));
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_A_SECOND;
}

/** These processes, and all that they have started. */
export async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = (await read(`/proc/${name}/stat`)).replace(/^.*\) /, "").split(" ");
    parents.set(Number(name), Number(fields[1]));
  }
  const family = [pid];
  for (const one of family) family.push(...[...parents].filter(([, parent]) => parent === one).map(([child]) => child));
  return family;
}

/** Memory that a process holds now, in megabytes. */
export async function memoryMbOf(pid: number): Promise<number> {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(await read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024);
}

/** The command line of a process, its words apart. */
export const commandOf = async (pid: number): Promise<string> =>
  (await read(`/proc/${pid}/cmdline`)).replaceAll("\0", " ").trim();

export async function describeMachine(): Promise<string> {
  const model = /^model name\s*: (.*)$/m.exec(await read("/proc/cpuinfo"))?.[1] ?? Deno.build.arch;
  const memoryGb = Math.round(Deno.systemMemoryInfo().total / 1e9);
  return `${navigator.hardwareConcurrency} cores (${model}), ${memoryGb} GB, Deno ${Deno.version.deno}`;
}

const read = (path: string): Promise<string> => Deno.readTextFile(path).catch(() => "");
