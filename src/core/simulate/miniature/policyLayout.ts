import type { BoxedTaskKind } from "../taskKind.js";
import { miniatureConstants } from "./miniatureConstants.js";

/** The task kinds in the order in which the policy numbers them. */
export const miniatureTasks = [
  "panel_understanding",
  "action_recognition",
  "depth_comparison",
  "character_identification",
  "character_counting",
] as const satisfies readonly BoxedTaskKind[];

/** Zoom calls of a rollout, at most. */
export const mostCalls = miniatureConstants.mostCalls.value;
/** Decisions of a rollout, at most: zoom, region and four box numbers a call; the ending; the answer. */
export const mostDecisions = 6 * mostCalls + 2;

const perTask = mostCalls * miniatureTasks.length;

/**
 * Where the policy's numbers stand. `sloppy`, `lost`: logits against a clean ending (bias, any call, each further call);
 * `more`, `moreTask`: logit of another zoom by calls made, for all and by task kind; `shift`: centre and log size of a
 * box; `spread`: log sigma of position and of log size; `skill`, `skillTask`: reading, for all and by task kind.
 */
export const at = {
  sloppy: 0,
  lost: 3,
  more: 6,
  moreTask: 6 + mostCalls,
  evidence: 11 + perTask,
  character: 12 + perTask,
  page: 13 + perTask,
  again: 14 + perTask,
  shift: 15 + perTask,
  spread: 19 + perTask,
  skill: 21 + perTask,
  skillTask: 22 + perTask,
} as const;

/** How many numbers the policy has: 52. */
export const policySize = at.skillTask + miniatureTasks.length;

const byCalls = (name: string) => Array.from({ length: mostCalls }, (_, calls) => `${name}[${calls}]`);

/** What each number is called in checkpoints and tables. */
export const policyNames: readonly string[] = [
  ...["sloppy.bias", "sloppy.call", "sloppy.more", "lost.bias", "lost.call", "lost.more"],
  ...byCalls("more"),
  ...miniatureTasks.flatMap(task => byCalls(`more.${task}`)),
  ...["region.evidence", "region.character", "region.page", "region.again"],
  ...["box.x", "box.y", "box.width", "box.height", "box.logSigmaPosition", "box.logSigmaSize"],
  "skill",
  ...miniatureTasks.map(task => `skill.${task}`),
];
