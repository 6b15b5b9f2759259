import { Command } from "commander";
import type { GoldenItem } from "../../protocol/remarks/remarksApi.js";
import type { RunRemarks } from "../remarks/createRemarks.js";
import { readRemarks } from "../remarks/readRemarks.js";
import type { CommandOptions } from "./commandOptions.js";
import type { GoldenLine, NotesLine } from "./notesOutput.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { reasonText } from "./reasonText.js";

async function withRemarks(path: string, output: Output, act: (remarks: RunRemarks) => Promise<void>): Promise<void> {
  const runs = await openRuns([path], {});
  try {
    const remarks = await readRemarks(runs.parts());
    try {
      tellOdd(remarks, output);
      await act(remarks);
    } finally {
      remarks.books.dispose();
    }
  } finally {
    await runs.dispose();
  }
}

/** What of the notes' files is not used. */
function tellOdd({ books }: RunRemarks, output: Output): void {
  for (const { run, notes } of books.all())
    for (const problem of notes.problems) output.err(`loupe: ${printable(`${run.path}: ${reasonText(problem)}`)}\n`);
}

function noteLines({ books }: RunRemarks): readonly NotesLine[] {
  return books.all().flatMap(({ run, notes }) =>
    notes.placed.map(({ about, remarks, rows, at }) => ({
      run: run.path,
      step: about.step,
      file: rows[0]?.file.path ?? null,
      row: rows[0]?.row ?? null,
      alike: Math.max(0, rows.length - 1),
      note: remarks.note,
      tags: [...remarks.tags],
      golden: remarks.isGolden,
      at,
    })),
  );
}

function noteText({ step, file, row, note, tags, golden, alike }: NotesLine): string {
  const place = file === null ? `gone (step ${step ?? "–"})` : `${file} ${row ?? ""}`;
  const said = [golden ? "★" : "", ...tags.map(tag => `#${tag}`), note ?? ""].filter(word => word !== "");
  return `${place}\t${said.join(" ").replace(/\s+/g, " ")}${alike === 0 ? "" : ` (and ${alike} alike)`}`;
}

async function goldenLine(item: GoldenItem, { calls }: RunRemarks): Promise<GoldenLine> {
  if (item.kind === "rollout") {
    const { kind, run, step, ref, outcome, question } = item;
    return { kind, run, step, file: ref?.file ?? null, row: ref?.row ?? null, outcome, question };
  }
  const steps = await calls.goldenSteps({ question: item.question });
  return {
    kind: item.kind,
    run: item.run,
    id: item.question.question,
    question: item.question.text,
    steps: steps.map(({ step, phase, rollouts, right, known, meanScore }) => ({
      ...{ step, phase, rollouts, right, known, meanScore },
    })),
  };
}

function goldenText(line: GoldenLine): string {
  if (line.kind === "rollout") {
    const place = line.file === null ? `gone (step ${line.step ?? "–"})` : `${line.file} ${line.row ?? ""}`;
    return `${place}\t${line.outcome ?? "unknown"}\t${line.question}`;
  }
  const states = line.steps.map(({ step, right, known }) => `step ${step ?? "–"}: ${right}/${known}`);
  return [line.id ?? line.question, ...states.map(state => `  ${state}`)].join("\n");
}

/** `loupe notes` and `loupe golden`: what people said of rollouts, and the golden list as it stands now. */
export function notesCommands(output: Output): readonly Command[] {
  const print = (line: object, text: string, { json }: CommandOptions) =>
    output.out(json === true ? `${JSON.stringify(line)}\n` : `${printable(text)}\n`);
  const notes = new Command("notes")
    .description("list the notes and tags of rollouts, which lie beside the run in loupe-notes.jsonl")
    .argument("<path>", "folder of a run, or one above runs")
    .option("--json", "print JSON")
    .action((path: string, options: CommandOptions) =>
      withRemarks(path, output, remarks => {
        for (const line of noteLines(remarks)) print(line, noteText(line), options);
        return Promise.resolve();
      }),
    );
  const golden = new Command("golden")
    .description("list the golden rollouts and questions as they stand now, a question at each step")
    .argument("<path>", "folder of a run, or one above runs")
    .option("--json", "print JSON")
    .action((path: string, options: CommandOptions) =>
      withRemarks(path, output, async remarks => {
        for (const item of await remarks.calls.goldenList(null)) {
          const line = await goldenLine(item, remarks);
          print(line, goldenText(line), options);
        }
      }),
    );
  return [notes, golden];
}
