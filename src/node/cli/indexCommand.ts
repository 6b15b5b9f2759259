import { indexJson } from "./indexJson.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import type { CommandOptions } from "./program.js";

type FileJson = Awaited<ReturnType<typeof indexJson>>;

function line(file: FileJson): string {
  if (file.format === null) return `${file.path}\n  not read: ${file.reason ?? "unknown"}`;
  const { calls } = file;
  const facts = [
    file.format,
    `${file.rows} rows`,
    ...(file.malformed.length > 0 ? [`${file.malformed.length} malformed`] : []),
    ...(file.pending ? ["being written"] : []),
    ...(file.steps.length > 0 ? [`steps ${file.steps[0] ?? ""}–${file.steps.at(-1) ?? ""}`] : []),
    ...(file.groups > 0 ? [`${file.groups} groups`] : []),
    ...(calls.all > 0 ? [`${calls.all} calls (${calls.zoom} zoom, ${calls.notJson} not JSON)`] : []),
    ...(calls.unclosed > 0 ? [`${calls.unclosed} rows with an unclosed call`] : []),
  ];
  const bad = file.malformed.map(({ row, byteOffset, reason }) => `\n  row ${row} at byte ${byteOffset}: ${reason}`);
  return `${file.path}\n  ${facts.join(" · ")}${bad.join("")}`;
}

/** `loupe index PATH…`. */
export async function indexCommand(paths: readonly string[], options: CommandOptions, output: Output): Promise<void> {
  const runs = await openRuns(paths, options);
  try {
    const files: FileJson[] = [];
    for (const file of runs.files()) if (runs.source !== null) files.push(await indexJson(file, runs.source));
    files.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
    output.out(options.json === true ? `${JSON.stringify({ files })}\n` : `${files.map(line).join("\n")}\n`);
  } finally {
    await runs.dispose();
  }
}
