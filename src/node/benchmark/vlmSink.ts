import type { ExportedImage } from "../../core/benchmark/export/exportedQuestion.js";
import type { LeftOutCode } from "../../core/benchmark/export/leftOut.js";
import { tsvLine } from "../../core/benchmark/export/tsvLine.js";
import { vlmName, type VlmTable } from "../../core/benchmark/export/vlmName.js";
import { isLettered, vlmChoiceRows, vlmColumns, vlmOpenRow } from "../../core/benchmark/export/vlmRows.js";
import type { ExportFiles, GrowingFile } from "./exportFiles.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";

/** One table while it grows. */
interface Table {
  readonly file: GrowingFile;
  /** Questions; rotations of one are one. */
  questions: number;
  rows: number;
  /** The first row with an image, by what the image is made of. */
  readonly indexOf: Map<string, number>;
}

export interface VlmOptions {
  readonly isCircular: boolean;
  /** Most options that a question has. */
  readonly options: number;
  /** Whether images are written into the table, and not beside it. */
  readonly isInside: boolean;
}

const base64 = ({ bytes }: ExportedImage): string => Buffer.from(bytes ?? []).toString("base64");

/**
 * VLMEvalKit's tables (evaluation.md 1.4): one of questions with choices, which it scores, and one of open questions and
 * counts, which it only asks. An image that an earlier row has is named by that row's index.
 */
export class VlmSink implements ExportSink {
  private readonly files: ExportFiles;
  private readonly options: VlmOptions;
  private readonly tables = new Map<VlmTable, Table>();

  constructor(files: ExportFiles, options: VlmOptions) {
    this.files = files;
    this.options = options;
  }

  async add(made: MadeQuestion): Promise<LeftOutCode | null> {
    const { isCircular, options } = this.options;
    const isChoice = made.question.answer_type === "choice";
    if (isChoice && !isLettered(made)) return "too-many-options";
    const table = await this.table(isChoice ? (isCircular ? "circular" : "choices") : "open");
    table.questions++;
    const image = this.imageCell(made, table);
    const again = this.options.isInside ? String(table.questions) : image;
    const place = { index: table.questions, image, again };
    const rows = isChoice ? vlmChoiceRows(made, place, options, isCircular) : [vlmOpenRow(made, place)];
    table.rows += rows.length;
    await table.file.write(rows.map(tsvLine).join(""));
    return null;
  }

  async finish(): Promise<void> {
    for (const [kind, { file, rows }] of this.tables) await file.end(rows, hash => `${vlmName(kind, hash)}.tsv`);
  }

  /** In one cell; several images as a list, which is how VLMEvalKit writes one. */
  private imageCell({ images, imageKey }: MadeQuestion, { questions, indexOf }: Table): string {
    const { isInside } = this.options;
    if (isInside) {
      const first = indexOf.get(imageKey);
      if (first !== undefined) return String(first);
      indexOf.set(imageKey, questions);
    }
    const cells = images.map(image => (isInside ? base64(image) : (image.path ?? "")));
    const [only = ""] = cells;
    return cells.length === 1 ? only : `[${cells.map(cell => JSON.stringify(cell)).join(", ")}]`;
  }

  private async table(kind: VlmTable): Promise<Table> {
    const known = this.tables.get(kind);
    if (known !== undefined) return known;
    const table: Table = { file: await this.files.grow(`${kind}.tsv`), questions: 0, rows: 0, indexOf: new Map() };
    this.tables.set(kind, table);
    const { options, isInside, isCircular } = this.options;
    const count = kind === "open" ? 0 : options;
    const image = isInside ? "image" : "image_path";
    await table.file.write(tsvLine(vlmColumns(count, image, isCircular && kind === "circular")));
    return table;
  }
}
