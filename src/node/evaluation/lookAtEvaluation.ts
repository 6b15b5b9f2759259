import { questionValues } from "../../core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../core/benchmark/prompts/renderTemplate.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { type AskedItem, selectAsked } from "../../core/evaluation/selectAsked.js";
import { type SettingDifference, settingDifferences } from "../../core/evaluation/settingDifferences.js";
import { type ZoomOffer, zoomOffer } from "../../core/evaluation/zoomOffer.js";
import { withdrawnQuestions } from "../../core/evaluation/withdrawnQuestions.js";
import { type ExportSource, readExportSource } from "../benchmark/readExportSource.js";
import type { EvaluationOptions } from "./evaluationOptions.js";
import { evaluationPaths } from "./evaluationPaths.js";
import type { EvaluationPlan, EvaluationResult } from "./evaluationResult.js";
import { evaluationRunOf } from "./evaluationRunOf.js";
import { type KnownAttempts, knownAttempts } from "./knownAttempts.js";
import { planEvaluation, type WantedAttempts, wantedAttempts } from "./planEvaluation.js";
import { readEvaluationRun } from "./readEvaluationRun.js";

/** All that is known before anything is asked. */
export interface LookedAt {
  readonly kind: "looked";
  readonly items: readonly AskedItem[];
  readonly offer: ZoomOffer | null;
  /** As it will stand in evaluation.json: that of the folder, where it is gone on with. */
  readonly run: EvaluationRun;
  readonly isNew: boolean;
  /** It was asked at another address until now; the run still names that one. */
  readonly isMoved: boolean;
  /** Questions have been edited since they were asked, or are no longer asked. */
  readonly hasChanged: boolean;
  /** Its dump is scored by another strategy than it is to be. */
  readonly isRescored: boolean;
  /** Without those at questions that are no longer asked. */
  readonly known: KnownAttempts;
  readonly wanted: WantedAttempts;
  readonly plan: EvaluationPlan;
}

type Failure = Exclude<EvaluationResult, { readonly kind: "evaluated" | "planned" | "unfit" | "busy" }>;

type Chosen = { readonly items: readonly AskedItem[]; readonly leftOut: Readonly<Record<string, number>> };

function badPrompt(items: readonly AskedItem[], offer: ZoomOffer | null): Failure | null {
  const prompts = new Map(items.map(item => [item.prompt.id, item]));
  for (const { prompt, question } of prompts.values()) {
    const rendered = renderTemplate(prompt, { ...questionValues(question, prompt.input), tools: offer?.text ?? "" });
    if (rendered.kind !== "rendered") return { kind: "bad-prompt", id: prompt.id, place: rendered.place };
  }
  return null;
}

function chosen(source: ExportSource, offer: ZoomOffer | null, options: EvaluationOptions): Chosen | Failure {
  const { items, leftOut } = selectAsked(source.questions, source.pages, options.prompts, options.settings);
  if (items.length === 0) return { kind: "no-questions", leftOut };
  return badPrompt(items, offer) ?? { items, leftOut };
}

/** The run of the folder, gone on with: it keeps its name and its beginning, and knows which questions it asks now. */
const goneOnWith = (before: EvaluationRun, now: EvaluationRun): EvaluationRun => ({
  ...before,
  dataset: now.dataset,
  // A checkpoint is served anew each time; where else a model is asked, nobody has said yet.
  model: before.model.checkpoint === null ? before.model : { ...before.model, endpoint_host: now.model.endpoint_host },
  prompts: now.prompts,
  ...(now.checkpoint_findings === undefined ? {} : { checkpoint_findings: now.checkpoint_findings }),
  sampling: { ...before.sampling, n: now.sampling.n },
  strategy: now["strategy"],
  tool_version: now.tool_version,
});

type OwnRun = Pick<LookedAt, "run" | "isNew" | "isMoved" | "hasChanged" | "isRescored"> & {
  readonly withdrawn: ReadonlySet<string>;
};

/** What the folder's answers are held against. */
interface Benchmark {
  readonly source: ExportSource;
  readonly items: readonly AskedItem[];
}

