import { shareGptRow } from "../../core/benchmark/export/shareGptRow.js";
import type { SplitName } from "../../core/benchmark/pageRecord.js";
import { datasetInfo, messagesShape } from "../../core/launch/datasetInfo.js";
import type { ExportFiles, GrowingFile } from "./exportFiles.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";

interface SplitFile {
  readonly file: GrowingFile;
  rows: number;
}

const nameOf = (split: SplitName): string => `ai4va_fg_${split}`;

/** LLaMA-Factory's sharegpt data: a JSON list per split, and dataset_info.json, which names every tag (formats.md 3.5). */
export class ShareGptSink implements ExportSink {
  private readonly files: ExportFiles;
  private readonly splits = new Map<SplitName, SplitFile>();

  constructor(files: ExportFiles) {
    this.files = files;
  }

  async add(made: MadeQuestion): Promise<null> {
    const { split } = made.question;
    const known = this.splits.get(split) ?? { file: await this.files.grow(`${nameOf(split)}.json`), rows: 0 };
    this.splits.set(split, known);
    await known.file.write(`${known.rows === 0 ? "[\n" : ",\n"}${JSON.stringify(shareGptRow(made))}`);
    known.rows++;
    return null;
  }

  async finish(): Promise<void> {
    for (const { file, rows } of this.splits.values()) {
      await file.write("\n]\n");
      await file.end(rows);
    }
    const names = [...this.splits.keys()].map(nameOf);
    const entries = names.map(name => ({ name, file: `${name}.json`, shape: messagesShape }));
    await this.files.write("dataset_info.json", datasetInfo(entries));
  }
}
