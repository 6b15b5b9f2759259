import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { writeAnnotatedSet, type WriteSetResult } from "../benchmark/sample/writeAnnotatedSet.js";
import type { BenchSampleOutput } from "./benchSampleOutput.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { withInterrupt } from "./withInterrupt.js";
import { wholeNumber } from "./wholeNumber.js";

interface BenchSampleOptions {
  readonly out: string;
  readonly pages: number;
  readonly seed: number;
  readonly height: number;
  readonly annotations: number;
  readonly blankImages?: boolean;
  readonly withoutImages?: boolean;
  readonly json?: boolean;
}

function failureOf(result: Exclude<WriteSetResult, { kind: "written" }>): ExpectedError {
  switch (result.kind) {
    case "occupied":
      return new ExpectedError(`${result.path} holds something else; name another folder`);
    case "no-glyphs":
      return new ExpectedError(`${result.path} is missing or damaged; build again`);
    case "aborted":
      return new ExpectedError("stopped before the set was complete");
  }
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : null);

async function write(options: BenchSampleOptions, glyphsFile: string): Promise<WriteSetResult> {
  const out = resolve(options.out);
  const images = options.withoutImages === true ? "none" : options.blankImages === true ? "blank" : "drawn";
  const { seed, pages, height, annotations } = options;
  const onPage = (done: number, total: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\rpages ${done}/${total}   ${done === total ? "\n" : ""}`);
  };
  try {
    return await withInterrupt(signal =>
      writeAnnotatedSet({ out, seed, pages, height, annotations, images, glyphsFile, signal, onPage }),
    );
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    throw new ExpectedError(`${out}: cannot be written: ${code}`);
  }
}

async function run(options: BenchSampleOptions, glyphsFile: string, output: Output): Promise<void> {
  const result = await write(options, glyphsFile);
  if (result.kind !== "written") throw failureOf(result);
  const folder = resolve(options.out);
  const { pages, truth } = result.set;
  const told: BenchSampleOutput = {
    kind: "written",
    folder,
    pages: pages.length,
    issues: new Set(pages.map(({ issue_id }) => issue_id)).size,
    annotations: truth.annotations,
    mapping: join(folder, "mapping.json"),
    truth: join(folder, "truth.json"),
  };
  if (options.json === true) output.out(`${JSON.stringify(told)}\n`);
  else
    output.out(`${folder}: ${told.pages} pages of ${told.issues} issues, ${told.annotations} annotations (made up)\n`);
}

/** `loupe bench sample`: a made-up annotated set. `glyphsFile`: `glyphs.json` of the build. */
export function benchSampleCommand(glyphsFile: string, output: Output): Command {
  return new Command("sample")
    .description("write a made-up annotated set in AI4VA's own form, with a mapping and what is true of it")
    .requiredOption("--out <dir>", "folder that gets the set")
    .option("--pages <n>", "pages, about three an issue", wholeNumber(1, 2000), 60)
    .option("--seed <n>", "the same seed gives the same set", wholeNumber(0, 2 ** 31 - 1), 1)
    .option("--height <pixels>", "about the height of a page", wholeNumber(600, 6000), 2296)
    .option(
      "--annotations <n>",
      "annotations in all, made up by things in the background",
      wholeNumber(0, 2_000_000),
      0,
    )
    .addOption(new Option("--blank-images", "white pages of the right size").conflicts("withoutImages"))
    .addOption(new Option("--without-images", "annotations only").conflicts("blankImages"))
    .option("--json", "print JSON")
    .action((options: BenchSampleOptions) => run(options, glyphsFile, output));
}
