import * as vscode from "vscode";
import type { CheckpointFinding } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import { localHost } from "../../core/launch/hostName.js";
import type { CheckpointEvaluated } from "../../node/evaluation/checkpoint/evaluateCheckpoint.js";
import type { CheckpointParams, CheckpointWorked } from "../../node/evaluation/checkpoint/checkpointWork.js";
import type { ServeFailure } from "../../node/evaluation/checkpoint/serveFailure.js";
import type { EvaluationPlan, EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import { checkpointFindingStrings } from "../../protocol/evaluation/checkpointFindingStrings.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { showHostFailure } from "../jobs/showHostFailure.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { asSentence } from "./asSentence.js";
import { evaluatedWords } from "./evaluatedWords.js";
import { evaluationOffers } from "./evaluationOffers.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { evaluateWords } from "./evaluateWords.js";
import { planWords } from "./planWords.js";
import { progressWords } from "./progressWords.js";
import { runFindingWords } from "./runFindingWords.js";
import { serveWords } from "./serveWords.js";

/** A checkpoint that is to be asked. */
export type AskedCheckpoint = Omit<CheckpointParams, "isDryRun" | "toolVersion">;

type Worked = Extract<CheckpointWorked, { kind: "done" }>;
type Served = Exclude<CheckpointEvaluated, { kind: "unserved" | "asked" }>;

/** This machine has no name that a person would use. */
const hostWords = (host: string): string => (host === localHost ? t("this machine") : host);

const valueWords = (value: string | undefined): string => (value === undefined || value === "null" ? "–" : value);

/** In what it is asked in another way than it was trained in, a line each, and what else is to be known. */
function findingParts(findings: readonly CheckpointFinding[]): readonly string[] {
  const differing = findings.filter(({ code }) => code === "setting-differs");
  const lines = differing.map(({ values: [key = "", before, now] }) =>
    t("{0}: {1}, now {2}", key, valueWords(before), valueWords(now)),
  );
  const others = findings.filter(({ code }) => code !== "setting-differs");
  return [
    ...(lines.length === 0 ? [] : [[t("It is not asked as it was trained:"), ...lines].join("\n")]),
    ...others.map(({ code, values }) => asSentence(vscode.l10n.t(checkpointFindingStrings[code], ...values))),
  ];
}

/** Says what would be served and asked, and how it differs from its training, and asks whether that is to be. */
async function confirm({ place, out }: AskedCheckpoint, worked: Worked, plan: EvaluationPlan): Promise<boolean> {
  const { requests, images } = plan;
  const serve = t("Serve and Ask");
  const about = t(
    "{0} requests with {1} images, to a server that runs on {2} for as long as that takes. Answers go to {3}.",
    formatCount(requests.least),
    formatCount(images.least),
    hostWords(place.host),
    out,
  );
  const detail = [
    about,
    worked.isMerged ? t("Its shards are merged first; the merged weights are removed in the end.") : "",
    ...planWords(plan),
    ...findingParts(worked.findings),
  ];
  const sentence = t(
    "Serve {0} on {1} and ask it {2} questions?",
    worked.model,
    hostWords(place.host),
    formatCount(plan.toAsk),
  );
  const options = { modal: true, detail: detail.filter(line => line !== "").join("\n\n") };
  return (await vscode.window.showWarningMessage(sentence, options, serve)) === serve;
}

/** Why there was no server, with the end of its log one click away. */
function tellUnserved(services: EvaluationServices, host: string, failure: ServeFailure): void {
  if (failure.kind === "unreachable") {
    showHostFailure(host, failure.failure, services.log);
    return;
  }
  const words = serveWords.failure(failure, hostWords(host));
  if (words === null) return;
  const log = serveWords.log(failure);
  services.log.error(words, log);
  const show = t("Show Log");
  void vscode.window.showErrorMessage(asSentence(words), ...(log === "" ? [] : [show])).then(chosen => {
    if (chosen === show) services.log.show();
  });
}

function tellAsked(
  services: EvaluationServices,
  { place, out }: AskedCheckpoint,
  { findings, done }: Worked,
  result: Extract<EvaluationResult, { kind: "evaluated" }>,
): void {
  const died = done.kind === "asked" ? done.died : null;
  const parts = [
    ...evaluatedWords(result, hostWords(place.host)),
    died === null ? "" : asSentence(serveWords.failure(died, hostWords(place.host)) ?? ""),
    done.kind === "unserved" || done.isRemoved
      ? ""
      : t("{0} did not say that its server is gone.", hostWords(place.host)),
    findings.length === 0 ? "" : t("How it differs from its training stands in evaluation.json."),
  ];
  if (died !== null) services.log.error(serveWords.failure(died, place.host) ?? "", serveWords.log(died));
  const { tables, results, goOn } = evaluationOffers(out);
  const offers = result.stop === null ? [tables, results] : [goOn, tables];
  tellOutcome(services, parts.filter(part => part !== "").join(" "), offers);
}

const isServed = (done: CheckpointEvaluated): done is Served => done.kind !== "unserved" && done.kind !== "asked";

/** Says why nothing of a checkpoint is known, or was served or asked; the result where there is one. */
function resultOf(
  services: EvaluationServices,
  { place }: AskedCheckpoint,
  worked: CheckpointWorked,
): { readonly worked: Worked; readonly result: EvaluationResult } | null {
  if (worked.kind === "unreachable") showHostFailure(place.host, worked.failure, services.log);
  else if (worked.kind === "failed")
    tellNotDone(services, t("{0} cannot be read: {1}", place.folder, worked.detail.trim()));
  else if (worked.kind === "missing") tellNotDone(services, t("{0} has no such whole checkpoint.", place.folder));
  else if (isServed(worked.done)) tellUnserved(services, place.host, worked.done);
  else return { worked, result: worked.done.result };
  return null;
}

/** Looks at a checkpoint, asks whether it may be served, has it asked, and tells what it came to. */
export async function checkpointFlow(services: EvaluationServices, asked: AskedCheckpoint): Promise<void> {
  const toolVersion = productVersion(services.extension);
  const work = async (isDryRun: boolean) => {
    const title = isDryRun ? t("Looking at {0}", asked.place.folder) : t("Evaluating {0}", asked.name);
    const worked = await services.thread.withProgress(
      title,
      client => client.evaluateCheckpoint({ ...asked, isDryRun, toolVersion }),
      progress => serveWords.phase(progress.phase, progress.done) ?? progressWords(progress, t),
    );
    return resultOf(services, asked, worked);
  };
  const tellWhyNot = (result: EvaluationResult) => {
    if (result.kind === "planned" || result.kind === "evaluated") return;
    tellNotDone(services, evaluateWords(result, { t, finding: runFindingWords }));
  };
  const looked = await work(true);
  if (looked?.result.kind !== "planned") {
    if (looked !== null) tellWhyNot(looked.result);
    return;
  }
  await services.evaluationMemory.set(asked.out, `checkpoint:${asked.place.host}`);
  const { plan } = looked.result;
  if (plan.toAsk > 0 && !(await confirm(asked, looked.worked, plan))) return;
  const ended = await work(false);
  services.evaluations.refresh();
  if (ended === null) return;
  if (ended.result.kind !== "evaluated") {
    tellWhyNot(ended.result);
    return;
  }
  await services.evaluations.open(asked.out);
  tellAsked(services, asked, ended.worked, ended.result);
}
