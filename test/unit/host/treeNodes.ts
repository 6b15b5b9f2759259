import type {
  FileNode,
  GroupNode,
  RolloutNode,
  RunNode,
  StepNode,
  ZoomCallNode,
} from "../../../src/protocol/treeNode.js";

const base = { parent: null, hasChildren: true };
const ref = { file: "/runs/a/40.jsonl", row: 3 };

/** Nodes as the worker gives them, each with what a test does not care about filled in. */
export const treeNodes = {
  run: (changes: Partial<RunNode> = {}): RunNode => ({
    ...base,
    ...{ kind: "run", id: "run", name: "comics", path: "/runs/comics", steps: 40, latestStep: 40 },
    ...{ problems: [], isReading: false, mixedPhases: false, launch: null, notes: [] },
    ...changes,
  }),
  step: (changes: Partial<StepNode> = {}): StepNode => ({
    ...base,
    ...{ kind: "step", id: "step", phase: "training", step: 120, rollouts: 128, groups: 16, flatGroups: 3 },
    ...{ meanScore: { value: 3.671, n: 128, left: 0 }, accuracy: { right: 81, known: 128, unknown: 0 } },
    ...{
      callsPerRollout: { value: 1.42, n: 128, left: 0 },
      malformed: 0,
      isBeingWritten: false,
      staleBy: null,
      passing: null,
    },
    ...changes,
  }),
  group: (changes: Partial<GroupNode> = {}): GroupNode => ({
    ...base,
    ...{
      kind: "group",
      id: "group",
      questionId: "charid-0187",
      question: "Same character?",
      rollouts: 8,
      right: 4,
      known: 8,
    },
    ...{ spread: 2.316, flat: null, passing: null },
    ...changes,
  }),
  rollout: (changes: Partial<RolloutNode> = {}): RolloutNode => ({
    ...base,
    ...{
      kind: "rollout",
      id: "rollout",
      ref,
      number: 4,
      score: { kind: "number", value: 6.07 },
      outcome: "correct",
      question: null,
    },
    ...{ meanIou: 0.735, calls: 2, cut: null },
    ...changes,
  }),
  zoomCall: (changes: Partial<ZoomCallNode> = {}): ZoomCallNode => ({
    ...base,
    ...{ kind: "zoomCall", id: "call", ref, call: 0, label: "panel 2", iou: 0.83, refusedBy: null },
    ...changes,
  }),
  file: (changes: Partial<FileNode> = {}): FileNode => ({
    ...base,
    ...{ kind: "file", id: "file", path: "/runs/a/x.jsonl", name: "x.jsonl", format: "llamafactory-predictions" },
    ...{ rows: 1200, malformed: 0, problem: null, isBeingWritten: false, passing: null },
    ...changes,
  }),
} as const;
