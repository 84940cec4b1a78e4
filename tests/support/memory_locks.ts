/** Row locks as PostgreSQL grants them: one holder, the others wait in order of arrival. */
export class MemoryLocks {
  readonly #queues = new Map<string, { holder: object; readonly waiting: { owner: object; grant: () => void }[] }>();

  /** Resolves when `owner` holds the row. Holding it already is no wait. */
  async acquire(row: string, owner: object): Promise<void> {
    const queue = this.#queues.get(row);
    if (!queue) return void this.#queues.set(row, { holder: owner, waiting: [] });
    if (queue.holder === owner) return;
    await new Promise<void>((grant) => queue.waiting.push({ owner, grant }));
  }

  /** Gives back all that `owner` holds; the next in each queue goes on. */
  release(owner: object): void {
    for (const [row, queue] of this.#queues) {
      if (queue.holder !== owner) continue;
      const next = queue.waiting.shift();
      if (!next) this.#queues.delete(row);
      else {
        queue.holder = next.owner;
        next.grant();
      }
    }
  }

  get areFree(): boolean {
    return this.#queues.size === 0;
  }

  holderOf(row: string): object | null {
    return this.#queues.get(row)?.holder ?? null;
  }
}
