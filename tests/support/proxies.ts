/** The proxies of `deploy/`, run by their own files, before a test's servers. */
import { firstOnPath } from "./programs.ts";
import { APP_FOLDER } from "./server.ts";

export interface Proxy extends AsyncDisposable {
  readonly base: string;
}

/** Sets a proxy's configuration for these ports; returns how to start it. */
type Prepare = (folder: string, port: number, upstreams: readonly number[]) => Promise<Deno.CommandOptions>;

export const PROXIES: Readonly<Record<"nginx" | "caddy", Prepare>> = {
  /** As it stands but for names, certificates and ports, which belong to a machine. */
  nginx: async (folder, port, upstreams) => {
    const given = await Deno.readTextFile(`${APP_FOLDER}deploy/nginx.conf`);
    const servers = upstreams.map((to) => `server 127.0.0.1:${to} max_fails=2 fail_timeout=2s;`).join("\n");
    const conf = given
      .replace(/(server 127\.0\.0\.1:\d+ .*\n\s*)+/, `${servers}\n`)
      .replace(/server \{\s+listen 80;[^}]+\}/, "")
      .replace("listen 443 ssl http2", `listen 127.0.0.1:${port}`)
      .replace(/\n\s*ssl_\w+ [^;]+;/g, "")
      .replace(/^/, `pid ${folder}/pid; error_log stderr; daemon off;\n`)
      .replace("http {", `http {\n${temporary(folder)}`);
    await Deno.writeTextFile(`${folder}/nginx.conf`, conf);
    return { args: ["-p", folder, "-c", `${folder}/nginx.conf`] };
  },
  caddy: (folder, port, upstreams) =>
    Promise.resolve({
      args: ["run", "--adapter", "caddyfile", "--config", `${APP_FOLDER}deploy/Caddyfile`],
      env: {
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        CADDY_ADMIN: "off",
        PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
        UPSTREAMS: upstreams.map((to) => `127.0.0.1:${to}`).join(" "),
      },
    }),
};

const temporary = (folder: string): string =>
  ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((of) => `${of}_temp_path ${folder}/${of};\n`).join("");

/** null where this machine has none. */
export const findProxy = (name: keyof typeof PROXIES): Promise<string | null> => firstOnPath([name]);

export async function startProxy(
  name: keyof typeof PROXIES,
  program: string,
  upstreams: readonly number[],
): Promise<Proxy> {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-proxy-" });
  const port = freePort();
  const options = await PROXIES[name](folder, port, upstreams);
  const process = new Deno.Command(program, { ...options, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  const base = `http://127.0.0.1:${port}`;
  await isServing(`${base}/api/health`);
  return {
    base,
    [Symbol.asyncDispose]: async () => {
      process.kill("SIGTERM");
      await process.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function isServing(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50)); // not listening yet
  }
  throw new Error(`Nothing serves ${url}`);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
