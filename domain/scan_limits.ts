/**
 * What codes and scanners are held to. Spread into `LIMITS`; scripts of pages read it here, so that browsers load these
 * numbers and not all of the server's.
 */
export const SCAN_LIMITS = {
  /** Raw text of a scan. Longest label seen is about 90; column and contract say 255. */
  scanTextCharsMax: 255,
  childCodeCharsMin: 4,
  childCodeCharsMax: 20,
  billNumberCharsMax: 50,
  stationCharsMax: 50,
  /** What a scanner puts before or behind a code. */
  scannerAffixCharsMax: 20,
  /** A pause that ends a code: longer than between two keys, shorter than between two scans. */
  scannerPauseMsMin: 50,
  scannerPauseMsMax: 1_000,
} as const;
