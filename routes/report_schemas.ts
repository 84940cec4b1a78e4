/** What reports are asked for. The days of pages are mended (see `report_days.ts`), those of scripts are refused. */
import { z } from "zod";
import { daysBetween } from "../domain/business_day.ts";
import { LIMITS } from "../domain/limits.ts";
import { asked, day, text } from "./schemas.ts";

const inOrder = ({ from, to }: { from: string; to: string }): boolean => from <= to;

export const BillsReportQuery = z.object({
  from: day,
  to: day,
  created_by: asked(text),
  status: asked(z.enum(["new", "processing", "completed", "voided"])),
}).refine(inOrder, { path: ["to"], message: "Before from" });

export const DayReportQuery = z.object({ day: asked(day) });

export const ScansReportQuery = z.object({ from: day, to: day })
  .refine(inOrder, { path: ["to"], message: "Before from" })
  .refine(({ from, to }) => daysBetween(from, to) < LIMITS.reportScanDaysMax, {
    path: ["to"],
    message: `More than ${LIMITS.reportScanDaysMax} days`,
  });
