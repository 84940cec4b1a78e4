/** What people, their secrets and their sessions are held to. Spread into `LIMITS`; read there. */
export const PEOPLE_LIMITS = {
  usernameCharsMax: 64,
  /** An API token lives so long where nothing else is said, and so long at most: a forgotten one ends by itself. */
  tokenDaysDefault: 90,
  tokenDaysMax: 365,
} as const;
