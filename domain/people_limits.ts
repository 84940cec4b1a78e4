/** What people, their secrets and their sessions are held to. Spread into `LIMITS`; read there. */
export const PEOPLE_LIMITS = {
  usernameCharsMax: 64,
} as const;
