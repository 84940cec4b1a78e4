/** What people, their secrets and their sessions are held to. Spread into `LIMITS`; read there. */
export const PEOPLE_LIMITS = {
  usernameCharsMax: 64,

  /** Badge and PIN: so many wrong tries from one address, then that badge waits there, twice as long each time. */
  badgeTriesFree: 4,
  badgeWaitSecondsMin: 30,
  badgeWaitSecondsMax: 60 * 60,
  /** From all addresses together: one in a hundred thousand of the shortest PINs. Then it is void. */
  pinTriesMax: 10,
  /** What anybody may try from a station: a whole shift's change within a minute, and no search for badges. */
  badgeRate: { name: "badges", count: 30, everyMs: 60_000 },
  /** Setting one's own PIN asks for the password: no quicker way of guessing that. */
  pinRate: { name: "pins", count: 5, everyMs: 5 * 60_000 },
  /** How long before its end a session's page speaks of it. */
  sessionWarnSeconds: 5 * 60,
} as const;