/** Asked questions that are no longer asked; null: the answers are to other questions than those of now. */
function withdrawnFrom(
  before: EvaluationRun,
  now: EvaluationRun,
  { attempts }: KnownAttempts,
  { source, items }: Benchmark,
): ReadonlySet<string> | null {
  const asked = new Set(Array.from(attempts.values(), ({ questionId }) => questionId));
  const chosen = new Set(items.map(({ question }) => question.id));
  const known = new Set(source.questions.map(({ id }) => id));
  return withdrawnQuestions(asked, chosen, known, { before: before.dataset, now: now.dataset });
}

/** The folder's run, if it is the same as the one of now. */
function sameRun(
  before: EvaluationRun,
  now: EvaluationRun,
  known: KnownAttempts,
  benchmark: Benchmark,
  mayMove: boolean,
) {
  const isMove = ({ key }: SettingDifference): boolean => mayMove && key === "model.endpoint_host";
  const all = settingDifferences(before, now);
  // Nothing was answered yet: other settings cost nothing.
  if (known.attempts.size === 0 && !all.every(isMove)) return null;
  const withdrawn = withdrawnFrom(before, now, known, benchmark);
  const own = all.filter(({ key }) => key !== "dataset.question_ids_sha256" || withdrawn === null);
  const differences = own.filter(one => !isMove(one));
  if (differences.length > 0) return { kind: "differs", differences } as const;
  return {
    run: goneOnWith(before, now),
    ...{ isNew: false, isMoved: own.length > 0, withdrawn: withdrawn ?? new Set<string>() },
    hasChanged: before.dataset["asked_sha256"] !== now.dataset["asked_sha256"],
    isRescored: (before["strategy"] ?? null) !== now["strategy"],
  };
}

async function runOf(
  now: EvaluationRun,
  known: KnownAttempts,
  benchmark: Benchmark,
  { out, isMoved: mayMove = false }: EvaluationOptions,
): Promise<OwnRun | Failure> {
  const read = await readEvaluationRun(out);
  const isFirst = { isNew: true, isMoved: false, hasChanged: true, isRescored: false };
  const fresh: OwnRun = { run: now, ...isFirst, withdrawn: new Set() };
  switch (read.kind) {
    case "none":
      return fresh;
    case "foreign":
    case "unreadable":
      return read;
    case "run":
      return sameRun(read.run, now, known, benchmark, mayMove) ?? fresh;
    default: {
      const never: never = read;
      return never;
    }
  }
}

async function attemptsOf(folder: string): Promise<KnownAttempts | Failure> {
  const path = evaluationPaths(folder).predictions;
  try {
    return await knownAttempts(path);
  } catch (error) {
    return { kind: "unreadable", path, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Answers to questions that are no longer asked stay in their file, and are in nothing that is made of it. */
const without = ({ attempts, damaged }: KnownAttempts, withdrawn: ReadonlySet<string>): KnownAttempts => ({
  attempts:
    withdrawn.size === 0 ? attempts : new Map([...attempts].filter(([, one]) => !withdrawn.has(one.questionId))),
  damaged,
});

/** Reads the dataset and the folder, and says what is to be asked. Never rejects. */
export async function lookAtEvaluation(options: EvaluationOptions): Promise<LookedAt | Failure> {
  const { dataset, out, settings, signal } = options;
  const source = await readExportSource(dataset, signal);
  if (source.kind !== "source") return source;
  const offer = settings.tools === null ? null : zoomOffer(settings.boxes);
  const picked = chosen(source, offer, options);
  if ("kind" in picked) return picked;
  const { items } = picked;
  // Nobody would look for a question that is missing because its line is torn.
  const leftOut = source.damaged === 0 ? picked.leftOut : { ...picked.leftOut, "damaged-line": source.damaged };
  const known = await attemptsOf(out);
  if ("kind" in known) return known;
  const own = await runOf(evaluationRunOf(source, items, offer, options), known, { source, items }, options);
  if ("kind" in own) return own;
  const { withdrawn, ...about } = own;
  const wanted = wantedAttempts(items, known, options);
  const plan = { ...planEvaluation(items, leftOut, wanted, offer, options), withdrawn: withdrawn.size };
  return { kind: "looked", items, offer, ...about, known: without(known, withdrawn), wanted, plan };
}
