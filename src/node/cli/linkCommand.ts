import { basename, dirname, relative, resolve, sep } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { readLinkText } from "../../core/link/readLink.js";
import { writeLink } from "../../core/link/writeLink.js";
import { linkFaultSentence } from "../../protocol/links/linkFaultSentence.js";
import type { LinkApi } from "../../protocol/links/linkApi.js";
import { readRemarks } from "../remarks/readRemarks.js";
import type { Runs } from "../runs/runs.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { reasonText } from "./reasonText.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";

interface LinkOptions {
  readonly zoom?: number;
  readonly scheme: string;
}

function scheme(text: string): string {
  if (/^[a-z][a-z0-9+.-]*$/.test(text)) return text;
  throw new InvalidArgumentError("It must be the scheme of an editor's links, such as vscode-insiders.");
}

/** Reads what the paths name, with what is remembered of it, and lets go of it afterwards. */
async function withLinks(paths: readonly string[], act: (runs: Runs, links: LinkApi) => Promise<void>): Promise<void> {
  const runs = await openRuns(paths, {});
  try {
    const { calls, books } = await readRemarks(runs.parts());
    books.dispose();
    await act(runs, calls);
  } finally {
    await runs.dispose();
  }
}

/** The way to a file from its run's folder, whose name comes first: a file that is opened alone is found below it. */
function pathFrom(folders: readonly string[], file: string): readonly string[] {
  const above = folders.filter(folder => file.startsWith(folder + sep)).toSorted((a, b) => a.length - b.length);
  const home = above[0] ?? dirname(file);
  return [basename(home), ...relative(home, file).split(sep)].filter(name => name !== "");
}

/** Refuses a row that is no rollout, and a zoom call that it does not have. */
async function checkTarget(runs: Runs, file: string, row: number, zoom: number | undefined): Promise<void> {
  const opened = await runs.openRow({ file: resolve(file), row });
  if (opened === null) throw new ExpectedError(`${file}: no row ${row}`);
  if (opened.kind !== "rollout") throw new ExpectedError(`${file}: row ${row}: ${reasonText(opened.problem)}`);
  const { length } = opened.placed;
  if (zoom === undefined || zoom <= length) return;
  const has = length === 0 ? "no zoom calls" : `${length} zoom ${length === 1 ? "call" : "calls"}`;
  throw new ExpectedError(`${file}: row ${row} has ${has}`);
}

async function printLink(file: string, row: number, { zoom, scheme }: LinkOptions, extension: string, output: Output) {
  if (namedPath(file).isFolder) throw new ExpectedError(`${file}: a folder, not a file of rollouts`);
  await withLinks([file], async (runs, links) => {
    await checkTarget(runs, file, row, zoom);
    const link = await links.linkOf({
      ref: { file: resolve(file), row },
      call: zoom === undefined ? null : zoom - 1,
    });
    if (link === null) throw new ExpectedError(`${file}: no row ${row}`);
    const path = pathFrom(runs.runFolders(), resolve(file));
    output.out(`${writeLink({ ...link, path }, { scheme, extension })}\n`);
  });
}

async function printPlace(text: string, paths: readonly string[], extension: string, output: Output): Promise<void> {
  const read = readLinkText(text, extension);
  if (read.kind === "refused") throw new UsageError(linkFaultSentence(read.fault, sentence => sentence));
  await withLinks(paths, async (_runs, links) => {
    const found = await links.followLink({ link: read.link });
    if (found.kind === "unknown-place")
      throw new ExpectedError(`${read.link.path.join("/")}: in none of these folders`);
    if (found.kind === "changed") throw new ExpectedError(`${found.file}: the rollout of the link is no longer in it`);
    if (found.isMoved) output.err("loupe: the rollout of the link moved\n");
    output.out(`${found.ref.file}\t${found.ref.row}\n`);
  });
}

/** `loupe link`, and `loupe locate`, which goes the other way. `extension`: `PUBLISHER.NAME`, whose links they are. */
export function linkCommands(extension: string, output: Output): readonly Command[] {
  const link = new Command("link")
    .description("print the link that opens a rollout in VS Code")
    .argument("<file>", "file of rollouts")
    .argument("<row>", "row of the file, from 0", wholeNumber(0))
    .option("--zoom <number>", "select this zoom call, counted from 1", wholeNumber(1))
    .option("--scheme <scheme>", "scheme of the editor that opens it", scheme, "vscode")
    .action((file: string, row: number, options: LinkOptions) => printLink(file, row, options, extension, output));
  const locate = new Command("locate")
    .description("print the file and the row that a link leads to, as `loupe show` takes them")
    .argument("<link>", "what “Copy Link to Rollout” or `loupe link` made")
    .argument("<path...>", "files and folders to look in")
    .action((text: string, paths: string[]) => printPlace(text, paths, extension, output));
  return [link, locate];
}
