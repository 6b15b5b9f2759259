import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { benchCommands } from "./node/cli/benchCommands.js";
import { distillCommand } from "./node/cli/distillCommand.js";
import { evalCommands } from "./node/cli/evalCommands.js";
import { jobCommands } from "./node/cli/jobCommands.js";
import { launchCommands } from "./node/cli/launchCommands.js";
import { linkCommands } from "./node/cli/linkCommand.js";
import { notesCommands } from "./node/cli/notesCommand.js";
import { mcpCommand } from "./node/cli/mcpCommand.js";
import { program, runProgram } from "./node/cli/program.js";
import type { Output } from "./node/cli/output.js";
import { sampleCommand } from "./node/cli/sampleCommand.js";
import { searchCommandOf } from "./node/cli/searchCommandOf.js";
import { simulateCommand } from "./node/cli/simulateCommand.js";
import { simulateCompareCommand } from "./node/cli/simulateCompareCommand.js";
import { codeWhenInterrupted } from "./node/cli/withInterrupt.js";

/** Composition root of the command line. */
const manifest = z.object({ version: z.string(), publisher: z.string(), name: z.string() });

const output: Output = {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
};

/** Whoever reads the output may stop early (`| head`): that ends the command, and is no failure of it. */
function endOnWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`loupe: the output cannot be written: ${error.message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  process.stdout.on("error", endOnWriteError);
  process.stderr.on("error", () => process.exit(1));
  // The bundle lies in dist, beside which package.json is also inside the VSIX.
  const { version, publisher, name } = manifest.parse(
    JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")),
  );
  const trainerFolder = join(__dirname, "trainer");
  const more = [
    sampleCommand(),
    ...linkCommands(`${publisher}.${name}`, output),
    ...notesCommands(output),
    mcpCommand({ version, extension: `${publisher}.${name}`, folder: __dirname }, output),
    searchCommandOf(join(__dirname, "searchWorker.js"), output),
    simulateCommand(join(__dirname, "glyphs.json"), output).addCommand(
      simulateCompareCommand(join(__dirname, "miniatureWorker.js"), output),
    ),
    ...launchCommands(trainerFolder, output),
    ...jobCommands(trainerFolder, output),
    benchCommands({ glyphsFile: join(__dirname, "glyphs.json"), trainerFolder, version }, output),
    evalCommands(version, output, join(__dirname, "gradingWorker.js"), trainerFolder),
    distillCommand(version, output),
  ];
  const code = await runProgram(program(version, output, more), process.argv.slice(2), output);
  process.exitCode = codeWhenInterrupted(code);
}

main().catch((error: unknown) => {
  process.stderr.write(`loupe: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
