import * as z from "zod";
import { reasonText } from "../cli/reasonText.js";
import { showJson } from "../cli/showJson.js";
import { cutText } from "./cutText.js";
import { cutTexts } from "./cutTexts.js";
import { linkTo } from "./linkTo.js";
import { longestAnswer } from "./longestAnswer.js";
import { refuseInput } from "./refuseInput.js";
import { makeTool } from "./tool.js";
import { thatFit } from "./thatFit.js";
import { ToolError } from "./toolError.js";

/** Characters of one turn, and turns and zoom calls of one answer. */
const usualTurn = 4000;
const mostTurn = 20_000;
const mostTurns = 12;
const mostCalls = 60;
const mostText = 2000;
const mostLabel = 200;
/** What is asked for may be cut shorter where it would not fit, but not below this. */
const leastTurn = 200;
/** Characters that options and zoom calls may take as JSON. */
const optionsBudget = 6000;
const callsBudget = 20_000;
/** For the names of the turns' members. */
const reserve = 200;

const input = z.strictObject({
  file: z.string().max(4096).describe("The file, as loupe_query_rollouts or loupe_search gave it."),
  row: z.number().int().min(0).describe("The row of the file, from 0."),
  turnOffset: z.number().int().min(0).default(0).describe("Turns to leave out: the `nextTurn` of the answer before."),
  turnCharacters: z.number().int().min(200).max(mostTurn).default(usualTurn).describe("Characters shown of each turn."),
});

type Shown = ReturnType<typeof showJson>;
type ShownTurn = Shown["turns"][number];

interface TurnJson {
  readonly turn: number;
  readonly role: ShownTurn["role"];
  readonly text: string;
}

/** A turn whose JSON takes no more than `budget` characters: what is escaped takes up to six times as many. */
function turnJson(turn: ShownTurn, at: number, characters: number, budget: number): TurnJson {
  const json = { turn: at, role: turn.role, text: cutText(turn.text, characters) };
  if (characters <= leastTurn || JSON.stringify(json).length < budget) return json;
  return turnJson(turn, at, Math.max(leastTurn, Math.floor(characters / 2)), budget);
}

/** As many turns as there is place for, and at least one: whoever asks for the next ones has to get on. */
function turnsJson({ turns }: Shown, offset: number, characters: number, budget: number) {
  const page: TurnJson[] = [];
  let left = budget;
  for (const [at, shown] of turns.slice(offset, offset + mostTurns).entries()) {
    const turn = turnJson(shown, offset + at, characters, at === 0 ? budget : Infinity);
    left -= JSON.stringify(turn).length + 1;
    if (left < 0 && at > 0) break;
    page.push(turn);
  }
  const next = offset + page.length;
  return { turns: page, nextTurn: next < turns.length ? next : null };
}

function rolloutJson(shown: Shown) {
  const { step, score, question, answer, cut, page } = shown;
  const options = thatFit(cutTexts(question.options, mostLabel), optionsBudget);
  return {
    ...{ step, score: cutTexts(score, mostLabel), outcome: answer.status, cut, page: cutTexts(page, mostText) },
    question: { ...cutTexts({ ...question, options: [] }, mostText), options },
    given: cutTexts(answer.text, mostText),
    zoomCalls: thatFit(
      shown.zoomCalls.slice(0, mostCalls).map(call => cutTexts(call, mostLabel)),
      callsBudget,
    ),
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
    if (opened.kind !== "rollout")
      throw new ToolError(`Row ${row} of ${file} cannot be read: ${reasonText(opened.problem)}.`);
    const shown = showJson(opened);
    const link = await linkTo(host, { file, row });
    const head = { file, row, link, ...rolloutJson(shown) };
    const budget = longestAnswer - JSON.stringify(head).length - reserve;
    return { ...head, ...turnsJson(shown, turnOffset, turnCharacters, budget) };
  },
});
