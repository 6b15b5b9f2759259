import type { ExportOptions } from "../../core/benchmark/export/exportOptions.js";
import { verlRow, type VerlRow } from "../../core/benchmark/export/verlRow.js";
import type { SplitName } from "../../core/benchmark/pageRecord.js";
import type { ExportFiles } from "./exportFiles.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";
import { ParquetFile } from "./parquetFile.js";
import { verlSchema } from "./verlSchema.js";

/** Bytes of images in one row group, and rows in one without them: what a reader has to hold at once. */
const groupBytes = 32 << 20;
const groupRows = 1000;

const columns: readonly (keyof VerlRow)[] = [
  "data_source",
  "prompt",
  "images",
  "ability",
  "reward_model",
  "extra_info",
  "agent_name",
];

/** The Parquet file of one split while it grows. */
class SplitFile {
  private readonly file: ParquetFile;
  private rows: VerlRow[] = [];
  private bytes = 0;
  private count = 0;

  constructor(file: ParquetFile) {
    this.file = file;
  }

  async add(made: MadeQuestion, options: ExportOptions): Promise<void> {
    this.rows.push(verlRow(made, this.count, options));
    this.count++;
    this.bytes += made.images.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
    if (this.bytes >= groupBytes || this.rows.length >= groupRows) await this.flush();
  }

  async end(): Promise<void> {
    await this.flush();
    await this.file.end(this.count);
  }

  private async flush(): Promise<void> {
    const rows = this.rows.map(row => ({ ...row }));
    [this.rows, this.bytes] = [[], 0];
    await this.file.group(rows);
  }
}

/** verl's training data: `train.parquet`, `val.parquet`, `test.parquet` (formats.md 1.9). */
export class VerlSink implements ExportSink {
  private readonly files: ExportFiles;
  private readonly options: ExportOptions;
  private readonly splits = new Map<SplitName, SplitFile>();

  constructor(files: ExportFiles, options: ExportOptions) {
    this.files = files;
    this.options = options;
  }

  async add(made: MadeQuestion): Promise<null> {
    const { split } = made.question;
    const known = this.splits.get(split) ?? (await this.begin(split));
    await known.add(made, this.options);
    return null;
  }

  async finish(): Promise<void> {
    for (const split of this.splits.values()) await split.end();
  }

  private async begin(split: SplitName): Promise<SplitFile> {
    const { images } = this.options;
    const growing = await this.files.grow(`${split}.parquet`);
    const begun = new SplitFile(
      new ParquetFile(growing, verlSchema(images), columns, images === "bytes" ? ["images"] : []),
    );
    this.splits.set(split, begun);
    return begun;
  }
}
