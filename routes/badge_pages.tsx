/** `/users/<username>/badge`: an admin makes a badge for somebody, prints it once, takes it away, and hands it over with a PIN. */
import { type Context, Hono } from "hono";
import type { BadgeHolder } from "../domain/badge.ts";
import type { PinFault } from "../domain/pin_rule.ts";
import { storable } from "../domain/text.ts";
import { BadgeCardPage } from "../views/badge_card_page.tsx";
import { BadgePage } from "../views/badge_page.tsx";
import { badgePath } from "../views/paths.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";

const PATH = "/users/:username/badge";
const NOT_TAKEN = 422;

export function badgePages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  const forHolder = (act: (c: Context<Env>, holder: BadgeHolder) => Response | Promise<Response>) =>
  async (
    c: Context<Env>,
  ) => {
    const holder = await parts.deps.badges.holder(storable(c.req.param("username") ?? ""));
    return holder ? await act(c, holder) : await refuse(parts.deps, c, "not_found");
  };
  return new Hono<Env>()
    .get(PATH, may("manage_people"), forHolder((c, holder) => show(c, parts, holder, null, 200)))
    .post(PATH, may("manage_people"), forHolder((c, holder) => make(c, parts, holder)))
    .post(`${PATH}/revoke`, may("manage_people"), forHolder((c, holder) => revoke(c, parts, holder)))
    .post(`${PATH}/pin`, may("manage_people"), forHolder((c, holder) => setPin(c, parts, holder)));
}

const DONE = ["revoked", "pin"] as const;

function show(
  c: Context<Env>,
  { pages }: PageParts,
  holder: BadgeHolder,
  refused: PinFault | "differs" | null,
  status: number,
): Response {
  const done = DONE.find((one) => one === c.req.query("done")) ?? null;
  return answerPage(
    c,
    <BadgePage context={contextOfSignedIn(c, pages)} holder={holder} refused={refused} done={done} />,
    status,
  );
}

/** The card is the answer itself, not a page to go to: its code is nowhere but in this answer. */
async function make(c: Context<Env>, { deps, pages }: PageParts, holder: BadgeHolder): Promise<Response> {
  if (holder.isDisabled) return refuse(deps, c, "forbidden");
  const code = await deps.badges.make(holder, doerOf(c, deps));
  return answerPage(
    c,
    <BadgeCardPage
      context={contextOfSignedIn(c, pages)}
      holder={holder}
      bar={pages.codePicture("code128", code)}
      qr={pages.codePicture("qr", code)}
    />,
    201,
  );
}

async function revoke(c: Context<Env>, { deps }: PageParts, holder: BadgeHolder): Promise<Response> {
  await deps.badges.revoke(holder, doerOf(c, deps));
  return c.redirect(`${badgePath(holder.person.username)}?done=revoked`, 303);
}

async function setPin(c: Context<Env>, parts: PageParts, holder: BadgeHolder): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const pin = reading.form.get("pin") ?? "";
  if (pin !== reading.form.get("again")) return show(c, parts, holder, "differs", NOT_TAKEN);
  const { is } = await deps.badges.setPin(holder, pin, doerOf(c, deps));
  if (is === "set") return c.redirect(`${badgePath(holder.person.username)}?done=pin`, 303);
  // An admin gives no password here.
  return is === "wrong_password" ? refuse(deps, c, "forbidden") : show(c, parts, holder, is, NOT_TAKEN);
}
