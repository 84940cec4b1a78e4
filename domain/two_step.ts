/** The second step of signing in, as people and pages see it. */

export interface TwoStepState {
  readonly since: Date;
  readonly backupCodesLeft: number;
}

/** What somebody who sets it up is shown. */
export interface TwoStepSetup {
  /** Brought back with the first code; nobody but the server can read it. */
  readonly setup: string;
  /** As it is typed into a telephone without a camera. */
  readonly secret: string;
  /** What the picture says. */
  readonly address: string;
}

/** As typed: with blanks, dashes, in capitals. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, "").toLowerCase();

/** Four at a time, as they are read from paper and typed. */
export const inFours = (text: string, between = "-"): string => text.match(/.{1,4}/g)?.join(between) ?? "";
