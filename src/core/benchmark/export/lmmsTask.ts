import { stringify } from "yaml";
import type { SplitName } from "../pageRecord.js";
import type { TaskKind } from "../taskKinds.js";
import { answerText, type ExportedQuestion } from "./exportedQuestion.js";

/** The name of a task in lmms-eval. */
export const lmmsTaskName = (task: TaskKind, split: SplitName): string =>
  split === "test" ? `ai4va_fg_${task}` : `ai4va_fg_${task}_${split}`;

export const lmmsDataFile = (task: TaskKind, split: SplitName): string => `questions_${task}_${split}.jsonl`;

/** What all tasks share. `!function` names a function of the file beside it, which lmms-eval loads. */
export const lmmsTemplate = `dataset_path: json
output_type: generate_until
doc_to_visual: !function utils.visual
doc_to_text: !function utils.text
doc_to_target: "answer"
generation_kwargs:
  max_new_tokens: 4096
  temperature: 0
  do_sample: false
process_results: !function utils.process
metric_list:
  - metric: fg_acc
    aggregation: !function utils.mean
    higher_is_better: true
cluster_key: issue_id
score_key: score
metadata:
  - version: 1.0
`;

/** The name of the template's file; without an ending, so that it is no task itself. */
export const lmmsTemplateName = "_default_template_yaml";

/** One task: which data, and everything else from the template. Paths count from the task's own folder. */
export function lmmsTask(task: TaskKind, split: SplitName): string {
  const head = stringify({
    task: lmmsTaskName(task, split),
    dataset_kwargs: { data_files: { [split]: lmmsDataFile(task, split) } },
    test_split: split,
  });
  return `${head}include: ${lmmsTemplateName}\n`;
}

/** All tasks of a split under one name. */
export function lmmsGroup(tasks: readonly TaskKind[], split: SplitName): string {
  const name = split === "test" ? "ai4va_fg" : `ai4va_fg_${split}`;
  return stringify({ group: name, task: tasks.map(task => lmmsTaskName(task, split)) });
}

/** A row of a task's data; every column has one type in all rows, since a table is made of them. */
export interface LmmsRow {
  readonly our_id: string;
  readonly task: TaskKind;
  readonly prompt: string;
  readonly images: readonly string[];
  readonly question: string;
  readonly options: string;
  readonly answer: string;
  readonly alternatives: string;
  readonly answer_type: string;
  readonly page_id: string;
  readonly issue_id: string;
  readonly split: string;
}

/** The row of a question whose images are files. */
export function lmmsRow({ question, asked, images }: ExportedQuestion): LmmsRow {
  return {
    our_id: question.id,
    task: question.task,
    prompt: [asked.system, asked.user].filter(text => text !== "").join("\n\n"),
    images: images.map(({ path }) => path ?? ""),
    question: question.question,
    options: JSON.stringify(question.options.map(({ label, text }) => ({ label, text }))),
    answer: answerText(question),
    alternatives: JSON.stringify(question.alternatives),
    answer_type: question.answer_type,
    page_id: question.page_id,
    issue_id: question.issue_id,
    split: question.split,
  };
}
