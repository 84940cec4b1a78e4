/** Reads environment variables one by one and gathers what is wrong with them. A blank one counts as not set. */
export class EnvReader {
  readonly problems: string[] = [];
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  refuse(problem: string): void {
    this.problems.push(problem);
  }

  isMissing(name: string): boolean {
    return this.text(name) === null;
  }

  text(name: string): string | null {
    return this.#env[name]?.trim() || null;
  }

  /** Text that must pass a test; `allowed` completes "… is not …". */
  checked(name: string, isRight: (text: string) => boolean, allowed: string): string | null {
    const text = this.text(name);
    if (text === null || isRight(text)) return text;
    this.refuse(`${name}: ${JSON.stringify(text)} is not ${allowed}`);
    return null;
  }

  /** As `checked`, but never shown, and taken exactly as it is: blanks may be part of a password. */
  secret(name: string, isRight: (text: string) => boolean = () => true, allowed = ""): string | null {
    if (this.isMissing(name)) return null;
    const text = this.#env[name] ?? "";
    if (isRight(text)) return text;
    this.refuse(`${name}: its value (not shown) is not ${allowed}`);
    return null;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], or: Choice): Choice {
    const text = this.checked(name, (one) => choices.includes(one as Choice), choices.join(" or "));
    return (text ?? or) as Choice;
  }

  /** A whole number from `least` to `most`; `or` when it is not set. */
  integer<Default extends number | null>(name: string, range: { least: number; most: number; or: Default }) {
    const { least, most, or } = range;
    const isRight = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
    const text = this.checked(name, isRight, `a whole number from ${least} to ${most}`);
    return text === null ? or : Number(text);
  }

  /** Items between commas; one wrong item refuses the variable. */
  list<Item>(name: string, read: (text: string) => Item | null, allowed: string): Item[] {
    const texts = (this.text(name) ?? "").split(",").map((text) => text.trim()).filter((text) => text !== "");
    const wrong = texts.filter((text) => read(text) === null);
    if (wrong.length > 0) this.refuse(`${name}: ${JSON.stringify(wrong.join(", "))} is not a list of ${allowed}`);
    return texts.flatMap((text) => read(text) ?? []);
  }
}
