/** Chance that can be had again: the same seed tells the same story. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  (): number;
}

/** Mulberry32: small, quick, and good enough to stir things up. Not for secrets. */
export function chanceOf(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const oneOf = <Item>(chance: Chance, items: readonly Item[]): Item => items[below(chance, items.length)]!;

/** A whole number from 0 up to, not including, `end`. */
export const below = (chance: Chance, end: number): number => Math.floor(chance() * end);

/** A UUID that the seed decides. */
export function uuidOf(chance: Chance): string {
  const hex = Array.from({ length: 32 }, () => below(chance, 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
