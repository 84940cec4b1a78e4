/** `/profile/pin`: a person's own PIN for shared stations, set with his password. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { PinPage, type PinRefusal } from "../views/pin_page.tsx";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";

const PATH = "/profile/pin";
const NOT_TAKEN = 422;

export function pinPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get(PATH, may("use_account"), (c) => show(c, parts, null, 200))
    .post(PATH, may("use_account"), (c) => set(c, parts));
}

async function show(c: Context<Env>, parts: PageParts, refused: PinRefusal | null, status: number): Promise<Response> {
  const { person, way } = c.var.signedIn;
  const holder = await parts.deps.badges.holder(person.username);
  return answerPage(
    c,
    <PinPage
      context={contextOfSignedIn(c, parts.pages)}
      state={holder ?? { badge: null, pin: null }}
      mayChange={way === "password"}
      refused={refused}
      isDone={c.req.query("done") !== undefined}
    />,
    status,
  );
}

/** Whoever came by a badge knows the PIN already; only the password may change it. */
async function set(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  if (c.var.signedIn.way !== "password") return refuse(deps, c, "forbidden");
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const field = (name: string) => (reading.form.get(name) ?? "").slice(0, PASSWORD_CHARS_MAX);
  if (field("pin") !== field("again")) return await show(c, parts, "differs", NOT_TAKEN);
  const retryAfterSeconds = await deps.readWaitSeconds(LIMITS.pinRate, c.var.signedIn.person.id);
  if (retryAfterSeconds > 0) return await tooOften(c, parts, retryAfterSeconds);
  const setting = await deps.badges.setOwnPin(doerOf(c, deps), field("password"), field("pin"));
  if (setting.is === "set") return c.redirect(`${PATH}?done`, 303);
  return setting.is === "too_often"
    ? await tooOften(c, parts, setting.retryAfterSeconds)
    : await show(c, parts, setting.is, NOT_TAKEN);
}

function tooOften(c: Context<Env>, parts: PageParts, retryAfterSeconds: number): Promise<Response> {
  c.header("retry-after", String(retryAfterSeconds));
  return show(c, parts, "too_often", REFUSALS.rate_limited);
}
