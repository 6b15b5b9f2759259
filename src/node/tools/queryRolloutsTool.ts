import * as z from "zod";
import { filterFieldNames } from "../../core/filter/filterField.js";
import { filterProblemText } from "../../protocol/filterProblemText.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { FoundRollout } from "../../protocol/foundRollout.js";
import { lacksAudit, queryRollouts } from "../runs/filter/queryRollouts.js";
import { cutText } from "./cutText.js";
import { linkTo } from "./linkTo.js";
import { pageInput } from "./pageInput.js";
import { refuseInput } from "./refuseInput.js";
import { makeTool } from "./tool.js";
import { ToolError } from "./toolError.js";
import type { ToolHost } from "./toolHost.js";

const input = z.strictObject({
  where: z
    .string()
    .max(2000)
    .default("")
    .describe(
      "Conditions in the filter language, e.g. `wrong and zooms = 0`, `score < 0.5 and step >= 40`, `iou < 0.3 or refused > 0`. Empty: all rollouts. " +
        `Fields: ${filterFieldNames.join(", ")}, reward.PART, and any logged column by its name.`,
    ),
  sort: z
    .string()
    .max(200)
    .default("")
    .describe("An order, e.g. `score desc` or `length`. Empty: as the files have them."),
  ...pageInput,
});

const shownQuestion = 200;

async function rolloutJson(host: ToolHost, found: FoundRollout) {
  const { ref, run, phase, step, score, outcome, zooms, iou, questionId, question, isMalformed } = found;
  return {
    ...{ file: ref.file, row: ref.row, run, phase, step },
    ...{ score, outcome, zooms, meanIou: iou, questionId, isMalformed },
    question: cutText(question, shownQuestion),
    link: await linkTo(host, ref),
  };
}

export const queryRolloutsTool = makeTool({
  name: "loupe_query_rollouts",
  description:
    "Lists rollouts (single sampled responses of a vision-language model) by conditions and in an order: score, outcome, zooms, IoU, step, length, any logged column. Each has its file and row for loupe_show_rollout, and a link that opens it in the editor. `unseen` has the names that no rollout looked at has: they may be misspelt.",
  input,
  refuse: refuseInput,
  answer: async (host, { where, sort, offset, limit }, signal) => {
    await host.runs.whenIdle();
    const answer = await queryRollouts(host.runs, { where, sort, offset, limit }, signal);
    // What was found until then is not what was asked for.
    if (signal.aborted) throw new ToolError("The query was ended. Ask again.");
    if (answer.kind === "problem")
      throw new ToolError(
        `\`${answer.of}\`: ${filterProblemText(answer.problem, (text, ...values) => filledSentence(text, values))} An example: where "wrong and zooms = 0", sort "score desc".`,
      );
    if (lacksAudit(host.runs, { where, sort }))
      throw new ToolError("`differs` is known after an audit only, and none was made. Leave it out of `where`.");
    const rollouts = await Promise.all(answer.rollouts.map(found => rolloutJson(host, found)));
    const unseen = host.runs.lists.filters.of({ filters: [], where, sort }).unseen();
    return { next: answer.matched === null ? offset + limit : null, matched: answer.matched, unseen, rollouts };
  },
});
