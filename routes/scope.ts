/** What a person may see in lists and counts: the one place that says so. Looking up one thing by its code is open to everybody. */
import type { Everything, Scope } from "../domain/filters.ts";
import type { Person } from "../domain/shapes.ts";

export const scopeOf = ({ role, area }: Pick<Person, "role" | "area">): Scope =>
  role === "dispatcher" ? { all: false, area } : { all: true };

/**
 * For what belongs to no area. Doors let nobody in who does not see everything: whoever stands here all the same is told nothing.
 * @throws {Error} for somebody with an area of his own.
 */
export function everythingFor(person: Pick<Person, "role" | "area">): Everything {
  const scope = scopeOf(person);
  if (scope.all) return scope;
  throw new Error(`A ${person.role} asks for what belongs to no area: the route's door is too wide`);
}
