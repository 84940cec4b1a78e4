/** What can be said on the command line of the measurements. */

export interface Options {
  readonly bags: number;
  readonly lapSeconds: number;
  readonly laps: number;
  readonly warmUpSeconds: number;
  /** A data folder to keep: filled when it is new, taken as it is when not. */
  readonly data: string | null;
  /** Names of the measurements to take; empty: all. */
  readonly only: readonly string[];
}

const HELP = `deno task bench [--bags N] [--seconds N] [--laps N] [--warm-up N] [--data FOLDER] [--only NAME,NAME]

  --bags     how many bags the database holds (default 1500000)
  --seconds  how long a lap takes (default 10)
  --laps     how many laps; the table shows their median (default 3)
  --warm-up  seconds before the first lap (default 5)
  --data     keep the data folder, or use one kept before
  --only     some measurements alone: see tests/bench/measurements.ts`;

/** Ends the process with a word on how it is done, when the arguments are not understood. */
export function readOptions(args: readonly string[]): Options {
  const given = new Map<string, string>();
  for (let place = 0; place < args.length; place += 2) {
    const name = args[place]!.replace(/^--/, ""), value = args[place + 1];
    if (!NAMES.has(name) || value === undefined) return explain();
    given.set(name, value);
  }
  const number = (name: string, or: number, most: number) => {
    const value = Number(given.get(name) ?? or);
    return value >= 0 && value <= most ? value : explain();
  };
  return {
    bags: number("bags", 1_500_000, 5_000_000),
    lapSeconds: number("seconds", 10, 600),
    laps: number("laps", 3, 20),
    warmUpSeconds: number("warm-up", 5, 600),
    data: given.get("data") ?? null,
    only: given.get("only")?.split(",") ?? [],
  };
}

const NAMES = new Set(["bags", "seconds", "laps", "warm-up", "data", "only"]);

function explain(): never {
  console.error(HELP);
  Deno.exit(2);
}
