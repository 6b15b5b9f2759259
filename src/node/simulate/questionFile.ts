import { stat } from "node:fs/promises";
import { MiniatureWorld } from "../../core/simulate/miniature/miniatureWorld.js";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import type { SimulatedQuestion } from "../../core/simulate/simulatedQuestion.js";
import { replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";

/** A reader of the run joins its rows again whenever its questions change, so that they are written far ahead. */
const questionsAhead = 16_000;

/**
 * The run's questions.jsonl: those of the validation, then those of the steps, in the order in which they are first
 * asked, each once. Which they are does not hang on what is trained.
 */
export class QuestionFile {
  private readonly disk: RunDisk;
  private readonly file: string;
  private readonly options: MiniatureOptions;
  private readonly world: MiniatureWorld;
  private readonly known = new Set<string>();
  /** The last step whose questions are written; -1: not even the validation's. */
  private writtenTo = -1;

  constructor(disk: RunDisk, file: string, options: MiniatureOptions) {
    this.disk = disk;
    this.file = file;
    this.options = options;
    this.world = new MiniatureWorld(options);
  }

  /** Has the questions of a step written before its rows are. Rejects when the file cannot be written. */
  async have(step: number): Promise<void> {
    if (step <= this.writtenTo) return;
    const isFirst = this.writtenTo === -1;
    const text = this.textTo(this.lastAhead(step));
    if (!isFirst) await this.disk.append(this.file, text);
    else if (!(await hasBytes(this.file, Buffer.byteLength(text)))) await replaceFile(this.disk, this.file, text);
  }

  private lastAhead(step: number): number {
    const block = Math.max(1, Math.floor(questionsAhead / this.options.prompts));
    return Math.max(step, Math.min(this.options.steps, Math.ceil(Math.max(1, step) / block) * block));
  }

  private textTo(last: number): string {
    let text = "";
    const add = (questions: readonly SimulatedQuestion[]) => {
      for (const question of questions.filter(({ id }) => !this.known.has(id))) {
        this.known.add(question.id);
        text += `${JSON.stringify(question)}\n`;
      }
    };
    if (this.writtenTo === -1) {
      add(this.world.validation().map(({ asked }) => asked.question));
      this.writtenTo = 0;
    }
    for (; this.writtenTo < last; this.writtenTo++)
      add(this.world.scenesAt(this.writtenTo + 1).map(({ asked }) => asked.question));
    return text;
  }
}

const hasBytes = (file: string, bytes: number): Promise<boolean> =>
  stat(file).then(
    found => found.size === bytes,
    () => false,
  );
