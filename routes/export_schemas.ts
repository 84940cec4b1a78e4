/** What exports are narrowed to: the filters of the lists, without their pages. */
import { z } from "zod";
import { AUDIT_SOURCES } from "../domain/audit.ts";
import { LIMITS } from "../domain/limits.ts";
import { type Outcome, OUTCOMES } from "../domain/outcomes.ts";
import { asked, BagsQuery, BillsQuery, bound, PageQuery, text, yesOrNo } from "./schemas.ts";

const WITHOUT_PAGE = { limit: true, cursor: true, total: true } as const;

export const BagsExportQuery = BagsQuery.omit(WITHOUT_PAGE);
export const BillsExportQuery = BillsQuery.omit(WITHOUT_PAGE);

export const ScansExportQuery = z.object({
  from: asked(bound),
  to: asked(bound),
  user: asked(text),
  station: asked(text),
  outcome: asked(z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]])),
  accepted: asked(yesOrNo),
  parent: asked(text),
  child: asked(text),
  bill: asked(text),
});

export const AuditExportQuery = z.object({
  source: asked(z.enum(AUDIT_SOURCES)),
  actor: asked(text),
  action: asked(text),
  entity: asked(text),
  from: asked(bound),
  to: asked(bound),
});

export const AuditQuery = AuditExportQuery.extend(PageQuery.shape);

/** Business days, today included. */
export const ActivityExportQuery = z.object({
  days: asked(z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.int().min(1).max(LIMITS.activityDaysMax)))
    .transform((days) => days ?? LIMITS.activityDaysDefault),
});

export const BillSummaryExportQuery = z.object({ from: asked(bound), to: asked(bound), user: asked(text) });
