/** Runs `deno test` and counts what came of it. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
}

const NOTHING: Tally = { passed: 0, failed: 0, ignored: 0 };

/** The line with which `deno test` ends: `ok | 11 passed (2 steps) | 0 failed | 1 ignored (43ms)`. */
const SUMMARY =
  /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored(?: \([^)]*\))?)?/gm;

/** Shows the output as it comes. A run that ends badly without a failed test counts as one. */
export async function runTests(args: string[], files: number, env: Record<string, string>): Promise<Tally> {
  if (files === 0) return NOTHING;
  const process = new Deno.Command(Deno.execPath(), {
    // Types are checked by the gate, once for all.
    args: ["test", "--allow-all", "--no-check", ...args],
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const text = await shown(process.stdout);
  const { success } = await process.status;
  const tally = tallyOf(text);
  return success || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** What the last summary in this output counts; nothing when there is none. */
export function tallyOf(output: string): Tally {
  const summary = [...output.matchAll(SUMMARY)].at(-1);
  if (!summary) return NOTHING;
  const [, passed, failed, ignored] = summary;
  return { passed: Number(passed), failed: Number(failed), ignored: Number(ignored ?? 0) };
}

async function shown(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
  }
  return text;
}
