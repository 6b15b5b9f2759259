import type { SplitName } from "../benchmark/pageRecord.js";
import type { TaskKind } from "../benchmark/taskKinds.js";
import type { CropTool } from "../page/cropTool.js";
import type { EvaluationInput, EvaluationRun, ToolStyle } from "./evaluationRun.js";
import type { BoxConvention, ModelFamilyId } from "./modelFamily.js";

/** How images are sent. */
export interface ImageSettings {
  /** Longest side, most and least pixels as sent; null: no limit. */
  readonly maxSide: number | null;
  readonly maxPixels: number | null;
  readonly minPixels: number | null;
  /** Sides are multiples of this, so that a server that rounds to it changes nothing; null: any. */
  readonly multiple: number | null;
  readonly mime: "image/png" | "image/jpeg";
  /** Of JPEG, from 1 to 100. */
  readonly quality: number;
  readonly detail: "auto" | "low" | "high" | null;
  readonly areMarksDrawn: boolean;
  /** Where Panel Reordering shows its panel: as a second image, or to the right of the page on the same one. */
  readonly shown: "second" | "aside";
}

/** How the zoom tool is offered and what it does with a box. */
export interface ToolSettings {
  readonly style: ToolStyle;
  readonly tool: CropTool;
  /** Turns of the model at most, that of its answer among them. */
  readonly maxTurns: number;
}

/** How answers are drawn; null: not sent, because the server refuses it. */
export interface EvaluationSampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  /** Attempt k is asked with seed + k. */
  readonly seed: number | null;
  readonly maxTokens: number;
  readonly maxTokensName: "max_tokens" | "max_completion_tokens";
  readonly reasoningEffort: string | null;
  /** Attempts at each question. */
  readonly attempts: number;
  /** Further keys of one server. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** All that can change an answer: a folder holds the answers of one of these. */
export interface EvaluationSettings {
  readonly model: string;
  readonly family: ModelFamilyId;
  /** Of a checkpoint of ours. */
  readonly checkpoint: { readonly run: string; readonly step: number | null } | null;
  readonly input: EvaluationInput;
  readonly use: EvaluationRun["use"];
  readonly splits: readonly SplitName[];
  readonly tasks: readonly TaskKind[];
  /** Questions at most, taken from the task kinds in turn; null: all. */
  readonly limit: number | null;
  /** Only questions that a person accepted or edited. */
  readonly acceptedOnly: boolean;
  readonly shard: { readonly index: number; readonly of: number } | null;
  readonly image: ImageSettings;
  readonly boxes: BoxConvention;
  /** Null unless the input is `zoom`. */
  readonly tools: ToolSettings | null;
  readonly sampling: EvaluationSampling;
}
