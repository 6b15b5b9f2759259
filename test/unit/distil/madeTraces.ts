import { type QuestionRecord, questionRecordSchema } from "../../../src/core/benchmark/questionRecord.js";
import { type DistilOptions, distilOptionsSchema } from "../../../src/core/distil/distilOptions.js";
import type { JudgedTrace } from "../../../src/core/distil/judgedTrace.js";
import type { DistilSource } from "../../../src/core/distil/distilSource.js";
import { judgeTraces } from "../../../src/core/distil/judgeTraces.js";
import { heldOutOf } from "../../../src/core/distil/splitFilter.js";
import type { PredictionRecord } from "../../../src/core/evaluation/predictionRecord.js";
import { madePrediction } from "../evaluation/madeRecords.js";

/** A question about action with four options, of which B is right, on a training page of its own. */
export function madeQuestion(id: string, changes: Readonly<Record<string, unknown>> = {}): QuestionRecord {
  const label = (letter: string) => ({ label: letter, text: `${letter.toLowerCase()} does it.` });
  return questionRecordSchema.parse({
    ...{ v: 1, kind: "question", id, task: "action_recognition", page_id: `pg-${id}`, issue_id: `is-${id}` },
    ...{ split: "train", image: `${id}.png`, width: 400, height: 600, question: `What is done in ${id}?`, hint: null },
    ...{ options: ["A", "B", "C", "D"].map(label), answer: "B", alternatives: [], answer_type: "choice" },
    ...{ position_prompt: null, chance: 0.25, marks: [], shown: null, expected_zooms: null, content_sha: `sha-${id}` },
    targets: [{ box: [10, 10, 195, 295], role: "panel", source_annotation_ids: [] }],
    ...{ checks: [], review: { state: "new", by: [] } },
    provenance: {
      ...{ generator: "made", version: 1, seed: 0, annotation_ids: [], writer_model: null, writer_prompt_sha: null },
    },
    ...changes,
  });
}

const fillers = ["a boy runs over the street", "somebody holds a lamp", "two birds sit there", "the rain falls hard"];

/** Reasoning of so many words that names a place, and is another for each key. */
export function thought(key: string, words = 60): string {
  const all = ["In", "the", "upper", "left", "panel", key, "is", "to", "be", "seen,"];
  for (let at = 0; all.length < words; at++) all.push(...`${fillers[at % 4] ?? ""} ${key}${at}`.split(" "));
  return `${all.slice(0, words).join(" ")}.`;
}

export const saying = (reasoning: string, answer = "B"): string =>
  `<think>${reasoning}</think>\n<answer>${answer}</answer>`;

/** Attempt k at a question; the text is by default a right one that passes every filter. */
export function madeAttempt(
  question: QuestionRecord,
  attempt = 0,
  changes: Partial<PredictionRecord> = {},
): PredictionRecord {
  const id = `${question.id}-${attempt}`;
  return madePrediction({
    ...{ id, question_id: question.id, question_sha: question.content_sha, attempt },
    ...{ text: saying(thought(id)), ...changes },
  });
}

export const usualOptions = (changes: Partial<DistilOptions> = {}): DistilOptions =>
  distilOptionsSchema.parse({ letterShare: null, ...changes });

export function madeSource(
  questions: readonly QuestionRecord[],
  predictions: readonly PredictionRecord[],
  changes: Partial<DistilSource> = {},
): DistilSource {
  return {
    ...{ questions, predictions, verdicts: [], decisions: new Map(), held: heldOutOf(questions, []) },
    textSha: text => text,
    ...changes,
  };
}

/** Why each attempt is dropped, in the order of the questions. */
export const reasonsOf = (traces: readonly JudgedTrace[]) => traces.map(({ droppedBy }) => droppedBy);

/** What becomes of one attempt at one question. */
export function judgedAlone(
  changes: Partial<PredictionRecord>,
  options: Partial<DistilOptions> = {},
  asked: Readonly<Record<string, unknown>> = {},
): JudgedTrace {
  const question = madeQuestion("q1", asked);
  const [trace] = judgeTraces(madeSource([question], [madeAttempt(question, 0, changes)]), usualOptions(options));
  if (trace === undefined) throw new Error("the attempt has no trace");
  return trace;
}
