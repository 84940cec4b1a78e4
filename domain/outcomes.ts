/**
 * Everything a command can come to: the one catalogue (the HTTP contract's codes), each with its HTTP status.
 * Its words are in `views/words/`, one sentence per code and language. None of these is a fault: faults are thrown.
 *
 * `accepted` marks the outcomes that changed facts, so the ones that an event stands for in counts and undos.
 */
export const OUTCOMES = {
  parent_created: { status: 201, accepted: true },
  parent_opened: { status: 200, accepted: true },
  child_linked: { status: 201, accepted: true },
  child_moved: { status: 200, accepted: true },
  child_unlinked: { status: 200, accepted: true },
  bill_linked: { status: 201, accepted: true },
  bill_unlinked: { status: 200, accepted: true },
  bill_created: { status: 201, accepted: true },
  bill_changed: { status: 200, accepted: true },
  bill_closed: { status: 200, accepted: true },
  bill_reopened: { status: 200, accepted: true },
  bill_made_void: { status: 200, accepted: true },
  bag_made_void: { status: 200, accepted: true },
  bag_withdrawn: { status: 200, accepted: true },
  bill_withdrawn: { status: 200, accepted: true },

  child_already_here: { status: 200, accepted: false },
  bag_already_on_bill: { status: 200, accepted: false },

  empty: { status: 400, accepted: false },
  too_long: { status: 400, accepted: false },
  bad_format: { status: 422, accepted: false },
  self_link: { status: 422, accepted: false },
  wrong_type: { status: 409, accepted: false },
  bag_voided: { status: 409, accepted: false },
  child_elsewhere: { status: 409, accepted: false },
  parent_full: { status: 409, accepted: false },
  not_in_parent: { status: 409, accepted: false },
  parent_not_found: { status: 404, accepted: false },
  bag_not_found: { status: 404, accepted: false },
  bag_in_use: { status: 409, accepted: false },
  bag_on_other_bill: { status: 409, accepted: false },
  bag_not_on_bill: { status: 409, accepted: false },
  empty_parent: { status: 422, accepted: false },

  scan_not_found: { status: 404, accepted: false },
  not_yours: { status: 403, accepted: false },
  already_undone: { status: 409, accepted: false },
  superseded: { status: 409, accepted: false },

  bill_not_found: { status: 404, accepted: false },
  bill_exists: { status: 409, accepted: false },
  bill_full: { status: 409, accepted: false },
  bill_empty: { status: 422, accepted: false },
  bill_short: { status: 409, accepted: false },
  bill_completed: { status: 409, accepted: false },
  bill_not_completed: { status: 409, accepted: false },
  bill_voided: { status: 409, accepted: false },
  not_on_bill: { status: 404, accepted: false },
  capacity_out_of_range: { status: 422, accepted: false },
  capacity_below_linked: { status: 422, accepted: false },
  version_conflict: { status: 409, accepted: false },
} as const satisfies Record<string, { status: number; accepted: boolean }>;

export type Outcome = keyof typeof OUTCOMES;

/** Refusals that no command comes to: the door itself answers them. They are never remembered under a key. */
export const REFUSALS = {
  unauthenticated: 401,
  forbidden: 403,
  wrong_user: 409,
  malformed: 400,
  scan_id_reused: 409,
  not_found: 404,
  /** There is such a path, but nothing is done there by this method. */
  method_not_allowed: 405,
  /** What was sent did not arrive in time. */
  timed_out: 408,
  /** Asked under a name that is not this server's. */
  wrong_host: 421,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_rows: 422,
  rate_limited: 429,
  busy: 503,
  username_taken: 409,
  token_name_taken: 409,
  weak_password: 422,
  /** What is edited was changed meanwhile. */
  version_conflict: 409,
  /** Without this one nobody could manage anything. */
  last_admin: 409,
  /** Nobody takes his own role, or his own way in. */
  own_account: 409,
  /** Somebody who may not come in gets no link that would let him. */
  user_disabled: 409,
  /** An area has as many dispatchers as it may have. */
  area_full: 409,
  /** An import that is in another state than this can be done in. */
  import_not_ready: 409,
  /** Its key or its label. */
  area_exists: 409,
  /** More dispatchers are there than it would hold. */
  area_over_full: 422,
  kind_exists: 409,
  /** The form of its codes is fixed: sacks have them. */
  kind_in_use: 409,
  /** A prefix that cannot be told from another kind's. */
  kind_clash: 409,
  /** Bags are registered whose codes begin like the prefix. */
  kind_codes_taken: 409,
  capacity_below_fullest: 422,
  internal: 500,
} as const;

export type Refusal = keyof typeof REFUSALS;

/** Whether this outcome tells the person "no". A duplicate is neither a success nor a refusal. */
export const isRefused = (outcome: Outcome): boolean => OUTCOMES[outcome].status >= 400;
