import type { ResolvedConfig } from "../launch/resolvedConfig.js";
import { systemPrompt } from "../launch/systemPrompt.js";
import { userPrompts } from "../launch/userPrompts.js";
import type { DistilFinding } from "./distilFinding.js";
import type { DistilStudent } from "./distilManifest.js";

/** Side multiple of the grid of Qwen2.5-VL, which the trainers use. */
const factor = 28;

/** The start of the first line in which two texts differ, for a person to find it. */
function firstDifference(here: string, there: string): string {
  const [a, b] = [here.split("\n"), there.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  return (a[at === -1 ? b.length : at] ?? b[a.length] ?? "").slice(0, 80);
}

function promptFindings(student: DistilStudent, resolved: ResolvedConfig): readonly DistilFinding[] {
  // Rows without reasoning are asked for answers alone, and cannot be asked as a run is that rewards reasoning.
  if (student.method === "SFT-S") return [{ level: "warning", code: "answers-only", values: [] }];
  const findings: DistilFinding[] = [];
  const wanted = systemPrompt(resolved.config);
  const other = student.systems.find(system => system !== wanted);
  if (other !== undefined)
    findings.push({ level: "error", code: "system-differs", values: [firstDifference(other, wanted)] });
  const tasks = Object.entries(student.prompts)
    .filter(([task, { user }]) => userPrompts.get(task) !== user)
    .map(([task]) => task);
  if (tasks.length > 0) findings.push({ level: "error", code: "user-differs", values: [tasks.join(", ")] });
  return findings;
}

function toolFindings(student: DistilStudent, { config, hyper }: ResolvedConfig): readonly DistilFinding[] {
  const zoomsHere = student.tool !== null;
  const zoomsThere = config.method === "RARL";
  if (zoomsHere && !zoomsThere) return [{ level: "error", code: "tool-only-here", values: [config.method] }];
  if (!zoomsHere && zoomsThere) return [{ level: "warning", code: "tool-only-there", values: [] }];
  if (!zoomsHere) return [];
  const turns = hyper.turns.value;
  return [
    ...(student.boxes === "px_sent" || student.boxes === "px_resized"
      ? []
      : [{ level: "error", code: "boxes-differ", values: [student.boxes] } as const]),
    ...(student.most_turns > turns
      ? [{ level: "warning", code: "turns-over", values: [student.most_turns, turns] } as const]
      : []),
  ];
}

/** Reinforcement learning shows the whole page, with the zoom tool or without. */
function inputFindings({ input }: DistilStudent): readonly DistilFinding[] {
  return input === "panel" ? [{ level: "error", code: "panels-here", values: [] }] : [];
}

function pixelFindings(student: DistilStudent, { maxPixels, minPixels }: ResolvedConfig): readonly DistilFinding[] {
  const { resize } = student;
  if (resize.factor !== factor) return [{ level: "error", code: "grid-differs", values: [resize.factor, factor] }];
  const pairs = [
    [resize.maxPixels, maxPixels.value],
    [resize.minPixels, minPixels.value],
  ] as const;
  return pairs
    .filter(([here, there]) => here !== there)
    .map(([here, there]) => ({ level: "error", code: "pixels-differ", values: [here, there] }));
}

function taskFindings({ prompts }: DistilStudent, { tasks }: ResolvedConfig): readonly DistilFinding[] {
  const missing = tasks.filter(task => !(task in prompts));
  return missing.length === 0 ? [] : [{ level: "warning", code: "tasks-missing", values: [missing.join(", ")] }];
}

/** Of the supervised run itself: its prompts are the data's own. */
function supervised(student: DistilStudent, resolved: ResolvedConfig): readonly DistilFinding[] {
  const { method } = resolved.config;
  const cutoff = resolved.hyper.cutoffTokens.value;
  return [
    ...(method === student.method
      ? []
      : [{ level: "warning", code: "method-differs", values: [student.method, method] } as const]),
    ...pixelFindings(student, resolved),
    ...(cutoff < student.cutoff_tokens
      ? [{ level: "warning", code: "cutoff-under", values: [cutoff, student.cutoff_tokens] } as const]
      : []),
  ];
}

/**
 * Whether supervised data and a run show the model the same: the words of the system and of the question, the tool, in what
 * boxes count, and the grid of pixels. A run of reinforcement learning that goes on from other words unlearns them first.
 */
export function distilLint(student: DistilStudent, resolved: ResolvedConfig): readonly DistilFinding[] {
  const findings =
    resolved.family === "sft"
      ? supervised(student, resolved)
      : [
          ...promptFindings(student, resolved),
          ...inputFindings(student),
          ...toolFindings(student, resolved),
          ...pixelFindings(student, resolved),
          ...taskFindings(student, resolved),
        ];
  return findings.length > 0 ? findings : [{ level: "good", code: "alike", values: [resolved.config.name] }];
}
