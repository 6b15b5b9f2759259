import { defaultResizeLimits } from "../../src/core/page/resizeLimits.js";
import { callConventions } from "../../src/core/rollout/callConventions.js";
import { conventionsIn } from "../../src/core/rollout/conventionsIn.js";
import { parseTrajectory } from "../../src/core/rollout/parseTrajectory.js";
import { placeCalls } from "../../src/core/rollout/placeCalls.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { plainView } from "./madeUpViews.js";

const { page } = plainView;
const format = "deepeyes-board";

const grounding = (box: readonly number[], source: string): string =>
  `<grounding>${JSON.stringify({ bbox_2d: box, source })}</grounding>`;
const shown = (turn: number): string =>
  `<|im_end|>\n<|im_start|>user\nAfter the above Action ${turn}, here is the the zoom-in image (Observation ${turn + 1}):\n<image>.\n<|im_end|>\n<|im_start|>assistant\n`;

/** Mini-o3 zooms in on its own crops, twice; a call before the last of its turn is not run; code is only listed. */
const text = [
  `<think>The lower right part first.</think>${grounding([0.4, 0.45, 0.95, 0.95], "original_image")}${shown(0)}`,
  `<think>Closer.</think>${grounding([0.05, 0.05, 0.3, 0.25], "original_image")}\n${grounding([0.3, 0.2, 0.9, 0.8], "observation_1")}${shown(1)}`,
  `<think>And closer.</think>${grounding([0.2, 0.3, 0.7, 0.8], "observation_2")}${shown(2)}`,
  "<think>I check with code.</think>\n<code>\n```python\nimage_1.crop((120, 80, 410, 300)).show()\nimage_1.crop((x, y, x + 20, 90))\n```\n</code>\n",
  "<answer>A</answer>",
].join("");

const trajectory = parseTrajectory(
  { kind: "text", text },
  { conventions: callConventions(format), prompt: "", storedAnswer: null, dialect: { kind: "guessed", format } },
);

const placed = placeCalls(trajectory, {
  page: { width: page.width, height: page.height },
  space: null,
  limits: defaultResizeLimits,
  conventions: conventionsIn(callConventions(format), trajectory.dialect.id),
  dialect: trajectory.dialect,
  format,
  targets: plainView.targets?.map(({ box }) => box) ?? null,
});

/** Crops of crops, in another project's way of calling, as the reader itself places them. */
export const dialectView: RolloutView = {
  ...plainView,
  nodeId: "rollout:dialect",
  turns: trajectory.turns,
  calls: trajectory.calls,
  placed,
  guess: placed[0]?.guess ?? null,
  dialect: trajectory.dialect,
};
