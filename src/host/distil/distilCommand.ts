import { existsSync } from "node:fs";
import { basename } from "node:path";
import * as vscode from "vscode";
import { distilOptionsSchema, type DistilOptions } from "../../core/distil/distilOptions.js";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import type { EvaluationInput } from "../../core/evaluation/evaluationRun.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { ModelFamilyId } from "../../core/evaluation/modelFamily.js";
import { evaluationPaths } from "../../node/evaluation/evaluationPaths.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { targetBenchmark } from "../benchmark/targetBenchmark.js";
import { askFamily, askFolder, askInput, askLimit } from "../evaluation/askEvaluation.js";
import { evaluationFlow } from "../evaluation/evaluationFlow.js";
import type { EvaluationServices } from "../evaluation/evaluationServices.js";
import { requireTrustForEvaluation } from "../evaluation/requireTrustForEvaluation.js";
import { t } from "../t.js";
import type { DistilPanels } from "./distilPanels.js";

/** Several different answers are wanted of a teacher (open-r1's values). */
const usualSampling = { temperature: 0.6, topP: 0.95 };
const usualAttempts = 4;

const titleOf = () => t("Distil from a Teacher");

interface Asked {
  readonly endpoint: string;
  readonly model: string;
  readonly family: ModelFamilyId | null;
  readonly method: DistilOptions["method"];
  readonly input: EvaluationInput;
  readonly attempts: number;
  readonly limit: number | null;
}

async function askMethod(): Promise<DistilOptions["method"] | null> {
  const items = [
    { label: "SFT-R", description: t("the reasoning and the answer"), method: "SFT-R" as const },
    { label: "SFT-S", description: t("the answer alone"), method: "SFT-S" as const },
  ];
  const options = { title: t("What is learnt from the teacher?"), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.method ?? null;
}

async function askAttempts(): Promise<number | null> {
  const typed = await vscode.window.showInputBox({
    ...{ title: titleOf(), ignoreFocusOut: true, value: String(usualAttempts) },
    prompt: t("How many attempts at each question? The filters keep the best of them."),
    validateInput: text => (/^\s*[1-9]\d{0,2}\s*$/.test(text) ? null : t("A whole number is needed.")),
  });
  return typed === undefined ? null : Number(typed);
}

/** Null: given up. */
async function ask(): Promise<Asked | null> {
  const endpoint = await askEndpoint.url(titleOf());
  const model = endpoint === null ? null : await askEndpoint.model(titleOf());
  const family = model === null ? null : await askFamily(model);
  const method = family === null ? null : await askMethod();
  const input = method === null ? null : await askInput();
  const attempts = input === null ? null : await askAttempts();
  const limit = attempts === null ? null : await askLimit(titleOf());
  if (endpoint === null || model === null || family === null || method === null) return null;
  if (input === null || attempts === null || limit === null) return null;
  return { endpoint, model, ...family, method, input, attempts, ...limit };
}

/** A teacher is asked the training questions, several times, and where it is to reason in the words for that. */
function settingsOf({ model, family, method, input, attempts, limit }: Asked): EvaluationSettings {
  const usual = defaultSettings(model, input, family);
  const { temperature, topP } = usual.sampling;
  return {
    ...{ ...usual, splits: ["train"], limit, use: method === "SFT-R" ? "distil" : "answer" },
    sampling: {
      ...{ ...usual.sampling, attempts },
      temperature: temperature === null ? null : usualSampling.temperature,
      topP: topP === null ? null : usualSampling.topP,
    },
  };
}

interface DistilServices extends EvaluationServices {
  readonly distilPanels: DistilPanels;
}

/** Asks a teacher a benchmark's training questions, after saying how much would be sent, and shows what becomes of it. */
export async function distilCommand(services: DistilServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const dataset = await targetBenchmark(services, argument);
  const asked = dataset === null ? null : await ask();
  if (dataset === null || asked === null) return;
  const { endpoint, model, input, method } = asked;
  const out = await askFolder(dataset, `${model}-${input}-${method}`, titleOf());
  const key = out === null ? null : await askEndpoint.key(services.endpointKeys, endpoint);
  if (out === null || key === null) return;
  const flow = { dataset, out, name: basename(out), settings: settingsOf(asked), endpoint };
  await evaluationFlow(services, { ...flow, key: key === "" ? null : key });
  if (!existsSync(evaluationPaths(out).predictions)) return;
  services.distilPanels.open(out, distilOptionsSchema.parse({ method }));
}
