import { basename } from "node:path";
import * as vscode from "vscode";
import { readOwnRewards } from "../../core/reward/ownReward.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { defaultMiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { strategyProblem, type StrategyProblem } from "../../core/simulate/miniature/strategyProblem.js";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";
import { strategyName } from "../../protocol/reward/strategyName.js";
import type { Settings } from "../settings.js";
import { t } from "../t.js";
import { listedStrategies } from "./listedStrategies.js";

/** A strategy to choose. `refusal`: why the miniature cannot be trained by it, as a sentence; then it is listed all the same. */
export interface StrategyPick extends vscode.QuickPickItem {
  readonly spec: string;
  readonly strategy: Strategy | null;
  readonly refusal: string | null;
}

/** Why a strategy cannot train a miniature, as a sentence. */
function strategyRefusal(name: string, { code, values }: StrategyProblem): string {
  switch (code) {
    case "own-code":
      return t("{0} is somebody’s own code, which may ask a judge: a miniature cannot evaluate it.", name);
    case "uncovered":
      return t("{0} has no rule for step {1} of its schedule.", name, values[0]);
    case "no-rate":
      return t("{0} pays by how many of a question’s rollouts call: responses takes 2 or more.", name);
  }
}

function pickOf(spec: string, label: string, note: string, problem: StrategyProblem | null, strategy: Strategy | null) {
  const refusal = problem === null ? null : strategyRefusal(label, problem);
  const shown = { label: refusal === null ? label : `$(circle-slash) ${label}`, description: spec };
  return { ...shown, detail: refusal ?? note, spec, strategy, refusal };
}

/** Built-in strategies and those of the settings, and after them what cannot be evaluated in a miniature, with the reason. */
export function strategyPicks(settings: Pick<Settings, "forRuns">): readonly StrategyPick[] {
  const listed = listedStrategies(settings);
  const data = listed.map(({ spec, strategy }) => {
    const { name, note } = strategyName(spec, listed, key => vscode.l10n.t(rewardStrings[key]));
    return pickOf(spec, name, note, strategyProblem(strategy, defaultMiniatureOptions), strategy);
  });
  const own = readOwnRewards(settings.forRuns().ownRewards ?? []).rewards.map(({ id, name, file }) =>
    pickOf(id, name ?? id, "", { code: "own-code", values: [basename(file)] }, null),
  );
  const all = [...data, ...own];
  return [...all.filter(({ refusal }) => refusal === null), ...all.filter(({ refusal }) => refusal !== null)];
}
