/** Hashes passwords in a thread of its own: each takes some 80 ms of computing, which no scan may wait for. */
import { argon2id, argon2Verify } from "hash-wasm";

export type PasswordTask =
  | { readonly id: number; readonly task: "hash"; readonly password: string }
  | { readonly id: number; readonly task: "verify"; readonly password: string; readonly hash: string };

export type PasswordDone =
  | { readonly id: number; readonly result: string | boolean }
  | { readonly id: number; readonly fault: string };

/** What OWASP asks of argon2id at least: 19 MiB of memory, 2 passes, 1 lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

const thread = self as unknown as {
  onmessage: (message: MessageEvent<PasswordTask>) => void;
  postMessage(done: PasswordDone): void;
};

thread.onmessage = async ({ data }) => {
  try {
    const result = data.task === "hash" ? await hashed(data.password) : await argon2Verify(data);
    thread.postMessage({ id: data.id, result });
  } catch (fault) {
    thread.postMessage({ id: data.id, fault: (fault as Error).message });
  }
};

/** A PHC string with a salt of its own. */
const hashed = (password: string): Promise<string> =>
  argon2id({ ...COST, password, salt: crypto.getRandomValues(new Uint8Array(16)), outputType: "encoded" });
