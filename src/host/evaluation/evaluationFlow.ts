import * as vscode from "vscode";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import type { EvaluationPlan, EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { costWords } from "./costWords.js";
import { endpointPrices } from "./endpointPrices.js";
import { evaluateWords } from "./evaluateWords.js";
import { evaluatedWords } from "./evaluatedWords.js";
import { evaluationOffers } from "./evaluationOffers.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { planWords } from "./planWords.js";
import { progressWords } from "./progressWords.js";
import { runFindingWords } from "./runFindingWords.js";

/** What is asked of whom, and where the answers go. */
export interface AskedModel {
  readonly dataset: string;
  readonly out: string;
  readonly name: string;
  readonly settings: EvaluationSettings;
  readonly endpoint: string;
  readonly key: string | null;
  /** Of an evaluation that is gone on with: the host and port that it was asked at until now. */
  readonly hostBefore?: string;
}

const hostOf = ({ endpoint }: AskedModel): string => new URL(endpoint).host;

const isMoved = (asked: AskedModel): boolean =>
  asked.hostBefore !== undefined && asked.hostBefore !== "" && asked.hostBefore !== hostOf(asked);

function detailOf(asked: AskedModel, plan: EvaluationPlan): string {
  const { endpoint, key, settings, hostBefore = "" } = asked;
  const url = endpointUrl(endpoint);
  const lines = [
    isMoved(asked)
      ? t("It was asked at {0} until now. Go on only where the same model is served at the new address.", hostBefore)
      : "",
    costWords.plan(plan, settings.model, endpointPrices.table(), t),
    ...planWords(plan),
    url.kind === "url" && url.isOpenToOthers && key !== null ? t("The key goes to this address unencrypted.") : "",
  ];
  return lines.filter(line => line !== "").join("\n\n");
}

/** The address at which the model is served now, and its key. Null: given up. */
async function askAnother({ endpointKeys }: EvaluationServices, asked: AskedModel): Promise<AskedModel | null> {
  const endpoint = await askEndpoint.moved(t("Continue Evaluation"), asked.endpoint);
  const key = endpoint === null ? null : await askEndpoint.key(endpointKeys, endpoint);
  return endpoint === null || key === null ? null : { ...asked, endpoint, key: key === "" ? null : key };
}

/**
 * Says what would be sent where and what it costs, and asks whether it may be, at another address than the one that is known
 * if somebody says so. Null: it may not.
 */
async function confirm(
  services: EvaluationServices,
  given: AskedModel,
  plan: EvaluationPlan,
): Promise<AskedModel | null> {
  const [send, set, other] = [t("Send"), t("Set Prices…"), t("Other Address…")];
  for (let asked = given; ;) {
    const { model } = asked.settings;
    const count = [formatCount(plan.requests.least), formatCount(plan.images.least)];
    const sentence = t("Send {0} requests with {1} images to {2} ({3})?", ...count, hostOf(asked), model);
    const isKnown = Object.hasOwn(endpointPrices.table()?.models ?? {}, model);
    const more = [...(isKnown ? [] : [set]), ...(asked.hostBefore === undefined ? [] : [other])];
    const options = { modal: true, detail: detailOf(asked, plan) };
    const chosen = await vscode.window.showWarningMessage(sentence, options, send, ...more);
    if (chosen === set) await endpointPrices.ask(model);
    else if (chosen === other) asked = (await askAnother(services, asked)) ?? asked;
    else return chosen === send ? asked : null;
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
  const toolVersion = productVersion(services.extension);
  const work = ({ hostBefore, ...wishes }: AskedModel, isDryRun: boolean) => {
    const more = {
      isMoved: hostBefore !== undefined,
      prices: endpointPrices.table(),
      retriesFailed: true,
      toolVersion,
    };
    return services.thread.withProgress(
      isDryRun ? t("Counting what would be asked") : t("Evaluating {0}", wishes.settings.model),
      client => client.evaluate({ ...wishes, ...more, isDryRun }),
      progress => progressWords(progress, t),
    );
  };
  const tellWhyNot = (result: Exclude<EvaluationResult, { kind: "planned" | "evaluated" }>) =>
    tellNotDone(services, evaluateWords(result, { t, finding: runFindingWords }));
  const planned = await work(asked, true);
  if (planned.kind !== "planned") {
    if (planned.kind !== "evaluated") tellWhyNot(planned);
    return;
  }
  await services.evaluationMemory.set(asked.out, asked.endpoint);
  const agreed = planned.plan.toAsk > 0 ? await confirm(services, asked, planned.plan) : asked;
  if (agreed === null) return;
  if (agreed !== asked) await services.evaluationMemory.set(agreed.out, agreed.endpoint);
  const result = await work(agreed, false);
  services.evaluations.refresh();
  if (result.kind === "evaluated") await services.evaluations.open(asked.out);
  if (result.kind === "evaluated") tell(services, agreed, result);
  else if (result.kind !== "planned") tellWhyNot(result);
}
