/** The house rules that `deno lint` checks: layers, purity, sizes, and what pages may not contain. See README, "Style". */
import { layerRules } from "./lint/layers.ts";
import { pageRules } from "./lint/pages.ts";
import { purityRules } from "./lint/purity.ts";
import { sizeRules } from "./lint/sizes.ts";

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: { ...layerRules, ...purityRules, ...sizeRules, ...pageRules },
};

export default plugin;
