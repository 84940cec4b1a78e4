/** The conditions of a list, gathered one by one, with their values numbered in order. */
export class Conditions {
  readonly values: unknown[];
  readonly #conditions: string[] = [];

  /** @param values those of another part of the same statement, to be numbered on. */
  constructor(values: unknown[] = []) {
    this.values = values;
  }

  get isEmpty(): boolean {
    return this.#conditions.length === 0;
  }

  /** The placeholder for a value. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** `write` gets the value's placeholder; nothing is added for null. */
  add<Value>(value: Value | null | undefined, write: (placeholder: string) => string): void {
    if (value !== null && value !== undefined) this.#conditions.push(write(this.value(value)));
  }

  always(condition: string): void {
    this.#conditions.push(condition);
  }

  /**
   * Between two bounds on a timestamptz column. A day (YYYY-MM-DD) is the whole business day in `timeZone`, as a lower and
   * as an upper bound alike; anything else is an instant.
   */
  between(column: string, from: string | null | undefined, to: string | null | undefined, timeZone: string): void {
    this.add(
      from,
      (p) => `${column} >= ${isDay(from) ? startOf(`${p}::date`, this.value(timeZone)) : `${p}::timestamptz`}`,
    );
    this.add(
      to,
      (p) =>
        isDay(to)
          ? `${column} < ${startOf(`(${p}::date + 1)`, this.value(timeZone))}`
          : `${column} <= ${p}::timestamptz`,
    );
  }

  /** All of them, to stand after `where`. */
  toString(): string {
    return this.#conditions.length > 0 ? this.#conditions.join(" and ") : "true";
  }
}

/** A pattern for `like` that finds the text anywhere, whatever wildcards it holds. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const isDay = (bound: string | null | undefined): boolean => /^\d{4}-\d{2}-\d{2}$/.test(bound ?? "");
const startOf = (day: string, timeZone: string): string => `(${day}::timestamp at time zone ${timeZone}::text)`;
