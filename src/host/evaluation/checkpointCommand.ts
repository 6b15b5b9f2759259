import { basename } from "node:path";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { checkpointRef } from "../../core/evaluation/checkpoint/checkpointRef.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import { localHost } from "../../core/launch/hostName.js";
import type {
  CheckpointParams,
  CheckpointPlace,
  ListedCheckpoints,
} from "../../node/evaluation/checkpoint/checkpointWork.js";
import { targetBenchmark } from "../benchmark/targetBenchmark.js";
import { tellNotDone } from "../benchmark/tellOutcome.js";
import { askSecret } from "../jobs/askSecret.js";
import { jobSettings } from "../jobs/jobSettings.js";
import { showHostFailure } from "../jobs/showHostFailure.js";
import { t } from "../t.js";
import { askFamily, askFolder, askQuestions, askTrainedInput, askUntrainedInput } from "./askEvaluation.js";
import { askRun, askStep } from "./askCheckpoint.js";
import { checkpointFlow } from "./checkpointFlow.js";
import { type CheckpointTarget, targetOfItem } from "./checkpointTarget.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";

/** Seconds until the server has to answer, merging and loading included, and until it misses a client that is gone. */
const patience = { waitSeconds: 1800, leaseSeconds: 600 } as const;

const placeOf = ({ trainerFolder }: EvaluationServices, host: string, folder: string): CheckpointPlace => ({
  ...{ host, folder, trainerFolder, sshPath: jobSettings.sshPath(), configFile: jobSettings.sshConfigFile() },
});

/** The checkpoints of a place; null: it was not reached, which was said, or has none. */
async function listed(services: EvaluationServices, place: CheckpointPlace): Promise<ListedCheckpoints | null> {
  const found = await services.thread.withProgress(t("Looking at {0}", place.folder), client =>
    client.checkpoints(place),
  );
  if (found.kind === "unreachable") showHostFailure(place.host, found.failure, services.log);
  else if (found.kind === "failed")
    tellNotDone(services, t("{0} cannot be read: {1}", place.folder, found.detail.trim()));
  else if (found.checkpoints.length === 0)
    tellNotDone(services, t("There is no whole checkpoint in {0} on {1}.", place.folder, place.host));
  return found.kind === "listed" && found.checkpoints.length > 0 ? found : null;
}

/** Values of the run's environment; one that is not kept is asked for. Null: given up. */
async function secretsOf({ secrets }: EvaluationServices, names: readonly string[]) {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = (await secrets.all())[name] ?? (await askSecret(name, secrets));
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}

/** How it is asked, and which questions. Null: given up. */
async function askHow({ trainedFrom }: ListedCheckpoints, label: string) {
  const family = await askFamily(trainedFrom ?? label);
  const input = family === null ? null : await (trainedFrom === null ? askUntrainedInput() : askTrainedInput());
  const questions = input === null ? null : await askQuestions();
  if (family === null || input === null || questions === null) return null;
  return { kind: "chosen", ...family, ...input, ...questions } as const;
}

async function askWhich(target: CheckpointTarget, found: ListedCheckpoints) {
  if (target.checkpoint !== null) return target.checkpoint;
  const chosen = await askStep(found);
  return chosen === null ? null : { stage: chosen.stage, step: chosen.step };
}

/** Merges, serves and asks a checkpoint of a run, after saying what would be done and how that differs from its training. */
export async function checkpointCommand(services: EvaluationServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const target = (await targetOfItem(services, argument)) ?? (await askRun(services));
  if (target === null) return;
  const place = placeOf(services, target.host, target.folder);
  const found = await listed(services, place);
  const which = found === null ? null : await askWhich(target, found);
  const dataset = which === null ? null : await targetBenchmark(services, undefined);
  if (found === null || which === null || dataset === null) return;
  const asked = await askHow(found, target.label);
  const name = [basename(target.label), which.stage ?? "", String(which.step ?? "weights")].filter(part => part !== "");
  const out = asked === null ? null : await askFolder(dataset, name.join("-"));
  const secrets = out === null ? null : await secretsOf(services, found.secrets);
  if (asked === null || out === null || secrets === null) return;
  const params = { place, ...which, dataset, out, name: basename(out), asked, secrets };
  await checkpointFlow(services, { ...params, ...patience, runRoot: jobSettings.runRoot() });
}

/** The host that an evaluation's checkpoint lies on: as it was begun here, or that of a job with its folder. */
function hostOf({ evaluationMemory, jobs }: EvaluationServices, folder: string, run: string): string {
  const [kind, ...host] = (evaluationMemory.of(folder) ?? "").split(":");
  if (kind === "checkpoint" && host.length > 0) return host.join(":");
  return jobs.jobs().find(({ runFolder }) => runFolder === run)?.host ?? localHost;
}

/** Goes on with the evaluation of a checkpoint: it is served again, and asked what is left. */
export async function continueCheckpoint(
  services: EvaluationServices,
  folder: string,
  { name, dataset, model }: EvaluationRun,
  settings: EvaluationSettings,
): Promise<void> {
  const { checkpoint } = model;
  if (checkpoint === null) return;
  const place = placeOf(services, hostOf(services, folder, checkpoint.run), checkpoint.run);
  const found = await listed(services, place);
  const secrets = found === null ? null : await secretsOf(services, found.secrets);
  if (secrets === null) return;
  const asked: CheckpointParams["asked"] = { kind: "again", settings };
  // Its name says the stage, which its run and step do not.
  const stage = checkpointRef(model.requested)?.stage ?? null;
  const params = { place, stage, step: checkpoint.step, dataset: dataset.folder, out: folder, name, asked, secrets };
  await checkpointFlow(services, { ...params, ...patience, runRoot: jobSettings.runRoot() });
}
