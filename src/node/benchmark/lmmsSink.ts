import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  lmmsDataFile,
  lmmsGroup,
  lmmsRow,
  lmmsTask,
  lmmsTaskName,
  lmmsTemplate,
  lmmsTemplateName,
} from "../../core/benchmark/export/lmmsTask.js";
import { splitNames, type SplitName } from "../../core/benchmark/pageRecord.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";
import type { ExportFiles, GrowingFile } from "./exportFiles.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";

interface TaskFile {
  readonly file: GrowingFile;
  rows: number;
}

/** Python beside the tasks, from the trainer's folder of the build: answers are judged there as they are here. */
const programs = {
  "utils.py": "lmms_functions.py",
  "zoom_answers.py": "zoom_answers.py",
  "zoom_numbers.py": "zoom_numbers.py",
  "zoom_text.py": "zoom_text.py",
};

/** A folder for lmms-eval's `--include_path`: a task a kind, its data, and the functions that it names (evaluation.md 1.4). */
export class LmmsSink implements ExportSink {
  private readonly files: ExportFiles;
  private readonly trainerFolder: string;
  private readonly tasks = new Map<string, TaskFile>();
  private readonly made = new Map<SplitName, Set<TaskKind>>();

  constructor(files: ExportFiles, trainerFolder: string) {
    this.files = files;
    this.trainerFolder = trainerFolder;
  }

  async add(made: MadeQuestion): Promise<null> {
    const { task, split } = made.question;
    const name = lmmsTaskName(task, split);
    const known = this.tasks.get(name) ?? { file: await this.files.grow(lmmsDataFile(task, split)), rows: 0 };
    this.tasks.set(name, known);
    this.made.set(split, (this.made.get(split) ?? new Set()).add(task));
    known.rows++;
    await known.file.write(`${JSON.stringify(lmmsRow(made))}\n`);
    return null;
  }

  async finish(): Promise<void> {
    for (const { file, rows } of this.tasks.values()) await file.end(rows);
    for (const split of splitNames.filter(one => this.made.has(one))) await this.writeTasks(split);
    await this.files.write(lmmsTemplateName, lmmsTemplate);
    for (const [name, from] of Object.entries(programs))
      await this.files.write(name, await readFile(join(this.trainerFolder, from)));
  }

  private async writeTasks(split: SplitName): Promise<void> {
    const tasks = taskKinds.filter(task => this.made.get(split)?.has(task) === true);
    for (const task of tasks) await this.files.write(`${lmmsTaskName(task, split)}.yaml`, lmmsTask(task, split));
    const group = split === "test" ? "ai4va_fg" : `ai4va_fg_${split}`;
    await this.files.write(`${group}.yaml`, lmmsGroup(tasks, split));
  }
}
