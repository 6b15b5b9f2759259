import { resolve } from "node:path";
import { promptSha } from "../../core/benchmark/prompts/promptSha.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import type { DistilFunnel } from "../../core/distil/distilFunnel.js";
import { distilHistograms } from "../../core/distil/distilHistograms.js";
import type { DistilManifest, DistilStudent } from "../../core/distil/distilManifest.js";
import type { DistilOptions } from "../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../core/distil/judgedTrace.js";
import type { NearestHeldOut } from "../../core/distil/nearestHeldOut.js";
import { nearSummary } from "../../core/distil/nearSummary.js";
import type { StudentSettings } from "../../core/distil/studentSettings.js";
import { traceRecord, type TraceRecord } from "../../core/distil/traceRecord.js";
import type { UnfitCode } from "../../core/distil/trainedTurns.js";
import { zoomOffer } from "../../core/evaluation/zoomOffer.js";
import { datasetInfo, messagesShape } from "../../core/launch/datasetInfo.js";
import { drawnAtOnce } from "../benchmark/drawnAtOnce.js";
import { ExportFiles, type GrowingFile } from "../benchmark/exportFiles.js";
import { beginFolder, endFolder, exportManifestName, exportPlace, takePlace } from "../benchmark/exportFolder.js";
import { realFolder } from "../benchmark/import/recordPath.js";
import { inOrder } from "../benchmark/inOrder.js";
import type { ReadDistil } from "./readDistil.js";
import { imageFile, type MadeRow, RowMaker } from "./rowMaker.js";

