/** What people, their secrets and their sessions are held to. Spread into `LIMITS`; read there. */
export const PEOPLE_LIMITS = {
  usernameCharsMax: 64,
  fullNameCharsMax: 120,
  emailCharsMax: 120,
  /** How long a link works by which somebody sets a new password: as long as handing it over takes. */
  resetLinkMs: 60 * 60_000,
  /** Opened and sent from one address, all people behind it together. A link cannot be guessed: this only bounds the work. */
  resetRate: { name: "resets", count: 60, everyMs: 60_000 },
  /** An API token lives so long where nothing else is said, and so long at most: a forgotten one ends by itself. */
  tokenDaysDefault: 90,
  tokenDaysMax: 365,

  /** Between the password and its code: time enough to fetch the telephone from the locker. */
  codeStepMs: 5 * 60_000,
  /** And between the picture of a new secret and the code that confirms it. */
  twoStepSetupMs: 30 * 60_000,
  /** Typed from paper, once each: enough for a year of forgotten telephones. */
  backupCodes: 10,
  /** What anybody types as a code, blanks and dashes included. */
  codeCharsMax: 40,

  /** Whoever has signed in from an address goes first from there for so long. */
  knownHereDays: 30,
  /** A browser from which somebody has signed in is remembered for so long; those of a shift may share one. */
  deviceDays: 90,
  deviceAccountsMax: 20,
  /** Wrong passwords from one address, of people who were never seen there: each costs 80 ms of a core. */
  strangersRate: { name: "strangers", count: 60, everyMs: 60_000 },
  /** Beyond it they wait so long for the next one, and so many of one address: more would not have their turn by then. */
  strangerWaitMs: 10_000,
  strangersWaitingMax: 10,
  /** Sign-ins that wait for their turn: a shift of 200 that begins all at once. */
  signInsWaitingMax: 250,
  /** Whoever waited longer is told to come again: before `answerMs` has passed, after which nothing is told at all. */
  signInWaitMs: 17_000,

  /** Own sessions that the page lists: nobody has more devices. */
  ownSessionsMax: 50,

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
} as const;
