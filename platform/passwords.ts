/** Password hashes, computed off the event loop by a worker that may only step back behind other threads. */
import type { PasswordFlaw } from "../domain/password_rule.ts";
import type { PasswordDone, PasswordResult, PasswordTask } from "./password_worker.ts";

export interface Passwords {
  /** An argon2id hash as a PHC string. */
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash. Without a hash (nobody of that name) it takes as long, and is false. */
  isRight(password: string, hash: string | null): Promise<boolean>;
  /** What is wrong with a password that this person wants to have; null: nothing. */
  flawOf(password: string, username: string): Promise<PasswordFlaw | null>;
  /** Stops the worker; what still waits is refused. */
  close(): void;
}

/** Thrown when more passwords wait than can be checked in a few seconds: try again later. */
export class PasswordsBusy extends Error {
  override readonly name = "PasswordsBusy";
}

/** About 80 ms each: the last of these waits some 8 s, as long as a client does. */
const WAITING_MAX = 100;

/** A hash of a random text that nobody keeps, of the cost that real ones have. */
const NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$IVL8N0laf6ySJZjmAcOyng$uVrcWi1zyKC769AmqMhaUYnjt3lz69COqWDsocY8oZ4";

/** The worker starts with the first password. `waitingMax` bounds how many may wait. */
export function startPasswords({ waitingMax = WAITING_MAX } = {}): Passwords {
  const waiting = new Map<number, PromiseWithResolvers<PasswordResult>>();
  let worker: Worker | null = null;
  let lastId = 0;

  const failAll = (fault: Error) => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };

  function run(task: PasswordTask): Promise<PasswordResult> {
    if (waiting.size >= waitingMax) throw new PasswordsBusy(`Cannot check a password: ${waiting.size} wait already`);
    worker ??= startWorker((done) => settle(waiting, done), failAll);
    const result = Promise.withResolvers<PasswordResult>();
    waiting.set(task.id, result);
    worker.postMessage(task);
    return result.promise;
  }

  return {
    hash: async (password) => String(await run({ id: ++lastId, task: "hash", password })),
    async isRight(password, hash) {
      // The empty one is nobody's, and argon2 refuses to hash it.
      if (password === "") return false;
      const isEqual = await run({ id: ++lastId, task: "verify", password, hash: hash ?? NOBODYS });
      return isEqual === true && hash !== null;
    },
    flawOf: async (password, username) =>
      await run({ id: ++lastId, task: "judge", password, username }) as PasswordFlaw | null,
    close: () => failAll(new Error("Cannot check a password: the server is leaving")),
  };
}

const NOTHING = { read: false, write: false, net: false, env: false, run: false, ffi: false, import: false } as const;

function startWorker(onDone: (done: PasswordDone) => void, onFault: (fault: Error) => void): Worker {
  const worker = new Worker(new URL("./password_worker.ts", import.meta.url), {
    type: "module",
    name: "passwords",
    deno: { permissions: { ...NOTHING, sys: ["setPriority"] } },
  });
  worker.onmessage = ({ data }: MessageEvent<PasswordDone>) => onDone(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onFault(new Error(`Cannot check a password: the worker failed: ${event.message}`));
  };
  return worker;
}

function settle(waiting: Map<number, PromiseWithResolvers<PasswordResult>>, done: PasswordDone): void {
  const caller = waiting.get(done.id);
  waiting.delete(done.id);
  if ("result" in done) caller?.resolve(done.result);
  else caller?.reject(new Error(`Cannot check a password: ${done.fault}`));
}
