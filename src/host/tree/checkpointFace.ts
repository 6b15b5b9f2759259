import type { CheckpointNode, CheckpointsNode } from "../../protocol/treeNode.js";
import { byteWords } from "../jobs/byteWords.js";
import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";
import { joinWords } from "./joinWords.js";
import type { TreeFace } from "./treeFace.js";

const onHost = (host: string | null, t: Translate): string => (host === null ? t("on its host") : t("on {0}", host));

/** Where a checkpoint's files are, and how many bytes: here, on the host, or both. */
function places({ isHere, bytesHere, bytesOnHost, host }: CheckpointNode, t: Translate): readonly string[] {
  const here = isHere && bytesHere !== 0;
  return [
    ...(here ? [bytesHere === null ? t("here") : t("{0} here", byteWords(bytesHere))] : []),
    ...(bytesOnHost > 0 ? [`${byteWords(bytesOnHost)} ${onHost(host, t)}`] : []),
  ];
}

export const checkpointFace = {
  /** The heading over checkpoints. */
  all(node: CheckpointsNode, t: Translate): TreeFace {
    const label = t("Checkpoints");
    const left = node.onHost > 0 && `${formatCount(node.onHost)} ${onHost(node.host, t)}`;
    const description = joinWords([formatCount(node.checkpoints), left]);
    return {
      label,
      description,
      tooltip: [],
      icon: { id: "archive", color: null },
      spoken: joinWords([label, description], ", "),
    };
  },

  /** A checkpoint: its name, its size, and where it is. */
  one(node: CheckpointNode, t: Translate): TreeFace {
    const description = joinWords(places(node, t));
    const isElsewhere = node.bytesOnHost > 0;
    const why = t("Files above the limits of pull in the run configuration stay on the host.");
    return {
      label: node.name,
      description,
      tooltip: [...(node.isHere ? [node.path] : []), ...(isElsewhere ? [why] : [])],
      icon: { id: isElsewhere ? "cloud" : "save", color: null },
      spoken: joinWords([node.name, description], ", "),
    };
  },
} as const;
