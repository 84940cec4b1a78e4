/** What was written and what readers were shown of it, to be judged when all is over. Versions of a name only grow. */

export interface Read {
  readonly name: string;
  readonly instance: number;
  /** In milliseconds, by this process's clock. */
  readonly askedAt: number;
  readonly version: number;
}

interface Answered extends Read {
  readonly answeredAt: number;
}

export interface Judgement {
  readonly reads: number;
  /** The longest that somebody knew a newer version, by answer or by page, when a reader asked for what he was shown. */
  readonly behindMs: number;
  /** Reads on the writer's instance that lack what had been answered. */
  readonly ownBehind: readonly Read[];
  /** Reads of what is older than what the same instance had shown. */
  readonly backward: readonly Read[];
}

export class ShownVersions {
  readonly #reads: Answered[] = [];
  readonly #told: { readonly name: string; readonly version: number; readonly at: number }[] = [];

  /** A writer was told that it is stored. */
  told(name: string, version: number): void {
    this.#told.push({ name, version, at: performance.now() });
  }

  /** A reader was shown it just now. */
  read(read: Read): void {
    this.#reads.push({ ...read, answeredAt: performance.now() });
  }

  /** `writer`: the instance that all was written on. */
  judge(writer: number): Judgement {
    const shown = this.#reads.map(({ name, version, answeredAt, instance }) => ({
      ...{ name, version, at: answeredAt, instance },
    }));
    const known = firstKnown([...this.#told, ...shown]);
    const told = firstKnown(this.#told);
    const onEach = Map.groupBy(shown, ({ instance }) => instance);
    const knownOn = new Map([...onEach].map(([instance, versions]) => [instance, firstKnown(versions)]));
    return {
      reads: this.#reads.length,
      behindMs: Math.max(...this.#reads.map((read) => behind(read, known))),
      ownBehind: this.#reads.filter((read) => read.instance === writer && behind(read, told) > 0),
      backward: this.#reads.filter((read) => behind(read, knownOn.get(read.instance)!) > 0),
    };
  }
}

type Known = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Of each name and version, when it was known first. */
function firstKnown(all: readonly { readonly name: string; readonly version: number; readonly at: number }[]): Known {
  const known = new Map<string, Map<number, number>>();
  for (const { name, version, at } of all) {
    const versions = known.get(name) ?? new Map<number, number>();
    known.set(name, versions.set(version, Math.min(at, versions.get(version) ?? Infinity)));
  }
  return known;
}

/** For how long a newer version was known when it was asked; not above 0: for none. */
const behind = ({ name, askedAt, version }: Read, known: Known): number =>
  Math.max(0, ...[...known.get(name) ?? []].filter(([other]) => other > version).map(([, at]) => askedAt - at));
