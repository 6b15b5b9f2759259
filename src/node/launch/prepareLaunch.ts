import { readFile } from "node:fs/promises";
import { checkpointBudget } from "../../core/launch/checkpointBudget.js";
import { checkpointFindings } from "../../core/launch/checkpointFindings.js";
import { validationFindings } from "../../core/launch/dataFindings.js";
import type { Finding } from "../../core/launch/finding.js";
import { planRun } from "../../core/launch/planRun.js";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { resolveConfig } from "../../core/launch/resolveConfig.js";
import type { TrainerConfig } from "../../core/launch/runConfig.js";
import { plannedSteps } from "../../core/launch/plannedSteps.js";
import { trainedQuestions } from "../../core/launch/trainedQuestions.js";
import { sortedFindings } from "../../core/launch/sortedFindings.js";
import { configStrings } from "../../protocol/jobs/configStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { ConfigIssue, DraftRead, LaunchDraft } from "../jobs/launchDraft.js";
import { countedFindings } from "./countedFindings.js";
import { dataPlaces, type DataPlaces } from "./dataPlaces.js";
import type { DataMeasured } from "./measuredData.js";
import { measureData } from "./measureData.js";
import { distilledFindings } from "./distilledFindings.js";
import { miniatureDraft } from "./miniatureDraft.js";
import { ownRunId } from "./ownRunId.js";
import type { PrepareOptions } from "./prepareOptions.js";
import { readShape } from "./readShape.js";
import { snapshotFindings } from "./snapshotFindings.js";
import { trainerTexts } from "./trainerTexts.js";

/**
 * Reads a run configuration (`file`: absolute), plans it and counts its data. Asks no host and changes nothing. What is
 * wrong with the configuration are issues; what is wrong with what it says are findings.
 */
export async function prepareLaunch(file: string, options: PrepareOptions): Promise<DraftRead> {
  const text = options.text ?? (await textOf(file));
  if (typeof text !== "string") return { kind: "issues", file, issues: [text] };
  const read = readRunConfig(text);
  if (read.kind === "issues") {
    const issues = read.issues.map(issue => ({
      ...issue,
      reason: filledSentence(configStrings[issue.code], issue.values),
    }));
    return { kind: "issues", file, issues };
  }
  const { config } = read;
  const draft =
    config.engine === "miniature"
      ? await miniatureDraft(file, config, options)
      : await trainerDraft(file, config, options);
  return { kind: "draft", draft };
}

async function textOf(file: string): Promise<string | ConfigIssue> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "unreadable", key: "", values: [file], at: null, reason: `This file cannot be read: ${message}` };
  }
}

async function trainerDraft(file: string, config: TrainerConfig, options: PrepareOptions): Promise<LaunchDraft> {
  const resolved = resolveConfig(config);
  const places = dataPlaces(file, config, options.isTrusted);
  // A snapshot has git run what a repository's configuration names.
  const isCounted = options.isCounted && options.isTrusted;
  const measured = await measuredOf(places, resolved.family === "sft", isCounted);
  const plan = planRun(config, {
    runId: ownRunId(config),
    strategies: options.strategies,
    trainer: await trainerTexts(options.trainerFolder),
    resumeFrom: options.resumeFrom,
    resumeStep: options.resumeStep ?? null,
    firstQuestion: firstQuestionOf(measured, resolved),
    data: {
      ...places.onHost,
      shape: options.isTrusted ? await shapeOf(places, measured, resolved.family === "sft") : null,
    },
  });
  const counted =
    measured === null || places.here === null ? [] : countedFindings(resolved, places.here.train, measured);
  const measures = measured?.kind === "measured" ? measured.data.measures : null;
  const budget = checkpointBudget(resolved, {
    weightBytes: null,
    questions: measures === null ? null : trainedQuestions(resolved, measures).length,
    steps: plannedSteps(plan),
  });
  const findings = [
    ...plan.findings,
    ...places.findings,
    ...counted,
    ...(isCounted ? await validated(places, resolved) : []),
    ...(isCounted ? await distilledFindings(resolved, places.here?.train ?? null, options.storage ?? null) : []),
    ...notCounted(places, config),
    ...checkpointFindings(budget),
    ...(isCounted ? await snapshotFindings(file) : []),
  ];
  return { file, config, plan, uploads: places.uploads, measures, findings: sortedFindings(findings) };
}

/** The first question that will be trained on. */
function firstQuestionOf(measured: DataMeasured | null, { config, tasks }: ResolvedConfig): string | null {
  if (measured?.kind !== "measured") return null;
  const kinds: readonly (string | null)[] = config.stages[0]?.tasks ?? tasks;
  const found = [...measured.data.firstQuestions].find(([kind]) => kind === null || kinds.includes(kind));
  return found?.[1] ?? null;
}

/** What validation data mean; that they are not there is said with the paths. */
async function validated({ here }: DataPlaces, resolved: ResolvedConfig): Promise<readonly Finding[]> {
  const validation = here?.validation ?? null;
  if (here === null || validation === null || resolved.family !== "rl") return [];
  const measured = await measureData({ train: validation, images: here.images, isSft: false });
  return measured.kind === "measured" ? validationFindings(resolved, measured.data.measures) : [];
}

async function measuredOf({ here }: DataPlaces, isSft: boolean, isCounted: boolean): Promise<DataMeasured | null> {
  return here === null || !isCounted ? null : measureData({ ...here, isSft });
}

/** Even where nothing is counted the plan has to say how the rows are written. */
async function shapeOf({ here }: DataPlaces, measured: DataMeasured | null, isSft: boolean) {
  if (!isSft || here === null) return null;
  if (measured?.kind === "measured") return measured.data.sft?.shape ?? null;
  return measured === null ? readShape(here.train) : null;
}

function notCounted({ here }: DataPlaces, { host }: TrainerConfig): readonly Finding[] {
  if (here !== null) return [];
  return [{ level: "note", code: "data-not-counted", values: [host], key: "data.onHost" }];
}
