import { resolve } from "node:path";
import { unreadProblem } from "../runs/unreadProblem.js";
import type { Runs } from "../runs/runs.js";
import type { OpenedRollout } from "../runs/openedRow.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import type { CommandOptions } from "./commandOptions.js";
import { reasonText } from "./reasonText.js";
import { showJson } from "./showJson.js";
import { tellProblems } from "./tellProblems.js";

type Shown = ReturnType<typeof showJson>;

const box = (numbers: readonly number[] | null) =>
  numbers === null ? "–" : `[${numbers.map(number => Math.round(number * 100) / 100).join(", ")}]`;

function fateOf({ executed, refusedBy, notRun }: Shown["zoomCalls"][number]): string {
  if (notRun !== null) return `not run: ${notRun}`;
  return refusedBy === null ? `executed ${box(executed)}` : `refused: ${refusedBy}`;
}

function callLine(call: Shown["zoomCalls"][number], index: number): string {
  const fate = fateOf(call);
  const [crop] = call.within;
  const place = crop === undefined ? "page" : `in crop ${crop + 1}, page`;
  const iou = call.iou === null ? "" : ` · IoU ${call.iou.toFixed(2)}`;
  return `zoom ${index + 1} · requested ${box(call.requested)} (${call.space}: ${call.spaceReason}) · ${place} ${box(call.page)} · ${fate}${iou}`;
}

function pageLine({ page }: Shown): string {
  const size = page.width === null ? "size unknown" : `${page.width} × ${page.height}`;
  const what = page.image ?? `not found (${[page.problem.code, ...page.problem.values].join(" ")})`;
  return `page ${what} · ${size}`;
}

function text(shown: Shown): string {
  const { question, answer } = shown;
  const head = [
    `step ${shown.step ?? "–"} · score ${shown.score ?? "not logged"} · ${answer.status}`,
    ...(question.text === "" ? [] : [question.text]),
    ...question.options.map(option => `  ${option.label}. ${option.text}`),
    `answered ${answer.text ?? "nothing"}, expected ${question.answer ?? "unknown"}`,
    ...(shown.cut === null ? [] : [`cut off: ${shown.cut}`]),
    ...(shown.notUtf8 ? ["some bytes are no UTF-8, and stand as U+FFFD"] : []),
    pageLine(shown),
  ];
  const turns = shown.turns.map((turn, i) => `\nturn ${i + 1} · ${turn.role}\n${turn.text}`);
  return [...head, ...shown.zoomCalls.map(callLine), ...turns].join("\n");
}

/** Why there is no such row in a file that can be read, or why the file is not. */
function noRow(runs: Runs, file: string, row: number): ExpectedError {
  const known = runs.files().find(({ path }) => path === resolve(file));
  const rows = known?.columns.count ?? 0;
  const unread = known?.unread ?? null;
  const why = unread === null ? `it has ${rows} ${rows === 1 ? "row" : "rows"}` : reasonText(unreadProblem(unread));
  return new ExpectedError(`${file}: no row ${row}; ${why}`);
}

async function opened(runs: Runs, file: string, row: number): Promise<OpenedRollout> {
  const found = await runs.openRow({ file: resolve(file), row });
  if (found === null) throw noRow(runs, file, row);
  if (found.kind !== "rollout") throw new ExpectedError(`${file}, row ${row}: ${reasonText(found.problem)}`);
  return found;
}

/** `loupe show FILE ROW`: one rollout. */
export async function showCommand(file: string, row: number, options: CommandOptions, output: Output): Promise<void> {
  if (namedPath(file).isFolder) throw new ExpectedError(`${file}: a folder, not a file of rollouts`);
  const runs = await openRuns([file], options);
  try {
    const shown = showJson(await opened(runs, file, row));
    output.out(options.json === true ? `${JSON.stringify(shown)}\n` : `${printable(text(shown))}\n`);
    tellProblems(runs, output);
  } finally {
    await runs.dispose();
  }
}
