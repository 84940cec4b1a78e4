/** An admin takes away a second step that somebody cannot take any more: telephone lost, paper lost. */
import { Hono } from "hono";
import { userPath, withQuery } from "../views/paths.ts";
import type { TwoStepReset } from "../domain/own_account.ts";
import type { Refusal } from "../domain/outcomes.ts";
import { keyOf } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import type { PageParts } from "./page_context.ts";
import { type Particulars, refuse, refuseJson } from "./refusals.ts";
import { usernameIn } from "./users.ts";

export function twoStepResets(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().delete("/api/v1/users/:username/two-step", may("manage_people"), async (c) => {
    const key = keyOf(c);
    if (key instanceof Response) return key;
    const result = await deps.resetTwoStep(usernameIn(c), doerOf(c, deps, key));
    return isOff(result) ? c.body(null, 204) : refuseJson(c, ...REFUSED[result]);
  });
}

/** By the button on the person's page. */
export function twoStepResetPage({ deps }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().post("/users/:username/two-step-reset", may("manage_people"), async (c) => {
    const username = usernameIn(c);
    const result = await deps.resetTwoStep(username, doerOf(c, deps));
    if (!isOff(result)) return refuse(deps, c, ...REFUSED[result]);
    return c.redirect(withQuery(userPath(username), { said: "twoStepReset" }), 303);
  });
}

/** Now or before: there is nothing left to do. */
const isOff = (result: TwoStepReset): result is "reset" | "was_off" => result === "reset" || result === "was_off";

type Refused = readonly [refusal: Refusal, particulars?: Particulars];

const REFUSED: Readonly<Record<Exclude<TwoStepReset, "reset" | "was_off">, Refused>> = {
  not_found: ["not_found"],
  own: ["forbidden", { details: [{ path: "username", message: "Your own is turned off on /profile/two-step" }] }],
  key_reused: ["scan_id_reused"],
};
