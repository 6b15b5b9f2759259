import { basename, resolve } from "node:path";
import { splitNames } from "../../../core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import { taskKinds } from "../../../core/benchmark/taskKinds.js";
import type { EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import { familyOf } from "../../../core/evaluation/familyOf.js";
import type { ForeignFormat } from "../../../core/evaluation/import/foreignRow.js";
import { type ForeignZoom, foreignZoom } from "../../../core/evaluation/import/foreignZoom.js";
import type { ExportSource } from "../../benchmark/readExportSource.js";
import { textSha } from "../../benchmark/textSha.js";
import type { ImportCounts, ImportOptions } from "./importResult.js";

/** Names that files give; more of them say nothing. */
const mostModels = 20;

/** What was imported, as far as the run tells it. */
export interface ImportedWhole {
  readonly id: string;
  readonly source: ExportSource;
  readonly questions: readonly QuestionRecord[];
  readonly formats: readonly ForeignFormat[];
  readonly attempts: number;
  readonly counts: Pick<ImportCounts, "models" | "zooms">;
}

/** The loop of the first program whose zooms are known, where somebody zoomed. */
function zoomOf({ formats, counts }: ImportedWhole): ForeignZoom | null {
  if (counts.zooms === 0) return null;
  return formats.map(foreignZoom).find(zoom => zoom !== null) ?? null;
}

function datasetOf({ source, questions }: ImportedWhole, folder: string): EvaluationRun["dataset"] {
  return {
    ...{ folder: resolve(folder), id: source.manifest?.id ?? null, questions_sha256: source.questionsSha },
    reviews_sha256: source.reviewsSha,
    splits: splitNames.filter(split => questions.some(one => one.split === split)),
    tasks: taskKinds.filter(task => questions.some(one => one.task === task)),
    questions: questions.length,
    question_ids_sha256: textSha(questions.map(({ id }) => `${id}\n`).join("")),
  };
}

function imageOf(zoom: ForeignZoom | null): EvaluationRun["image"] {
  const { factor: multiple = null, minPixels = null, maxPixels = null } = zoom?.limits ?? {};
  return {
    ...{ max_side: null, max_pixels: maxPixels, min_pixels: minPixels, multiple, mime: "image/png", quality: null },
    ...{ detail: null, marks_drawn: true, shown: "second" },
  };
}

const toolsOf = (zoom: ForeignZoom | null, harness: string): EvaluationRun["tools"] =>
  zoom === null ? null : { style: "text", tool: harness, schema_sha256: "", max_turns: zoom.maxTurns };

/** The run of what another program asked: what it does not say is null, and never one of our defaults. */
export function importedRun(whole: ImportedWhole, options: ImportOptions): EvaluationRun {
  const { dataset, name, model, input, files, toolVersion, now } = options;
  const at = new Date(now()).toISOString();
  const zoom = zoomOf(whole);
  const harness = whole.formats.join(", ");
  const family = familyOf(model);
  return {
    ...{ v: 1, kind: "run", id: whole.id, name },
    dataset: datasetOf(whole, dataset),
    model: {
      ...{ requested: model, returned: whole.counts.models.slice(0, mostModels).map(one => one.name) },
      ...{ family: family.id, endpoint_host: "", server: null, provider: null, checkpoint: null },
    },
    ...{ input: input ?? (zoom === null ? "page" : "zoom"), use: "answer", boxes: zoom?.boxes ?? family.boxes.value },
    ...{ prompts: {}, tools: toolsOf(zoom, harness), shard: null, image: imageOf(zoom) },
    sampling: {
      ...{ temperature: null, top_p: null, seed: null, max_tokens: null, reasoning_effort: null, n: whole.attempts },
      extra: {},
    },
    imported: { harness, files: files.map(file => basename(file)) },
    ...{ started: at, ended: at, tool_version: toolVersion },
  };
}
