import { join } from "node:path";
import type { Glyphs } from "../../core/simulate/glyphs.js";
import { hasDiverged } from "../../core/simulate/miniature/hasDiverged.js";
import type { Miniature, MiniatureGroup, MiniatureStep } from "../../core/simulate/miniature/miniature.js";
import { miniatureLines, type LinesOf } from "../../core/simulate/miniature/miniatureLines.js";
import { miniatureMetrics } from "../../core/simulate/miniature/miniatureMetrics.js";
import { miniatureRows, trainingRows, type MiniatureRow } from "../../core/simulate/miniature/miniatureRow.js";
import { checkpointSteps, writeCheckpoint } from "./miniatureCheckpoint.js";
import type { MiniaturePaths } from "./miniaturePaths.js";
import { miniatureConfig, miniatureReadme } from "./miniatureReadme.js";
import { writeMiniatureRequest } from "./miniatureRequest.js";
import { PageFiles } from "./pageFiles.js";
import { QuestionFile } from "./questionFile.js";
import { replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";

/** Writes the text of a dump, at once or as slowly as a trainer. */
export type WriteDump = (file: string, text: string) => Promise<void>;

const linesText = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join("");

/**
 * Writes what a miniature trains, as verl would: pages before the rows that name them, a step's metrics when its rows
 * are there. Every method rejects when the disk does.
 */
export class MiniatureWriter {
  private readonly disk: RunDisk;
  private readonly paths: MiniaturePaths;
  private readonly miniature: Miniature;
  private readonly questions: QuestionFile;
  private readonly pages: PageFiles;

  constructor(disk: RunDisk, paths: MiniaturePaths, miniature: Miniature, glyphs: Glyphs) {
    this.disk = disk;
    this.paths = paths;
    this.miniature = miniature;
    this.questions = new QuestionFile(disk, paths.questions, miniature.options);
    this.pages = new PageFiles(disk, paths.run, glyphs);
  }

  /** Everything before the first step, the validation of the untrained policy included. */
  async writeStart(): Promise<void> {
    const { disk, paths, miniature } = this;
    await disk.makeFolder(paths.run);
    await disk.write(paths.readme, miniatureReadme(miniature.strategy, miniature.options.seed));
    for (const folder of [paths.pages, paths.rollouts, paths.validation]) await disk.makeFolder(folder);
    await replaceFile(disk, paths.config, miniatureConfig(miniature.strategy));
    await writeMiniatureRequest(disk, paths, miniature);
    await this.questions.have(1);
    await disk.write(paths.metrics, "");
    const rows = await this.writeValidation(0, (file, text) => disk.write(file, text));
    if (rows !== null) await disk.append(paths.metrics, `${miniatureMetrics(0, null, { rows }, miniature.options)}\n`);
  }

  /** What a run that goes on is asked for: its steps may be more than before. */
  async writeRequest(): Promise<void> {
    await writeMiniatureRequest(this.disk, this.paths, this.miniature);
  }

  /** Trains one step and writes it; null: it has diverged (`hasDiverged`), and nothing of it was written. */
  async writeStep(write: WriteDump): Promise<MiniatureStep | null> {
    const { disk, paths, miniature } = this;
    await this.questions.have(miniature.state().step + 1);
    const trained = miniature.next();
    if (hasDiverged(trained, miniature.state())) return null;
    const { step, groups, figures } = trained;
    const rows = trainingRows(groups);
    await this.pages.have(groups);
    await write(join(paths.rollouts, `${step}.jsonl`), this.dumpText(rows, step, "training"));
    const { validationEvery } = miniature.options;
    const isChecked = validationEvery > 0 && step % validationEvery === 0;
    const validated = isChecked ? await this.writeValidation(step, write) : null;
    const validation = validated === null ? null : { rows: validated };
    const line = miniatureMetrics(step, { rows, figures }, validation, miniature.options);
    await disk.append(paths.metrics, `${line}\n`);
    return trained;
  }

  /** A checkpoint of the step that was trained last. Of the earlier ones those go that `isKept` does not name. */
  async writeCheckpoint(isKept: (step: number) => boolean): Promise<void> {
    const { disk, paths, miniature } = this;
    await writeCheckpoint(disk, paths, miniature);
    const { step } = miniature.state();
    for (const earlier of await checkpointSteps(paths))
      if (earlier < step && !isKept(earlier)) await disk.remove(paths.checkpoint(earlier));
  }

  private async writeValidation(step: number, write: WriteDump): Promise<readonly MiniatureRow[] | null> {
    const groups: readonly MiniatureGroup[] = this.miniature.validate();
    if (groups.length === 0) return null;
    await this.pages.have(groups);
    const rows = miniatureRows(groups);
    await write(join(this.paths.validation, `${step}.jsonl`), this.dumpText(rows, step, "validation"));
    return rows;
  }

  private dumpText(rows: readonly MiniatureRow[], step: number, kind: LinesOf["kind"]): string {
    return linesText(miniatureLines(rows, { strategy: this.miniature.strategy, step, kind }));
  }
}
