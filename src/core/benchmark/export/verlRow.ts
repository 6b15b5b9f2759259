import type { QuestionRecord } from "../questionRecord.js";
import { answerText, type ExportedImage, type ExportedQuestion } from "./exportedQuestion.js";
import type { ExportOptions } from "./exportOptions.js";
import { placedBoxes } from "./placedBoxes.js";

/** What stands in a row for an image (verl's rl_dataset.py). */
const imagePlace = "<image>";

/** The zoom tool that verl's own trainer and ours know by this name. */
interface ToolsKwargs {
  readonly image_zoom_in_tool: { readonly create_kwargs: { readonly image: string | null } };
}

/**
 * A row of verl's training data (formats.md 1.9). Every row has the same keys, since Parquet knows no others; lists of
 * objects of our own are JSON text, which every reader of columns takes alike. Whole numbers are BigInt: INT64.
 */
export interface VerlRow {
  readonly data_source: string;
  readonly prompt: readonly { readonly role: string; readonly content: string }[];
  /** One of the two by the file's schema: verl decodes `bytes` wherever the key is there. */
  readonly images: readonly (
    { readonly bytes: Uint8Array; readonly path: string | null } | { readonly image: string }
  )[];
  readonly ability: string;
  readonly reward_model: { readonly style: string; readonly ground_truth: string };
  readonly extra_info: {
    readonly split: string;
    readonly index: bigint;
    readonly question_id: string;
    readonly task: string;
    readonly question: string;
    readonly hint: string | null;
    readonly options: string;
    readonly answer: string;
    readonly alternatives: string;
    readonly answer_type: string;
    readonly page_id: string;
    readonly issue_id: string;
    readonly image: string | null;
    readonly width: bigint;
    readonly height: bigint;
    readonly targets: string | null;
    readonly expected_zooms: bigint | null;
    readonly marks: string;
    readonly content_sha: string;
    readonly need_tools_kwargs: boolean;
    readonly tools_kwargs: ToolsKwargs;
  };
  readonly agent_name: string;
}

const bigintOf = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

/** Marks that are still to be drawn, for a loader that draws them: see src/trainer/zoom_dataset.py. */
const marksToDraw = ({ marks }: QuestionRecord, hasMarks: boolean): string =>
  JSON.stringify(hasMarks ? [] : marks.map(({ kind, box, label, color }) => ({ kind, box, label, color })));

const imageOf = ({ bytes, path }: ExportedImage): VerlRow["images"][number] =>
  bytes === null ? { image: path ?? "" } : { bytes, path };

function extraInfo(exported: ExportedQuestion, index: number, isZoom: boolean): VerlRow["extra_info"] {
  const { question, images, hasMarks } = exported;
  const { width, height, targets, expectedZooms } = placedBoxes(exported);
  const path = images[0]?.bytes === null ? images[0].path : null;
  return {
    split: question.split,
    index: BigInt(index),
    question_id: question.id,
    task: question.task,
    question: question.question,
    hint: question.hint,
    options: JSON.stringify(question.options.map(({ label, text }) => ({ label, text }))),
    answer: answerText(question),
    alternatives: JSON.stringify(question.alternatives),
    answer_type: question.answer_type,
    page_id: question.page_id,
    issue_id: question.issue_id,
    image: path,
    width: BigInt(width),
    height: BigInt(height),
    targets: targets === null ? null : JSON.stringify(targets),
    expected_zooms: bigintOf(expectedZooms),
    marks: marksToDraw(question, hasMarks),
    content_sha: question.content_sha,
    // A page that is bytes can only be handed to a tool by a dataset class; ours does (docs/trainer.md).
    need_tools_kwargs: isZoom && path !== null,
    // Never null: verl asks it for a tool's part as soon as its loop has tools.
    tools_kwargs: { image_zoom_in_tool: { create_kwargs: { image: path } } },
  };
}

/** The row of a question; `index` counts within its file. */
export function verlRow(exported: ExportedQuestion, index: number, { input }: Pick<ExportOptions, "input">): VerlRow {
  const { question, asked, images } = exported;
  const isZoom = input === "zoom";
  return {
    data_source: question.task,
    prompt: [
      { role: "system", content: asked.system },
      { role: "user", content: imagePlace.repeat(images.length) + asked.user },
    ],
    images: images.map(imageOf),
    ability: question.task,
    reward_model: { style: "rule", ground_truth: answerText(question) },
    extra_info: extraInfo(exported, index, isZoom),
    agent_name: isZoom ? "tool_agent" : "single_turn_agent",
  };
}
