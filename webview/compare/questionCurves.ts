import type { CompareHostApi } from "../../src/protocol/reward/compareViewApi.js";
import type { QuestionPoint } from "../../src/protocol/reward/compareApi.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";

/** One question over the steps of each source that is compared, the one of the right side first. */
export interface QuestionCurves {
  readonly question: string;
  readonly curves: readonly { readonly set: RolloutSet; readonly points: readonly QuestionPoint[] }[];
}

interface Asked {
  readonly sides: readonly RolloutSet[];
  readonly question: string;
}

/** Asks for the curves of the sources, each given as a set of all its steps. */
export async function loadQuestionCurves(
  host: Pick<CompareHostApi, "questionCurve">,
  { sides, question }: Asked,
): Promise<QuestionCurves> {
  const curves: { set: RolloutSet; points: readonly QuestionPoint[] }[] = [];
  for (const set of sides) curves.push({ set, points: await host.questionCurve({ set, question }) });
  return { question, curves };
}
