/** An admin's settings as pages of a made-up world show them: nothing is changed. */
import type { AreaLine } from "../../domain/area.ts";
import type { KindLine } from "../../domain/kind.ts";
import type { SettingsDeps } from "../../routes/settings_deps.ts";

const AREAS: readonly AreaLine[] = [
  { key: "indore", label: "Indore", active: true, maxDispatchers: 10, dispatchers: 3, parents: 1_204, version: 1 },
  { key: "akola", label: "Akola", active: false, maxDispatchers: 4, dispatchers: 1, parents: 17, version: 3 },
];

const SACK = { childWeightG: 1_000, version: 1, parents: 0, olderParents: 0 };
const KIND_LINES: readonly KindLine[] = [
  {
    ...SACK,
    ...{ kind: "M444", prefix: "M444-", digits: 5, product: "Moong", capacity: 15, expectedWeightG: 15_000 },
    ...{ parents: 600, olderParents: 12 },
  },
  { ...SACK, kind: "RC", prefix: "RC-", digits: 6, product: "Rice", capacity: 20, expectedWeightG: 20_000 },
];

export const FEW_SETTINGS: SettingsDeps = {
  areaSettings: {
    list: () => Promise.resolve(AREAS),
    find: (key) => Promise.resolve(AREAS.find((area) => area.key === key) ?? null),
    create: () => Promise.resolve({ is: "area_exists" }),
    change: () => Promise.resolve({ is: "version_conflict" }),
  },
  kindSettings: {
    list: () => Promise.resolve(KIND_LINES),
    find: (kind) => Promise.resolve(KIND_LINES.find((line) => line.kind === kind) ?? null),
    create: () => Promise.resolve({ is: "kind_exists" }),
    change: () => Promise.resolve({ is: "version_conflict" }),
  },
};
