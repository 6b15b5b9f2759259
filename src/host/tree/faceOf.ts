import type { TreeNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { checkpointFace } from "./checkpointFace.js";
import { fileFace } from "./fileFace.js";
import { groupFace } from "./groupFace.js";
import { malformedFace } from "./malformedFace.js";
import { metricsFace } from "./metricsFace.js";
import { moreFace } from "./moreFace.js";
import { phaseFace } from "./phaseFace.js";
import { rolloutFace } from "./rolloutFace.js";
import { runFace } from "./runFace.js";
import { stageFace } from "./stageFace.js";
import { stepFace } from "./stepFace.js";
import type { TreeFace } from "./treeFace.js";
import { unreadFace } from "./unreadFace.js";
import { zoomCallFace } from "./zoomCallFace.js";

/** Label, description, tooltip and icon of any node. */
export function faceOf(node: TreeNode, t: Translate): TreeFace {
  switch (node.kind) {
    case "run":
      return runFace(node, t);
    case "stage":
      return stageFace(node, t);
    case "checkpoints":
      return checkpointFace.all(node, t);
    case "checkpoint":
      return checkpointFace.one(node, t);
    case "phase":
      return phaseFace(node, t);
    case "step":
      return stepFace(node, t);
    case "group":
      return groupFace(node, t);
    case "rollout":
      return rolloutFace(node, t);
    case "malformed":
      return malformedFace(node, t);
    case "more":
      return moreFace(node, t);
    case "zoomCall":
      return zoomCallFace(node, t);
    case "metrics":
      return metricsFace(node, t);
    case "file":
      return fileFace(node, t);
    case "unread":
      return unreadFace(node, t);
  }
}
