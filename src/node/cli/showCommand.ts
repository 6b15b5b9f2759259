import { resolve } from "node:path";
import { ExpectedError } from "./expectedError.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import type { CommandOptions } from "./program.js";
import { reasonText } from "./reasonText.js";
import { showJson } from "./showJson.js";

type Shown = ReturnType<typeof showJson>;

const box = (numbers: readonly number[] | null) =>
  numbers === null ? "–" : `[${numbers.map(number => Math.round(number * 100) / 100).join(", ")}]`;

function callLine(call: Shown["zoomCalls"][number], index: number): string {
  const fate = call.refusedBy === null ? `executed ${box(call.executed)}` : `refused: ${call.refusedBy}`;
  const iou = call.iou === null ? "" : ` · IoU ${call.iou.toFixed(2)}`;
  return `zoom ${index + 1} · requested ${box(call.requested)} (${call.space}: ${call.spaceReason}) · ${fate}${iou}`;
}

function text(shown: Shown): string {
  const { question, answer } = shown;
  const head = [
    `step ${shown.step ?? "–"} · score ${shown.score ?? "not logged"} · ${answer.status}`,
    ...(question.text === null ? [] : [question.text]),
    `answered ${answer.text ?? "nothing"}, expected ${question.answer ?? "unknown"}`,
    ...(shown.cut === null ? [] : [`cut off: ${shown.cut}`]),
  ];
  const turns = shown.turns.map((turn, i) => `\n${i} ${turn.role}\n${turn.text}`);
  return [...head, ...shown.zoomCalls.map(callLine), ...turns].join("\n");
}

/** `loupe show FILE ROW`. */
export async function showCommand(file: string, row: string, options: CommandOptions, output: Output): Promise<void> {
  if (!/^\d+$/.test(row)) throw new ExpectedError(`${row}: a row is a whole number, from 0`);
  const runs = await openRuns([file], options);
  try {
    const opened = await runs.openRow({ file: resolve(file), row: Number(row) });
    if (opened === null) {
      const known = runs.files().find(({ path }) => path === resolve(file));
      const why = known?.unread ?? null;
      const rows = `it has ${known?.columns.count ?? 0} rows`;
      throw new ExpectedError(
        `${file}: no row ${row}; ${why === null ? rows : reasonText({ code: why.code, values: [] })}`,
      );
    }
    if (opened.kind !== "rollout") throw new ExpectedError(`${file}, row ${row}: ${reasonText(opened.problem)}`);
    const shown = showJson(opened);
    output.out(options.json === true ? `${JSON.stringify(shown)}\n` : `${text(shown)}\n`);
  } finally {
    await runs.dispose();
  }
}
