/** Dispatch areas: the towns that sacks are packed in and people work for, as admins keep them. */

/** What people call each area, by its key. */
export type AreaLabels = Readonly<Record<string, string>>;

export interface AreaLine {
  readonly key: string;
  readonly label: string;
  /** Inactive ones are offered to nobody any more; what names them keeps them. */
  readonly active: boolean;
  readonly maxDispatchers: number;
  /** Who belongs to it and may log in. */
  readonly dispatchers: number;
  readonly parents: number;
  readonly version: number;
}

export interface NewArea {
  readonly key: string;
  readonly label: string;
  readonly maxDispatchers: number;
}

/** What is absent stays as it is. */
export interface AreaEdit {
  /** The version that the editor has seen. */
  readonly version: number;
  readonly label?: string | undefined;
  readonly maxDispatchers?: number | undefined;
  readonly active?: boolean | undefined;
}

export type AreaRefusal =
  | "not_found"
  | "version_conflict"
  /** The key, or the label in any case. */
  | "area_exists"
  /** More dispatchers are there than it would hold. */
  | "area_over_full";

export type AreaAnswer =
  | { readonly is: "done"; readonly area: AreaLine; readonly replayed: boolean }
  | { readonly is: AreaRefusal | "key_reused" };

/** The key of an area that is named so: `Sri Ganganagar` → `sri_ganganagar`. Empty where no letter of it can stand in one. */
export const areaKeyOf = (label: string): string =>
  label.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 40);
