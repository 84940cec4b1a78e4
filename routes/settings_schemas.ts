/** What may be sent of an admin's settings: dispatch areas and kinds of sacks. */
import { z } from "zod";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";

const version = z.int();
const label = z.string().transform((text) => storable(text).trim())
  .pipe(z.string().min(1).max(LIMITS.areaLabelCharsMax));
const maxDispatchers = z.int().min(0).max(LIMITS.areaDispatchersMax);

export const AREA_KEY = /^[a-z][a-z0-9_]{0,39}$/;

export const NewAreaBody = z.object({
  key: z.string().regex(AREA_KEY),
  label,
  max_dispatchers: maxDispatchers.default(LIMITS.areaDispatchersUsual),
});

export const AreaEditBody = z.object({
  version,
  label: label.optional(),
  max_dispatchers: maxDispatchers.optional(),
  active: z.boolean().optional(),
});

/** Kilograms with no more than three decimals, as grams. */
const grams = z.number().transform((kg) => kg * 1000).refine((g) => Math.abs(g - Math.round(g)) < 1e-6).transform(
  Math.round,
);
const upperCase = z.string().transform((text) => text.trim().toUpperCase());
const product = z.string().transform((text) => storable(text).trim());

/** Whether such a kind can be is the domain's to say (`badFieldOf`). */
export const NewKindBody = z.object({
  kind: upperCase.optional(),
  prefix: upperCase,
  digits: z.number(),
  product,
  capacity: z.number(),
  child_weight_kg: grams,
  expected_weight_kg: grams,
});

export const KindEditBody = z.object({
  version,
  prefix: upperCase.optional(),
  digits: z.number().optional(),
  product: product.optional(),
  capacity: z.number().optional(),
  child_weight_kg: grams.optional(),
  expected_weight_kg: grams.optional(),
});
