/** What the audit log and its purge are held to. Spread into `LIMITS`; read there. */
export const AUDIT_LIMITS = {
  /** Rows that leave at a time: some milliseconds. */
  auditPurgeRowsMax: 1_000,
  /** How often an instance looks whether something is old enough: a day has many looks, and one that counts. */
  auditPurgeMs: 10 * 60_000,
  /** The first look of all counts years. */
  auditPurgePatienceMs: 60_000,
  /** Counted no further, on the page: "10,000+" is as good as more. */
  auditCountMax: 10_000,
  /** Names to choose from: a page's weight of them. */
  auditActorsShownMax: 300,
  /** Refused attempts that are written down: the same person or address at the same door once in so long … */
  refusalGapMs: 60_000,
  /** … and all together no more in that time; what is beyond is counted, and told with the next. */
  refusalsNotedMax: 100,
  /** Doors and people that are remembered for it, about 200 bytes each. */
  refusalsKnownMax: 2_000,
} as const;
