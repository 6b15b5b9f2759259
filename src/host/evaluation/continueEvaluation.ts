import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { settingsOfRun } from "../../core/evaluation/settingsOfRun.js";
import { readEvaluationRun } from "../../node/evaluation/readEvaluationRun.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { tellNotDone } from "../benchmark/tellOutcome.js";
import { t } from "../t.js";
import { continueCheckpoint } from "./checkpointCommand.js";
import { evaluationFlow } from "./evaluationFlow.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";

/** Where an evaluation is gone on with, and the key that opens it. Null: given up. */
async function endpointOf(services: EvaluationServices, folder: string, { model }: EvaluationRun) {
  const known = services.evaluationMemory.of(folder);
  const keyOf = async (endpoint: string) => (await services.endpointKeys.of(endpoint)) ?? "";
  if (known !== null) return { endpoint: known, key: await keyOf(known) };
  const endpoint = await askEndpoint.url(t("Continue Evaluation"), model.endpoint_host);
  const key = endpoint === null ? null : await askEndpoint.key(services.endpointKeys, endpoint);
  return endpoint === null || key === null ? null : { endpoint, key };
}

/**
 * Goes on with an evaluation as it was begun, here or by the command line: its own file says in which way it asks. What that
 * does not say, the address and the key, is known from here or asked for.
 */
export async function continueEvaluation(services: EvaluationServices, folder: string): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const read = await readEvaluationRun(folder);
  const settings = read.kind === "run" ? settingsOfRun(read.run) : null;
  if (read.kind !== "run" || settings === null) {
    tellNotDone(services, t("{0} has no evaluation that was asked by this product.", folder));
    return;
  }
  if (read.run.model.checkpoint !== null) {
    await continueCheckpoint(services, folder, read.run, settings);
    return;
  }
  const found = await endpointOf(services, folder, read.run);
  if (found === null) return;
  const { dataset, name } = read.run;
  const key = found.key === "" ? null : found.key;
  await evaluationFlow(services, {
    ...{ dataset: dataset.folder, out: folder, name, settings },
    ...{ endpoint: found.endpoint, key, hostBefore: read.run.model.endpoint_host },
  });
}
