import { defaultMiniatureOptions, type MiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import { miniatureKeys } from "./plannedMiniature.js";
import { ofEngine, stated, type Resolved } from "./resolved.js";
import type { PlannedSetting } from "./runPlan.js";
import { settingRow } from "./settingRow.js";

/** Of the miniature's options those that Table 10 of the paper has too, with what it says. */
const paper = { steps: 200, prompts: 16, miniBatch: 16, responses: 8, klCoefficient: 0.04 } as const;

const sharedNames = ["steps", "prompts", "miniBatch", "responses", "klCoefficient", "learningRate", "seed"] as const;

/**
 * The table of a run of the miniature: what it shares with Table 10, then its assumptions. Those of several numbers stand
 * in the file alone.
 */
export function miniatureSettings(options: MiniatureOptions): readonly PlannedSetting[] {
  const keys: Readonly<Record<string, string>> = miniatureKeys;
  const own = Object.keys(defaultMiniatureOptions).filter(name => keys[name] === undefined);
  return [
    ...sharedNames.map(name => settingRow(miniatureKeys[name], valueOf(name, options), wordOf(name))),
    settingRow(miniatureKeys.validationEvery, valueOf("validationEvery", options), wordOf("validationEvery")),
    ...own.flatMap(name => assumption(name, options)),
  ];
}

/** How our program is told an option. */
const wordOf = (name: string): string => (name === "steps" || name === "seed" ? `--${name}` : `--set ${name}`);

function valueOf(name: keyof typeof miniatureKeys, options: MiniatureOptions): Resolved<number> {
  const said: Readonly<Record<string, number>> = paper;
  const of = said[name];
  return of === undefined ? ofEngine(options[name], options[name]) : stated(options[name], of);
}

function assumption(name: string, options: MiniatureOptions): readonly PlannedSetting[] {
  const [, value] = Object.entries(options).find(([one]) => one === name) ?? [];
  if (typeof value !== "number" && typeof value !== "string") return [];
  return [settingRow(`simulate.${name}`, ofEngine(value, value), wordOf(name))];
}
