import { changedAssumptions } from "./changedAssumptions.js";
import { collapseCells } from "./collapseCells.js";
import { examinedSettings, type ExaminedSetting } from "./examinedSettings.js";
import { defaultMiniatureOptions, type MiniatureOptions } from "./miniatureOptions.js";
import type { OrderingDomain } from "./orderings.js";

/** How long the runs were that orderings were examined with. */
export const examinedSteps = 200;

/** What a comparison's assumptions are to those that were examined. */
export type Examined =
  | { readonly kind: "setting"; readonly isZoomUseless: boolean }
  | { readonly kind: "collapse" }
  /** Other lengths, other values, or other combinations of values. */
  | { readonly kind: "outside" };

const keyOf = (options: MiniatureOptions): string => JSON.stringify(changedAssumptions(options));

const keysOf = (settings: readonly ExaminedSetting[]): ReadonlyMap<string, ExaminedSetting> =>
  new Map(settings.map(setting => [keyOf({ ...defaultMiniatureOptions, ...setting.options }), setting]));

const settingKeys = keysOf(examinedSettings);
const cellKeys = keysOf([...collapseCells.collapse, ...collapseCells.boundary]);

/** Whether exactly these assumptions were examined, and as what. */
export function examinedAs(options: MiniatureOptions): Examined {
  if (options.steps !== examinedSteps) return { kind: "outside" };
  const key = keyOf(options);
  const setting = settingKeys.get(key);
  if (setting !== undefined) return { kind: "setting", isZoomUseless: setting.options.slope === 0 };
  return { kind: cellKeys.has(key) ? "collapse" : "outside" };
}

/** Whether an ordering was seen to hold under what was examined. */
export function covers(domain: OrderingDomain, examined: Examined): boolean {
  switch (examined.kind) {
    case "setting":
      return domain !== "useful-zoom" || !examined.isZoomUseless;
    case "collapse":
      return domain === "collapse";
    case "outside":
      return false;
  }
}
