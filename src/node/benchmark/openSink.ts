import type { ExportOptions } from "../../core/benchmark/export/exportOptions.js";
import type { PreparedQuestion } from "../../core/benchmark/export/prepareQuestion.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { ExportFiles } from "./exportFiles.js";
import type { ExportSink } from "./exportSink.js";
import type { ImageMaker } from "./imageMaker.js";
import { LmmsSink } from "./lmmsSink.js";
import { RecordsSink } from "./recordsSink.js";
import { ShareGptSink } from "./shareGptSink.js";
import { VerlSink } from "./verlSink.js";
import { VlmSink } from "./vlmSink.js";

export interface SinkParts {
  readonly options: ExportOptions;
  readonly files: ExportFiles;
  readonly maker: ImageMaker;
  readonly pages: readonly PageRecord[];
  readonly prepared: readonly PreparedQuestion[];
  /** Of the build: Python that goes along with tasks of lmms-eval. */
  readonly trainerFolder: string;
}

const mostOptions = (prepared: readonly PreparedQuestion[]): number =>
  Math.min(
    26,
    prepared.reduce((most, { question }) => Math.max(most, question.options.length), 4),
  );

/** What writes an export for its target. */
export function openSink(parts: SinkParts): ExportSink {
  const { options, files, prepared } = parts;
  switch (options.to) {
    case "verl":
      return new VerlSink(files, options);
    case "llamafactory":
      return new ShareGptSink(files);
    case "vlmevalkit":
      return new VlmSink(files, {
        isCircular: options.circular,
        options: mostOptions(prepared),
        isInside: options.images === "bytes",
      });
    case "lmms-eval":
      return new LmmsSink(files, parts.trainerFolder);
    case "jsonl":
      return new RecordsSink(parts);
  }
}
