/** Hashes and judges passwords in a thread of its own: a hash takes some 80 ms of computing, which no scan may wait for. */
import { setPriority } from "node:os";
import { argon2id, argon2Verify } from "hash-wasm";
import { type PasswordFlaw, passwordFlaw } from "../domain/password_rule.ts";
import { loadCommonPasswords } from "./common_passwords.ts";

export type PasswordTask =
  | { readonly id: number; readonly task: "hash"; readonly password: string }
  | { readonly id: number; readonly task: "verify"; readonly password: string; readonly hash: string }
  | { readonly id: number; readonly task: "judge"; readonly password: string; readonly username: string };

export type PasswordResult = string | boolean | PasswordFlaw | null;

export type PasswordDone =
  | { readonly id: number; readonly result: PasswordResult }
  | { readonly id: number; readonly fault: string };

/** What OWASP asks of argon2id at least: 19 MiB of memory, 2 passes, 1 lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

const thread = self as unknown as {
  onmessage: (message: MessageEvent<PasswordTask>) => void;
  postMessage(done: PasswordDone): void;
};

thread.onmessage = async ({ data }) => {
  try {
    thread.postMessage({ id: data.id, result: await done(data) });
  } catch (fault) {
    thread.postMessage({ id: data.id, fault: (fault as Error).message });
  }
};

function done(task: PasswordTask): Promise<PasswordResult> {
  switch (task.task) {
    case "hash":
      return hashed(task.password);
    case "verify":
      return argon2Verify(task);
    case "judge":
      return judged(task.password, task.username);
  }
}

/** A PHC string with a salt of its own. */
const hashed = (password: string): Promise<string> =>
  argon2id({ ...COST, password, salt: crypto.getRandomValues(new Uint8Array(16)), outputType: "encoded" });

let common: Promise<ReadonlySet<string>> | null = null;

async function judged(password: string, username: string): Promise<PasswordFlaw | null> {
  const known = await (common ??= loadCommonPasswords());
  return passwordFlaw(password, username, (folded) => known.has(folded));
}

stepBack();

/** Of two threads that could run, the one that scans is run: on Linux the number is a thread's own. */
function stepBack(): void {
  if (Deno.build.os !== "linux") return;
  try {
    setPriority(0, NICE);
  } catch {
    // Not allowed here: it is only slower for others.
  }
}

/** A third of what a thread of the server gets where both want all. */
const NICE = 5;
