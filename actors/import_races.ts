/** Looks again when a scan was quicker: while rows were being locked, one of their codes has come to be. */
import { LostRace } from "../domain/ledger.ts";
import { LIMITS } from "../domain/limits.ts";

/** @throws {LostRace} when that goes on and on. */
export async function untilWon<Result>(look: () => Promise<Result>): Promise<Result> {
  for (let lost = 0; lost < LIMITS.importRacesLostMax; lost++) {
    const won = await look().catch((fault) => {
      if (!(fault instanceof LostRace)) throw fault;
      return null;
    });
    if (won !== null) return won;
  }
  return await look();
}
