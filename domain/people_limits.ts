/** What people, their secrets and their sessions are held to. Spread into `LIMITS`; read there. */
export const PEOPLE_LIMITS = {
  usernameCharsMax: 64,
  fullNameCharsMax: 120,
  emailCharsMax: 120,
  /** How long a link works by which somebody sets a new password: as long as handing it over takes. */
  resetLinkMs: 60 * 60_000,
  /** Opened and sent from one address, all people behind it together. A link cannot be guessed: this only bounds the work. */
  resetRate: { name: "resets", count: 60, everyMs: 60_000 },
  /** Sessions of one person that a page lists. */
  sessionsShownMax: 50,
} as const;
