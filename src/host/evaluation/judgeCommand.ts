import * as vscode from "vscode";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import type { JudgePlan, JudgeResult } from "../../node/evaluation/judge/judgeResult.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { costWords } from "./costWords.js";
import { endpointPrices } from "./endpointPrices.js";
import { evaluationOffers } from "./evaluationOffers.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { failureWords } from "./failureWords.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";

interface Judging {
  readonly folder: string;
  readonly endpoint: string;
  readonly model: string;
  readonly key: string | null;
}

function notJudged(
  result: Exclude<JudgeResult, { readonly kind: "planned" | "judged" }>,
  { endpoint }: Judging,
): string | null {
  switch (result.kind) {
    case "unfit":
      return t(
        "The judge failed what every judge must pass ({0}), and has judged nothing.",
        result.canaries.map(({ code }) => code).join(", "),
      );
    case "unreachable":
      return failureWords(result.failure, new URL(endpoint).host);
    case "bad-prompt":
      return t("The prompt {0} cannot be filled in.", result.place);
    case "no-evaluation":
      return t("There is no evaluation in {0}.", result.path);
    case "no-open-questions":
      return t("This evaluation has no open questions: all others are decided by rule.");
    case "unreadable":
      return t("{0} cannot be read: {1}", result.path, result.reason);
    case "aborted":
      return null;
    default: {
      const never: never = result;
      return never;
    }
  }
}

async function confirm({ endpoint, model, key }: Judging, plan: JudgePlan): Promise<boolean> {
  const { toAsk, done } = plan;
  const url = endpointUrl(endpoint);
  const send = t("Send");
  const detail = [
    t("Each request holds a question, its reference answer and a model’s answer; no picture."),
    costWords.plan(plan, model, endpointPrices.table(), t),
    done > 0 ? t("{0} have been judged before and are not judged again.", formatCount(done)) : "",
    url.kind === "url" && url.isOpenToOthers && key !== null ? t("The key goes to this address unencrypted.") : "",
  ];
  const sentence = t("Send {0} answers to {1} ({2}) to be judged?", formatCount(toAsk), new URL(endpoint).host, model);
  const options = { modal: true, detail: detail.filter(line => line !== "").join("\n\n") };
  return (await vscode.window.showWarningMessage(sentence, options, send)) === send;
}

function tell(services: EvaluationServices, judging: Judging, result: Extract<JudgeResult, { kind: "judged" }>): void {
  const { judged, failed, lastFailure } = result.summary;
  const parts = [
    t("{0} answers were judged.", formatCount(judged)),
    failed === 0 ? "" : t("{0} brought no verdict.", formatCount(failed)),
    result.stop === null ? "" : failureWords(lastFailure, new URL(judging.endpoint).host),
    result.stop === null ? "" : t("It ended before everything was judged, and can be gone on with."),
  ];
  const { tables } = evaluationOffers(judging.folder);
  tellOutcome(services, parts.filter(part => part !== "").join(" "), [tables]);
}

/** Lets a model decide the open answers of an evaluation, after saying how much would be sent. */
export async function judgeCommand(services: EvaluationServices, folder: string): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const title = t("Judge Open Answers");
  const endpoint = await askEndpoint.url(title);
  const model = endpoint === null ? null : await askEndpoint.model(title);
  const key = endpoint === null || model === null ? null : await askEndpoint.key(services.endpointKeys, endpoint);
  if (endpoint === null || model === null || key === null) return;
  const judging: Judging = { folder, endpoint, model, key: key === "" ? null : key };
  const toolVersion = productVersion(services.extension);
  const work = (isDryRun: boolean) =>
    services.thread.withProgress(isDryRun ? t("Counting what would be asked") : t("{0} judges", model), client =>
      client.judge({ ...judging, prices: endpointPrices.table(), isDryRun, toolVersion }),
    );
  const planned = await work(true);
  if (planned.kind !== "planned") {
    if (planned.kind !== "judged") tellNotDone(services, notJudged(planned, judging));
    return;
  }
  if (planned.plan.toAsk === 0) tellOutcome(services, t("There is nothing left to be judged by this judge."), []);
  if (planned.plan.toAsk === 0 || !(await confirm(judging, planned.plan))) return;
  const result = await work(false);
  services.evaluations.refresh();
  if (result.kind === "judged") tell(services, judging, result);
  else if (result.kind !== "planned") tellNotDone(services, notJudged(result, judging));
}
