/** How spreadsheets name their columns. */

/** The letters of a column by its place, from 0: A, B … Z, AA. */
export function columnLetter(place: number): string {
  let letters = "";
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + (rest - 1) % 26) + letters;
  }
  return letters;
}
