import { basename } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { RunFinding } from "../../core/evaluation/runFinding.js";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import type { EvaluationPlan, EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import { runFindingStrings } from "../../protocol/evaluation/runFindingStrings.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { targetBenchmark } from "../benchmark/targetBenchmark.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { askEvaluation, askFolder } from "./askEvaluation.js";
import { evaluateWords } from "./evaluateWords.js";
import type { AskedEvaluation } from "./evaluationMemory.js";
import { failureWords } from "./failureWords.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";

const manifest = z.looseObject({ version: z.string().catch("") }).catch({ version: "" });
const findingWords = ({ code, values }: RunFinding) => vscode.l10n.t(runFindingStrings[code], ...values);

interface Evaluation {
  readonly asked: AskedEvaluation;
  readonly out: string;
  readonly key: string | null;
}

function settingsOf({ model, input, family, splits, limit }: AskedEvaluation): EvaluationSettings {
  return { ...defaultSettings(model, input, family), splits, limit };
}

/** Says what would be sent where, and asks whether it may be. */
async function confirm({ asked, key }: Evaluation, plan: EvaluationPlan): Promise<boolean> {
  const { endpoint, model } = asked;
  const url = endpointUrl(endpoint);
  const { requests, images, promptTokens, done, failedBefore } = plan;
  const send = t("Send");
  const detail = [
    t("About {0} tokens without the answers; what they cost is not known.", formatCount(promptTokens)),
    requests.most > requests.least
      ? t("The model says how often it zooms: up to {0} requests.", formatCount(requests.most))
      : "",
    done + failedBefore > 0
      ? t("{0} have been asked before and are not asked again.", formatCount(done + failedBefore))
      : "",
    url.kind === "url" && url.isOpenToOthers && key !== null ? t("The key goes to this address unencrypted.") : "",
  ];
  const sentence = t(
    "Send {0} requests with {1} images to {2} ({3})?",
    formatCount(requests.least),
    formatCount(images.least),
    new URL(endpoint).host,
    model,
  );
  const options = { modal: true, detail: detail.filter(line => line !== "").join("\n\n") };
  return (await vscode.window.showWarningMessage(sentence, options, send)) === send;
}

type Evaluated = Extract<EvaluationResult, { readonly kind: "evaluated" }>;

function tell(services: EvaluationServices, { asked, out }: Evaluation, result: Evaluated): void {
  const { states, requests } = result.summary;
  const answered = Object.values(states).reduce((sum, count) => sum + count, 0) - states.failed - states.cancelled;
  const parts = [
    t("{0} answers; {1} requests.", formatCount(answered), formatCount(requests)),
    states.failed === 0 ? "" : t("{0} failed.", formatCount(states.failed)),
    failureWords(result.summary.lastFailure, asked.endpoint),
    ...result.findings.map(findingWords),
    result.stop === null ? "" : t("It ended before everything was asked, and can be gone on with."),
  ];
  const tables = {
    label: t("Open Evaluation Tables"),
    act: () => vscode.commands.executeCommand("loupe.openEvaluationTables", out),
  };
  const on = {
    label: t("Continue"),
    act: () => vscode.commands.executeCommand("loupe.continueEvaluation", out),
  };
  const offers = result.stop === null ? [tables] : [on, tables];
  tellOutcome(services, parts.filter(part => part !== "").join(" "), offers);
}

/** Counts, asks whether that may be sent, and evaluates. */
async function evaluate(services: EvaluationServices, evaluation: Evaluation): Promise<void> {
  const { asked, out, key } = evaluation;
  const toolVersion = manifest.parse(services.extension.packageJSON).version;
  const work = (isDryRun: boolean) =>
    services.thread.withProgress(
      isDryRun ? t("Counting what would be asked") : t("Evaluating {0}", asked.model),
      client =>
        client.evaluate({
          ...{
            dataset: asked.dataset,
            out,
            name: basename(out),
            settings: settingsOf(asked),
            endpoint: asked.endpoint,
          },
          ...{ key, isDryRun, retriesFailed: true, toolVersion },
        }),
    );
  const planned = await work(true);
  if (planned.kind !== "planned") {
    if (planned.kind !== "evaluated") tellNotDone(services, evaluateWords(planned, { t, finding: findingWords }));
    return;
  }
  await services.evaluationMemory.set(out, asked);
  const { toAsk } = planned.plan;
  if (toAsk > 0 && !(await confirm(evaluation, planned.plan))) return;
  const result = await work(false);
  services.evaluations.refresh();
  if (result.kind === "evaluated") tell(services, evaluation, result);
  else if (result.kind !== "planned") tellNotDone(services, evaluateWords(result, { t, finding: findingWords }));
}

/** Asks a model a benchmark's questions, after saying how much would be sent. */
export async function evaluateCommand(services: EvaluationServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const dataset = await targetBenchmark(services, argument);
  const asked = dataset === null ? null : await askEvaluation(dataset);
  if (asked === null) return;
  const out = await askFolder(asked);
  const key = out === null ? null : await askEndpoint.key(services.endpointKeys, asked.endpoint);
  if (out !== null && key !== null) await evaluate(services, { asked, out, key: key === "" ? null : key });
}

/** Goes on with an evaluation as it was begun here; one that was begun elsewhere is asked about. */
export async function continueCommand(services: EvaluationServices, folder: string): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const digest = (await services.evaluations.all()).find(one => one.folder === folder);
  const known = services.evaluationMemory.of(folder);
  const asked = known ?? (digest === undefined ? null : await askEvaluation(digest.dataset));
  if (asked === null) return;
  const stored = known === null ? null : await services.endpointKeys.of(asked.endpoint);
  const key = known === null ? await askEndpoint.key(services.endpointKeys, asked.endpoint) : (stored ?? "");
  if (key !== null) await evaluate(services, { asked, out: folder, key: key === "" ? null : key });
}
