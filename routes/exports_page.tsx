/** `/exports`: what can be taken away as a file. The files themselves come from `exports.ts`. */
import { Hono } from "hono";
import type { Outcome } from "../domain/outcomes.ts";
import { ExportsPage } from "../views/exports_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { exportsUnder } from "./exports.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function exportsPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().route("/", exportsUnder("/exports", deps)).get(
    "/exports",
    may("export_all"),
    async (c) =>
      answerPage(
        c,
        <ExportsPage
          context={contextOfSignedIn(c, pages)}
          kinds={pages.kinds().map(({ kind }) => kind)}
          areas={await pages.areas()}
          outcomes={SCAN_OUTCOMES}
        />,
      ),
  );
}

/** What opening, packing and billing can come to. */
const SCAN_OUTCOMES: readonly Outcome[] = [
  ...["parent_created", "parent_opened", "child_linked", "child_already_here", "bill_linked"] as const,
  ...["bag_already_on_bill", "empty", "too_long", "bad_format", "self_link", "wrong_type", "bag_voided"] as const,
  ...["child_elsewhere", "parent_full", "bill_completed", "bill_voided", "bill_not_found", "bag_not_found"] as const,
  ...["bag_on_other_bill", "bag_not_on_bill", "empty_parent", "bill_full"] as const,
];
