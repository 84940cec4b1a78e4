/** What an admin's settings are held to: areas and kinds of sacks. Spread into `LIMITS`; the columns' checks say the same. */
export const SETTINGS_LIMITS = {
  areaLabelCharsMax: 60,
  /** Of one area; ten is usual. */
  areaDispatchersMax: 1_000,
  areaDispatchersUsual: 10,
  kindPrefixCharsMax: 11,
  kindDigitsMin: 3,
  kindDigitsMax: 10,
  kindCapacityMax: 500,
  kindProductCharsMax: 60,
  kindChildWeightGMax: 1_000_000,
  kindExpectedWeightGMax: 100_000_000,
  /** How often an edit of a kind asks for its lock, each time as long as a commit does: scans queue behind it only that long. */
  kindLockTriesMax: 10,
} as const;
