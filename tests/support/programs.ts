/** Programs that some tests need beside Deno: found on this machine, or fetched where that is allowed. */

/** Fetched only where the machine has no browser. The specifier is put together so that nothing else fetches it. */
const CHROMIUM_PACKAGE = ["npm:@sparticuz/chromium", "153.0.0"].join("@");

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** CHROMIUM, or a browser on PATH, or one from npm; null where there is none to be had. */
export async function findChromium(): Promise<string | null> {
  const here = Deno.env.get("CHROMIUM") ?? await firstOnPath(BROWSERS);
  if (here) return here;
  try {
    const { default: chromium } = await import(CHROMIUM_PACKAGE) as { default: { executablePath(): Promise<string> } };
    return await chromium.executablePath();
  } catch (fault) {
    console.log(`Cannot fetch a browser: ${(fault as Error).message}`);
    return null;
  }
}

/** On PATH, or from the system's packages where we may install them; null where there is none to be had. */
export async function findRedis(): Promise<string | null> {
  const here = await firstOnPath(["redis-server"]);
  if (here || !await mayInstall()) return here;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "redis-server"]]) {
    await succeeds("apt-get", args, { DEBIAN_FRONTEND: "noninteractive" });
  }
  return await firstOnPath(["redis-server"]);
}

const mayInstall = async (): Promise<boolean> =>
  Deno.build.os === "linux" && Deno.uid() === 0 && await firstOnPath(["apt-get"]) !== null;

/** The first of these programs that PATH has. */
export async function firstOnPath(names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
      const { isFile } = await Deno.stat(`${folder}/${name}`).catch(() => ({ isFile: false }));
      if (folder && isFile) return `${folder}/${name}`;
    }
  }
  return null;
}

async function succeeds(program: string, args: string[], env: Record<string, string>): Promise<boolean> {
  const { success } = await new Deno.Command(program, { args, env, stdin: "null", stdout: "null" }).output();
  return success;
}
