import { basename } from "node:path";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { targetBenchmark } from "../benchmark/targetBenchmark.js";
import { askEvaluation, askFolder } from "./askEvaluation.js";
import { evaluationFlow } from "./evaluationFlow.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";

/** Asks a model a benchmark's questions, after saying how much would be sent. */
export async function evaluateCommand(services: EvaluationServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const dataset = await targetBenchmark(services, argument);
  const asked = dataset === null ? null : await askEvaluation();
  if (dataset === null || asked === null) return;
  const { endpoint, model, family, input, splits, limit } = asked;
  const out = await askFolder(dataset, `${model}-${input}`);
  const key = out === null ? null : await askEndpoint.key(services.endpointKeys, endpoint);
  if (out === null || key === null) return;
  const settings = { ...defaultSettings(model, input, family), splits, limit };
  await evaluationFlow(services, {
    dataset,
    out,
    name: basename(out),
    settings,
    endpoint,
    key: key === "" ? null : key,
  });
}
