import * as vscode from "vscode";
import * as z from "zod";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import type { EvaluationPlan, EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { costWords } from "./costWords.js";
import { endpointPrices } from "./endpointPrices.js";
import { evaluateWords } from "./evaluateWords.js";
import { evaluatedWords } from "./evaluatedWords.js";
import { evaluationOffers } from "./evaluationOffers.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { progressWords } from "./progressWords.js";
import { runFindingWords } from "./runFindingWords.js";

const manifest = z.looseObject({ version: z.string().catch("") }).catch({ version: "" });

/** What is asked of whom, and where the answers go. */
export interface AskedModel {
  readonly dataset: string;
  readonly out: string;
  readonly name: string;
  readonly settings: EvaluationSettings;
  readonly endpoint: string;
  readonly key: string | null;
}

function detailOf({ endpoint, key, settings }: AskedModel, plan: EvaluationPlan): string {
  const url = endpointUrl(endpoint);
  const { requests, done, failedBefore } = plan;
  const lines = [
    costWords.plan(plan, settings.model, endpointPrices.table(), t),
    requests.most > requests.least
      ? t("The model says how often it zooms: up to {0} requests.", formatCount(requests.most))
      : "",
    done + failedBefore > 0
      ? t("{0} have been asked before and are not asked again.", formatCount(done + failedBefore))
      : "",
    url.kind === "url" && url.isOpenToOthers && key !== null ? t("The key goes to this address unencrypted.") : "",
  ];
  return lines.filter(line => line !== "").join("\n\n");
}

/** Says what would be sent where and what it costs, and asks whether it may be. */
async function confirm(asked: AskedModel, plan: EvaluationPlan): Promise<boolean> {
  const { endpoint, settings } = asked;
  const { requests, images } = plan;
  const [send, set] = [t("Send"), t("Set Prices…")];
  const sentence = t(
    "Send {0} requests with {1} images to {2} ({3})?",
    formatCount(requests.least),
    formatCount(images.least),
    new URL(endpoint).host,
    settings.model,
  );
  for (;;) {
    const isKnown = Object.hasOwn(endpointPrices.table()?.models ?? {}, settings.model);
    const options = { modal: true, detail: detailOf(asked, plan) };
    const chosen = await vscode.window.showWarningMessage(sentence, options, send, ...(isKnown ? [] : [set]));
    if (chosen !== set) return chosen === send;
    await endpointPrices.ask(settings.model);
  }
}

function tell(
  services: EvaluationServices,
  { endpoint, out }: AskedModel,
  result: Extract<EvaluationResult, { readonly kind: "evaluated" }>,
): void {
  const { tables, results, goOn } = evaluationOffers(out);
  const words = evaluatedWords(result, new URL(endpoint).host).filter(part => part !== "");
  tellOutcome(services, words.join(" "), result.stop === null ? [tables, results] : [goOn, tables]);
}

/** Counts, asks whether that may be sent, evaluates, and tells what it came to. */
export async function evaluationFlow(services: EvaluationServices, asked: AskedModel): Promise<void> {
  const toolVersion = manifest.parse(services.extension.packageJSON).version;
  const work = (isDryRun: boolean) =>
    services.thread.withProgress(
      isDryRun ? t("Counting what would be asked") : t("Evaluating {0}", asked.settings.model),
      client =>
        client.evaluate({ ...asked, prices: endpointPrices.table(), isDryRun, retriesFailed: true, toolVersion }),
      progress => progressWords(progress, t),
    );
  const tellWhyNot = (result: Exclude<EvaluationResult, { kind: "planned" | "evaluated" }>) =>
    tellNotDone(services, evaluateWords(result, { t, finding: runFindingWords }));
  const planned = await work(true);
  if (planned.kind !== "planned") {
    if (planned.kind !== "evaluated") tellWhyNot(planned);
    return;
  }
  await services.evaluationMemory.set(asked.out, asked.endpoint);
  if (planned.plan.toAsk > 0 && !(await confirm(asked, planned.plan))) return;
  const result = await work(false);
  services.evaluations.refresh();
  if (result.kind === "evaluated") await services.evaluations.open(asked.out);
  if (result.kind === "evaluated") tell(services, asked, result);
  else if (result.kind !== "planned") tellWhyNot(result);
}