export interface DistilExport {
  readonly source: ReadDistil;
  readonly traces: readonly JudgedTrace[];
  /** Among the questions of `source.benchmark`. */
  readonly nearest: NearestHeldOut;
  readonly funnel: DistilFunnel;
  readonly options: DistilOptions;
  readonly student: StudentSettings;
  readonly to: DistilManifest["to"];
  readonly out: string;
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export type DistilExported =
  | { readonly kind: "exported"; readonly out: string; readonly manifest: DistilManifest }
  /** The folder has files that no export of ours put there. */
  | { readonly kind: "taken"; readonly out: string; readonly example: string }
  /** No trace is kept that the student can be taught; `unfit`: why, by code. */
  | { readonly kind: "nothing"; readonly unfit: Readonly<Partial<Record<UnfitCode, number>>> }
  | { readonly kind: "unwritable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

/** What the rows come to, while they are written. */
class RowTally {
  readonly unfit: Partial<Record<UnfitCode, number>> = {};
  readonly systems = new Set<string>();
  readonly prompts = new Map<string, PromptTemplate>();
  /** By prediction: where its row is, and what the trainer makes of it. */
  readonly places = new Map<string, Omit<NonNullable<TraceRecord["export"]>, "file">>();
  rows = 0;
  longest = 0;
  doubtful = 0;
  mostTurns = 0;

  add({ row, turns, prompt, tokens }: MadeRow, { cutoffTokens }: StudentSettings): void {
    this.places.set(row.prediction_id, { row: this.rows++, images: row.images.length, tokens: { ...tokens } });
    for (const { role, content } of turns) if (role === "system") this.systems.add(content);
    this.prompts.set(row.task, prompt);
    this.longest = Math.max(this.longest, tokens.high);
    if (tokens.high > cutoffTokens) this.doubtful++;
    this.mostTurns = Math.max(this.mostTurns, turns.filter(({ role }) => role === "assistant").length);
  }

  leave(code: UnfitCode): void {
    this.unfit[code] = (this.unfit[code] ?? 0) + 1;
  }
}

function studentIn(student: StudentSettings, tally: RowTally): DistilStudent {
  const prompts = [...tally.prompts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...{ method: student.method, input: student.input, use: student.use, systems: [...tally.systems].toSorted() },
    prompts: Object.fromEntries(
      prompts.map(([task, prompt]) => {
        const { id, version, user } = prompt;
        return [task, { id, version, sha256: promptSha(prompt), user }];
      }),
    ),
    tool: student.input === "zoom" ? zoomOffer(student.boxes).text : null,
    ...{ boxes: student.boxes, most_turns: tally.mostTurns, resize: { ...student.resize } },
    cutoff_tokens: student.cutoffTokens,
  };
}

function teacherIn({ run }: ReadDistil): DistilManifest["teacher"] {
  if (run === null) return null;
  const prompts: NonNullable<DistilManifest["teacher"]>["prompts"] = {};
  for (const [task, { id, version, sha256 }] of Object.entries(run.prompts)) prompts[task] = { id, version, sha256 };
  const { model, input, tools, sampling } = run;
  const { temperature, top_p, seed, max_tokens, n: attempts } = sampling;
  return {
    ...{ requested: model.requested, returned: [...model.returned], prompts, input },
    tool: tools === null ? null : { style: tools.style, tool: tools.tool, most_turns: tools.max_turns },
    sampling: { temperature, top_p, seed, max_tokens, attempts },
  };
}

function manifestOf(work: DistilExport, tally: RowTally, files: ExportFiles): DistilManifest {
  const { source, options, to, funnel, student, version } = work;
  const { alike, most } = nearSummary(work.traces, work.nearest);
  const { run, from } = source;
  const histograms = distilHistograms(work.traces);
  return {
    ...{ v: 1, kind: "distil", tool: { name: "rollout-loupe", version } },
    from: {
      ...{ run: run?.id ?? null, dataset: from.id, questions_sha256: from.questionsSha },
      reviews_sha256: from.reviewsSha,
    },
    ...{ teacher: teacherIn(source), options, to },
    funnel: {
      ...funnel,
      rows: funnel.rows.map(row => ({ ...row, passRates: [...row.passRates], keptByPass: [...row.keptByPass] })),
    },
    histograms: { ...histograms, words: [...histograms.words] },
    ...{ rows: tally.rows, unfit: tally.unfit, tokens: { longest: tally.longest, doubtful: tally.doubtful } },
    near_test: { alike, most: most?.score ?? null },
    ...{ student: studentIn(student, tally), files: [...files.list] },
  };
}

const nameOf = ({ options }: DistilExport): string => `distilled_${options.method === "SFT-R" ? "sft_r" : "sft_s"}`;
const dataFile = (work: DistilExport): string => `${nameOf(work)}.${work.to === "jsonl" ? "jsonl" : "json"}`;

async function writeRow(file: GrowingFile, { row }: MadeRow, place: number, { to }: DistilExport): Promise<void> {
  const text = JSON.stringify(row);
  await file.write(to === "jsonl" ? `${text}\n` : `${place === 0 ? "[\n" : ",\n"}${text}`);
}

/** Writes every kept trace that can be trained on. False: aborted. */
async function writeRows(work: DistilExport, files: ExportFiles, tally: RowTally): Promise<boolean> {
  const kept = work.traces.filter(trace => trace.kept);
  const file = await files.grow(dataFile(work));
  const maker = new RowMaker(work);
  let done = 0;
  for await (const made of inOrder(kept, drawnAtOnce(), trace => maker.make(trace))) {
    if (work.signal?.aborted === true) return false;
    if (made.kind === "unfit") tally.leave(made.code);
    else {
      for (const image of made.images)
        if (files.at(imageFile(image)) === null) await files.write(imageFile(image), image.bytes);
      await writeRow(file, made, tally.rows, work);
      tally.add(made, work.student);
    }
    work.onProgress?.(++done, kept.length);
  }
  if (work.to !== "jsonl") await file.write(tally.rows === 0 ? "[]\n" : "\n]\n");
  await file.end(tally.rows);
  return true;
}

/** Every trace with its reasons, those that are not in the data as well. */
async function writeTraces(work: DistilExport, files: ExportFiles, tally: RowTally): Promise<void> {
  const file = await files.grow("traces.jsonl");
  const { run } = work.source;
  for (const trace of work.traces) {
    const near = work.nearest(trace.question);
    const place = tally.places.get(trace.prediction.id);
    const exported = place === undefined ? null : { file: dataFile(work), ...place };
    await file.write(`${JSON.stringify(traceRecord(trace, { run, near, exported }))}\n`);
  }
  await file.end(work.traces.length);
}

async function writeAll(work: DistilExport, making: string, out: string, files: ExportFiles): Promise<DistilExported> {
  const tally = new RowTally();
  if (!(await writeRows(work, files, tally))) return { kind: "aborted" };
  if (tally.rows === 0) return { kind: "nothing", unfit: tally.unfit };
  await writeTraces(work, files, tally);
  if (work.to === "llamafactory") {
    const entries = [{ name: nameOf(work), file: dataFile(work), shape: messagesShape }];
    await files.write("dataset_info.json", datasetInfo(entries));
  }
  const manifest = manifestOf(work, tally, files);
  await files.write(exportManifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  await takePlace(making, out);
  return { kind: "exported", out, manifest };
}

/**
 * Writes the kept traces as training data, with every trace's reasons and a manifest of counts beside them. The same
 * records and options give the same bytes. Never rejects, and writes all of it or nothing.
 */
export async function exportDistilled(work: DistilExport): Promise<DistilExported> {
  try {
    const out = await realFolder(resolve(work.out));
    const place = await exportPlace(out);
    if (place.kind === "taken") return { kind: "taken", out, example: place.example };
    const begun = await beginFolder(out);
    const files = new ExportFiles(begun.making);
    try {
      return await writeAll(work, begun.making, out, files);
    } finally {
      await files.close();
      await endFolder(begun);
    }
  } catch (error) {
    return { kind: "unwritable", path: work.out, reason: error instanceof Error ? error.message : String(error) };
  }
}
