import type { CheckpointFinding } from "../../../core/evaluation/checkpoint/checkpointFinding.js";
import { responseLimits } from "../../../core/evaluation/checkpoint/responseLimits.js";
import { trainedPrompts } from "../../../core/evaluation/checkpoint/trainedPrompts.js";
import { trainedSettings } from "../../../core/evaluation/checkpoint/trainedSettings.js";
import { trainingDifferences } from "../../../core/evaluation/checkpoint/trainingDifferences.js";
import { defaultSettings } from "../../../core/evaluation/defaultSettings.js";
import type { EvaluationInput } from "../../../core/evaluation/evaluationRun.js";
import type { EvaluationSettings } from "../../../core/evaluation/evaluationSettings.js";
import type { ModelFamilyId } from "../../../core/evaluation/modelFamily.js";
import type { EvaluationOptions } from "../evaluationOptions.js";
import type { LookedCheckpoint } from "./lookAtCheckpoint.js";

/**
 * How a checkpoint is asked if it is asked as it was trained. Where nobody knows how that was, as its family wants it, in
 * this input. `served`: what it is called in requests; `family`: where its name tells none.
 */
export function asTrained(
  { found: { config }, words }: LookedCheckpoint,
  served: string,
  input: EvaluationInput,
  family: ModelFamilyId | null,
): EvaluationSettings {
  return config === null
    ? defaultSettings(served, input, family)
    : trainedSettings({ config, options: words }, served, family);
}

/** The prompts of the run's training in place of the product's, where they are known and no others were given. */
function inItsWords(
  { found: { config, folder }, words }: LookedCheckpoint,
  { prompts, settings: { input, use } }: Pick<EvaluationOptions, "prompts" | "settings">,
  hasOwn: boolean,
): Pick<EvaluationOptions, "prompts"> & { readonly findings: readonly CheckpointFinding[] } {
  if (config === null) return { prompts, findings: [{ code: "run-unknown", values: [folder] }] };
  if (hasOwn) return { prompts, findings: [{ code: "own-prompts", values: [] }] };
  if (words === null) return { prompts, findings: [{ code: "prompts-unknown", values: [] }] };
  const made = trainedPrompts(prompts, { input, use }, words);
  const changed = made.changed.join(", ");
  return { prompts: made.prompts, findings: changed === "" ? [] : [{ code: "prompts-differ", values: [changed] }] };
}

/**
 * What is wished for, put to a checkpoint: in the words of its training, and with every difference to it told, which
 * evaluation.json keeps (`checkpointFindings`). `hasOwnPrompts`: the wishes bring prompts that the person gave.
 */
export function askAsTrained<T extends Omit<EvaluationOptions, "signal">>(
  looked: LookedCheckpoint,
  wishes: T,
  hasOwnPrompts: boolean,
): T & { readonly checkpointFindings: readonly CheckpointFinding[] } {
  const { found, checkpoint } = looked;
  const { config } = found;
  const settings = { ...wishes.settings, checkpoint: { run: found.folder, step: checkpoint.step } };
  const trained = asTrained(looked, settings.model, settings.input, settings.family);
  const { prompts, findings } = inItsWords(looked, { ...wishes, settings }, hasOwnPrompts);
  const nameless: readonly CheckpointFinding[] =
    settings.family === "other" ? [{ code: "family-unknown", values: [config?.model.path ?? settings.model] }] : [];
  const differences =
    config === null ? [] : [...trainingDifferences(trained, settings), ...responseLimits(config, settings)];
  return { ...wishes, settings, prompts, checkpointFindings: [...differences, ...findings, ...nameless] };
}
