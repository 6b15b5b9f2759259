import { Command } from "commander";
import type { JsonObject } from "../../core/dataset/jsonObject.js";
import { detectFormat } from "../../core/rollout/detectFormat.js";
import { proposeColumns, type ProposalReason, type ProposedColumn } from "../../core/rollout/proposeColumns.js";
import { firstRecords } from "../dataset/firstRecords.js";
import { unreadReason } from "../index/unreadReason.js";
import { unreadProblem } from "../runs/unreadProblem.js";
import { ExpectedError } from "./expectedError.js";
import type { FormatsProposeOutput } from "./formatsOutput.js";
import type { Output } from "./output.js";
import { reasonText } from "./reasonText.js";
import { rewardTable } from "./rewardTable.js";

const reasons: Readonly<Record<ProposalReason, string>> = {
  name: "by its name",
  "model-text": "holds what models write",
  messages: "holds messages",
  "other-text": "the longest text that is left",
};

function made(rows: readonly JsonObject[], proposed: readonly ProposedColumn[]): FormatsProposeOutput {
  const detected = detectFormat(rows[0]);
  const columns = Object.fromEntries(proposed.map(({ role, column }) => [role, column]));
  return {
    format: detected.kind === "known" ? detected.format.id : null,
    rows: rows.length,
    proposed: [...proposed],
    loupe: Object.hasOwn(columns, "response") ? { columns } : null,
  };
}

function tableOf({ rows, proposed }: FormatsProposeOutput): readonly string[] {
  return rewardTable([
    ["role", "column", "why", `of ${rows} rows`],
    ...proposed.map(one => [one.role, one.column, reasons[one.reason], String(one.rows)]),
  ]);
}

/** The reasons go to the standard error, so that what is left can be written into a loupe.json as it is. */
function tell(result: FormatsProposeOutput, output: Output): void {
  const { format, loupe } = result;
  if (format !== null) {
    output.err(`loupe: it is read already, as ${format}: no mapping is needed\n`);
    return;
  }
  for (const line of tableOf(result)) output.err(`${line}\n`);
  if (loupe === null) throw new ExpectedError("no column may be the response: name it in loupe.json by hand");
  output.out(`${JSON.stringify(loupe, null, 2)}\n`);
}

async function propose(file: string, { json }: { readonly json?: boolean }, output: Output): Promise<void> {
  const read = await firstRecords(file === "-" ? process.stdin : file);
  if (read.kind === "failed")
    throw new ExpectedError(`${file}: ${reasonText(unreadProblem(unreadReason(read.failure)))}`);
  const rows = read.records;
  if (rows.length === 0) throw new ExpectedError(`${file}: none of its lines is a JSON object`);
  const result = made(rows, proposeColumns(rows));
  if (json === true) output.out(`${JSON.stringify(result)}\n`);
  else tell(result, output);
}

/** `loupe formats`: what the columns of a file of no known format may be. */
export function formatsCommand(output: Output): Command {
  const command = new Command("formats").description("files of no known format");
  command
    .command("propose")
    .description(
      "propose the columns of a loupe.json from the first rows of a file of no known format: the reasons are told beside it",
    )
    .argument("<file>", "file of JSON lines")
    .option("--json", "print JSON")
    .action((file: string, options: { readonly json?: boolean }) => propose(file, options, output));
  return command;
}
