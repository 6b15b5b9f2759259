import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { isSameJson } from "./isSameJson.js";

/** First line of the run's README and remark in its loupe.json; a folder without it is not ours to write to. */
export const miniatureMark =
  "This run is simulated: a small numeric policy was trained on drawn pages. No language model was run.";

/** What a person who finds the folder should know. Nothing in it depends on how many steps there are. */
export const miniatureReadme = (strategy: Strategy, seed: number): string => `${miniatureMark}

Strategy ${strategy.id}, seed ${seed}. The same options give the same bytes. Everything in it is what the simulated policy
did and what the reward engine paid; it says what a reward does to a simple learner, nothing about a language model.

miniature.json    what was asked for: options and strategy
loupe.json        where the questions are
questions.jsonl   every question that is asked, with right answer and target boxes
pages/            the drawn pages that were asked about so far
rollouts/         one file a step, as verl writes them; found: the wanted view, 0 to 1
validation/       the same questions at every validation, step 0 included
metrics.jsonl     curves by the names of verl's file logger; miniature/... are of this trainer alone
global_step_*/    checkpoints: the policy's numbers, options and strategy

Boxes count pixels of the page: x1, y1, x2, y2. To go on: loupe simulate --out THIS-FOLDER [--steps N]
`;

/** A strategy that has a name of its own in a loupe.json: one that was made of a built-in one is none of them. */
function ownStrategies({ own, ...strategy }: Strategy): readonly object[] {
  if (own !== undefined || builtInStrategies.some(known => isSameJson(known, strategy))) return [];
  const id = strategy.id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40);
  const name = strategy.name ?? strategy.id;
  return [{ ...strategy, id, ...(name.length <= 80 ? { name } : {}) }];
}

/** The run's loupe.json. Its pages' sides are no multiples of 28, so that the coordinate space has to be said. */
export function miniatureConfig(strategy: Strategy): string {
  const strategies = ownStrategies(strategy);
  const config = {
    $comment: miniatureMark,
    datasets: ["questions.jsonl"],
    imageRoots: ["."],
    space: "page",
    ...(strategies.length === 0 ? {} : { strategies }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
