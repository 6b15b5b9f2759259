import { indexJson } from "./indexJson.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { tellProblems } from "./tellProblems.js";

type FileJson = Awaited<ReturnType<typeof indexJson>>;

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function stepsText(steps: readonly number[]): string {
  const first = steps[0] ?? Number.NaN;
  const last = steps.at(-1) ?? Number.NaN;
  return first === last ? `step ${first}` : `steps ${first}–${last}`;
}

function factsOf(file: FileJson): readonly string[] {
  const { calls } = file;
  return [
    file.format ?? "",
    counted(file.rows, "row"),
    ...(file.malformed.length > 0 ? [`${file.malformed.length} malformed`] : []),
    ...(file.pending ? ["being written"] : []),
    ...(file.steps.length > 0 ? [stepsText(file.steps)] : []),
    ...(file.groups > 0 ? [counted(file.groups, "group")] : []),
    ...(calls.all > 0 ? [`${counted(calls.all, "call")} (${calls.zoom} zoom, ${calls.notJson} not JSON)`] : []),
    ...(calls.unclosed > 0 ? [`${counted(calls.unclosed, "row")} with an unclosed call`] : []),
    ...(file.notUtf8 > 0 ? [`${counted(file.notUtf8, "row")} with bytes that are no UTF-8`] : []),
    ...(file.uncounted > 0 ? [`${counted(file.uncounted, "row")} not opened, whose calls are not counted`] : []),
    ...(file.format !== null && file.reason !== undefined ? [`not read on: ${file.reason}`] : []),
  ];
}

function text(file: FileJson): string {
  const name = printable(file.path).replaceAll("\n", "␊");
  if (file.format === null) return `${name}\n  not read: ${printable(file.reason ?? "unknown")}`;
  const bad = file.malformed.map(({ row, byteOffset, reason }) => `row ${row} at byte ${byteOffset}: ${reason}`);
  return [name, printable(factsOf(file).join(" · ")), ...bad.map(printable)].join("\n  ");
}

/** `loupe index PATH…`: what each file holds. Files are told one after the other, so that no list of them is held. */
export async function indexCommand(
  paths: readonly string[],
  options: { readonly json?: boolean },
  output: Output,
): Promise<void> {
  const runs = await openRuns(paths, {});
  try {
    const index = runs.source;
    if (index === null) return;
    const files = [...runs.files()].sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
    if (options.json === true) output.out('{"files":[');
    for (const [i, file] of files.entries()) {
      const dataset = runs.isDataset(file.path) ? { reason: "a dataset of its run" } : {};
      const told = { ...(await indexJson(file, index)), ...dataset };
      output.out(options.json === true ? `${i === 0 ? "" : ","}${JSON.stringify(told)}` : `${text(told)}\n`);
    }
    if (options.json === true) output.out("]}\n");
    tellProblems(runs, output);
  } finally {
    await runs.dispose();
  }
}
