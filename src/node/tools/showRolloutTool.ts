import * as z from "zod";
import { showJson } from "../cli/showJson.js";
import { cutText } from "./cutText.js";
import { linkTo } from "./linkTo.js";
import { refuseInput } from "./refuseInput.js";
import { makeTool } from "./tool.js";
import { ToolError } from "./toolError.js";

/** Characters of one turn, and turns and zoom calls of one answer. */
const usualTurn = 4000;
const mostTurn = 20_000;
const mostTurns = 12;
const mostCalls = 60;
const mostText = 2000;

const input = z.strictObject({
  file: z.string().max(4096).describe("The file, as loupe_query_rollouts or loupe_search gave it."),
  row: z.number().int().min(0).describe("The row of the file, from 0."),
  turnOffset: z.number().int().min(0).default(0).describe("Turns to leave out: the `nextTurn` of the answer before."),
  turnCharacters: z.number().int().min(200).max(mostTurn).default(usualTurn).describe("Characters shown of each turn."),
});

type Shown = ReturnType<typeof showJson>;

function turnsJson({ turns }: Shown, offset: number, characters: number) {
  const page = turns.slice(offset, offset + mostTurns);
  return {
    turns: page.map(({ role, text }, at) => ({ turn: offset + at, role, text: cutText(text, characters) })),
    nextTurn: offset + mostTurns < turns.length ? offset + mostTurns : null,
  };
}

function rolloutJson(shown: Shown) {
  const { step, score, question, answer, cut, page } = shown;
  const options = question.options.slice(0, mostCalls);
  return {
    ...{ step, score, outcome: answer.status, cut, page },
    question: { ...question, text: cutText(question.text, mostText), options },
    given: answer.text === null ? null : cutText(answer.text, mostText),
    zoomCalls: shown.zoomCalls.slice(0, mostCalls).map(call => ({ ...call, label: cutText(call.label ?? "", 200) })),
    zoomCallsInAll: shown.zoomCalls.length,
  };
}

export const showRolloutTool = makeTool({
  name: "loupe_show_rollout",
  description:
    "Shows one rollout: its question, score, outcome, the turns of its trajectory, and each zoom call with the box asked for, the box cropped (page pixels), its IoU with the target and why it was refused. Long texts come in parts.",
  input,
  refuse: refuseInput,
  answer: async (host, { file, row, turnOffset, turnCharacters }) => {
    await host.runs.whenIdle();
    const opened = await host.runs.openRow({ file, row });
    if (opened === null)
      throw new ToolError(`No open run holds row ${row} of ${file}. loupe_query_rollouts lists what there is.`);
    if (opened.kind !== "rollout") throw new ToolError(`Row ${row} of ${file} cannot be read: ${opened.problem.code}.`);
    const shown = showJson(opened);
    const link = await linkTo(host, { file, row });
    return { file, row, link, ...rolloutJson(shown), ...turnsJson(shown, turnOffset, turnCharacters) };
  },
});
