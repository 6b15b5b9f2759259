import type { Box } from "../../../src/core/page/box.js";
import { foundView } from "../../../src/core/reward/foundView.js";
import { describePage } from "../../../src/core/simulate/describePage.js";
import { describeQuestions } from "../../../src/core/simulate/describeQuestions.js";
import type {
  MiniatureCall,
  MiniatureEnding,
  MiniatureQuestion,
  MiniatureRegion,
} from "../../../src/core/simulate/miniature/miniature.js";
import type { WrittenRollout } from "../../../src/core/simulate/miniature/miniatureText.js";
import type { Random } from "../../../src/core/simulate/random.js";

const size = { width: 1600, height: 2200 };

/** Every question of a few pages, with the regions that a policy could look at. */
export function someQuestions(seed: number, pages: number): readonly MiniatureQuestion[] {
  return Array.from({ length: pages }, (_, index) => describePage(seed, size, index)).flatMap(page =>
    describeQuestions(page, { image: `pages/${page.id}.svg`, split: "train", seed }).map(question => {
      const regions: MiniatureRegion[] = [
        ...page.panels.map(({ index, box }) => ({ kind: "panel" as const, label: `panel ${index + 1}`, box })),
        ...question.marks.map(({ label, box }) => ({ kind: "character" as const, label: `character ${label}`, box })),
        { kind: "page", label: "whole page", box: [0, 0, page.width, page.height] },
      ];
      return { question, page, regions };
    }),
  );
}

function someCall(random: Random, { regions, question }: MiniatureQuestion): MiniatureCall {
  const region = random.int(regions.length);
  const [x1, y1, x2, y2] = regions[region]!.box;
  const off = (side: number, limit: number) => Math.round(Math.min(limit, Math.max(0, side + 60 * random.normal())));
  const left = off(x1, question.width);
  const top = off(y1, question.height);
  // Some boxes are too small for the tool.
  const isTiny = random.chance(0.1);
  const right = isTiny ? left + 5 : off(x2, question.width);
  const bottom = isTiny ? top + 5 : off(y2, question.height);
  const box: Box = [left, top, right, bottom];
  const isExecuted = box[2] - box[0] >= 28 && box[3] - box[1] >= 28;
  return { region, chance: random.uniform(), box, isExecuted };
}

/** A rollout of no policy at all: anything that a rollout can be. */
export function someRollout(random: Random, asked: MiniatureQuestion): WrittenRollout {
  const calls = Array.from({ length: random.int(6) }, () => someCall(random, asked));
  const crops = calls.flatMap(({ box, isExecuted }) => (isExecuted ? [box] : []));
  const ending: MiniatureEnding = random.pick(["clean", "clean", "sloppy", "lost"]);
  const targets = asked.question.targets.map(({ box }) => box);
  return { calls, ending, isRight: random.chance(0.5), found: foundView(crops, targets) ?? 0 };
}
