import type { RunNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { alarmSentences } from "../reward/alarmSentences.js";
import { clip } from "./clip.js";
import { countWords } from "./countWords.js";
import { joinWords } from "./joinWords.js";
import { problemSentence } from "./problemSentence.js";
import type { TreeFace } from "./treeFace.js";

/** A run: its folder's name, the latest step, and what keeps it from being read well. */
export function runFace(node: RunNode, t: Translate): TreeFace {
  const label = clip(node.name, 80);
  const { alarms = [] } = node;
  const description = joinWords([
    node.problems.length > 0 && countWords.problems(node.problems.length, t),
    node.mixedPhases && t("phases mixed"),
    alarms.length > 0 && countWords.alarms(alarms.length, t),
    node.notes.length > 0 && countWords.notes(node.notes.length, t),
    ...launchWords(node, t),
    ...miniatureWords(node, t),
    node.latestStep !== null && t("step {0}", node.latestStep),
    node.isReading && t("reading"),
  ]);
  const problems = problemLines(node, t);
  return {
    label,
    description,
    tooltip: [
      node.path,
      ...(node.steps > 0 ? [countWords.steps(node.steps, t)] : []),
      ...launchLines(node, t),
      ...(node.miniature === undefined
        ? []
        : [t("Simulated: a small policy trained on drawn pages, {0} steps in all.", node.miniature.steps)]),
      ...problems,
    ],
    icon: iconOf(node),
    spoken: joinWords([t("Run {0}", label), description, ...launchLines(node, t), ...problems], ", "),
  };
}

function launchWords({ launch }: RunNode, t: Translate): readonly (string | false)[] {
  if (launch === null) return [];
  const { arm, stage } = launch;
  return [arm !== null && clip(arm, 40), stage !== null && t("stage {0} of {1}", stage.number, stage.of)];
}

/** Nobody takes a miniature for a model. */
function miniatureWords({ miniature }: RunNode, t: Translate): readonly (string | false)[] {
  if (miniature === undefined) return [];
  return [t("simulated"), miniature.isGoing && t("training"), miniature.isUnfinished && t("unfinished")];
}

function launchLines({ launch, notes }: RunNode, t: Translate): readonly string[] {
  const noted = notes.map(note => problemSentence(note, t));
  if (launch === null) return noted;
  const { arm, strategy, host, resumedFrom } = launch;
  const lines = [
    arm !== null && t("Row in the tables: {0}", arm),
    strategy !== null && t("Strategy: {0}", strategy),
    host !== null && t("Launched on {0}", host),
    resumedFrom !== null && t("Went on from the checkpoint of {0}", resumedFrom),
  ];
  return [...lines.filter(line => line !== false), ...noted];
}

function problemLines(node: RunNode, t: Translate): string[] {
  const lines = node.problems.map(problem => problemSentence(problem, t));
  if (node.mixedPhases)
    lines.push(t("Training and validation write to the same folder: files of equal steps overwrite each other."));
  return [...lines, ...(node.alarms ?? []).map(alarm => alarmSentences.line(alarm, t))];
}

function iconOf(node: RunNode): TreeFace["icon"] {
  if (node.problems.length > 0 || node.mixedPhases || (node.alarms ?? []).length > 0)
    return { id: "warning", color: "list.warningForeground" };
  return { id: node.isReading ? "sync" : "graph", color: null };
}
