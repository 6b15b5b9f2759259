import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One rollout as verl dumps it. `score` above 0.5 goes with a right answer. */
export interface MadeUpRow {
  readonly step: number;
  readonly question: number;
  readonly score: number;
  /** False answers from the whole page. */
  readonly zooms?: boolean;
}

/** One line of a dump, with its line end. */
function lineOf({ step, question, score, zooms = true }: MadeUpRow): string {
  const call = { name: "image_zoom_in_tool", arguments: { bbox_2d: [10, 20, 110, 220], label: "panel" } };
  const zoom = `<tool_call>${JSON.stringify(call)}</tool_call>\nuser\n<tool_response></tool_response>\nassistant\n`;
  const output = `<think>Look.</think>${zooms ? zoom : ""}<answer>${score > 0.5 ? "A" : "B"}</answer>`;
  const row = {
    input: `user\nQuestion ${question}?\nassistant\n`,
    output,
    gts: "A",
    score,
    step,
    acc: score > 0.5 ? 1 : 0,
  };
  return `${JSON.stringify(row)}\n`;
}

/** A run's folder of training dumps, written as a trainer does: one file a step. Its loupe.json makes it the run's folder. */
export class MadeUpRun {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "loupe.json"), "{}");
  }

  fileOf(step: number): string {
    return join(this.folder, "rollouts", `${step}.jsonl`);
  }

  /** Writes a whole step: `questions` groups of four rollouts with different scores. */
  writeStep(step: number, questions = 2, zooms = true): void {
    const scores = [0, 0.25, 0.75, 1];
    const rows = Array.from({ length: questions }, (_, question) =>
      scores.map(score => ({ step, question, score, zooms })),
    );
    const file = this.fileOf(step);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, rows.flat().map(lineOf).join(""));
  }

  append(row: MadeUpRow): void {
    appendFileSync(this.fileOf(row.step), lineOf(row));
  }

  appendText(step: number, text: string): void {
    appendFileSync(this.fileOf(step), text);
  }
}
