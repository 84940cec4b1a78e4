/** What the routes need of an admin's settings: dispatch areas and kinds of sacks; part of `Deps`. */
import type { AreaAnswer, AreaEdit, AreaLine, NewArea } from "../domain/area.ts";
import type { KindAnswer, KindEdit, KindLine, NewKind } from "../domain/kind.ts";
import type { Doer } from "../domain/people.ts";

export interface SettingsDeps {
  readonly areaSettings: AreaSettings;
  readonly kindSettings: KindSettings;
}

/** Each change is recorded with it, and known to every instance within a second. */
export interface AreaSettings {
  list(): Promise<readonly AreaLine[]>;
  find(key: string): Promise<AreaLine | null>;
  create(area: NewArea, doer: Doer): Promise<AreaAnswer>;
  change(key: string, edit: AreaEdit, doer: Doer): Promise<AreaAnswer>;
}

export interface KindSettings {
  list(): Promise<readonly KindLine[]>;
  find(kind: string): Promise<KindLine | null>;
  create(kind: NewKind, doer: Doer): Promise<KindAnswer>;
  change(kind: string, edit: KindEdit, doer: Doer): Promise<KindAnswer>;
}
