/** What a person may see in lists and counts. Looking up one thing by its code is open to everybody. */
import type { Person } from "../domain/shapes.ts";
import type { Scope } from "../domain/filters.ts";

export const scopeOf = ({ role, area }: Person): Scope => role === "dispatcher" ? { all: false, area } : { all: true };
