/** What a person is told: what is so, and what to do now. */
export interface Told {
  readonly says: string;
  readonly todo?: string;
}

/** Writes an instant as people read it, or nothing where it is unknown or where no time zone is agreed. */
export type Clock = (at: Date | null) => string;
