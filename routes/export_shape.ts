/** What an export is: its name in the address, who may take it, and the table that it makes of what is asked for. */
import type { Context } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import type { Ability } from "../domain/abilities.ts";
import type { Sheet } from "../domain/sheet.ts";
import { storable } from "../domain/text.ts";
import type { Deps, Env } from "./deps.ts";

export interface Export {
  readonly name: string;
  readonly ability: Ability;
  readonly take: (deps: Deps, c: Context<Env>, answer: Answer) => Response | Promise<Response>;
}

/** In the format that was asked for. `countUpTo`: how many rows there are, for the formats that do not take any number. */
export type Answer = <Row>(sheet: Sheet<Row>, countUpTo?: (most: number) => Promise<number>) => Promise<Response>;

/** The code that a filter names; a label's whole text too. What is no code is compared as it stands. */
export function codeOf({ kinds }: Pick<Deps, "kinds">, text: string | null): string | null {
  if (text === null) return null;
  const reading = readCode(text, kinds());
  return "code" in reading ? reading.code : normalise(storable(text));
}
