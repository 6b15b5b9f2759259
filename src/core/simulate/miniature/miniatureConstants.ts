import type { ParameterSource } from "./miniatureParameters.js";

/** An assumption that is not offered as a parameter. */
interface MiniatureConstant {
  readonly value: number;
  readonly source: ParameterSource;
  /** For tables of assumptions: what it stands for. */
  readonly note: string;
}

const tuned: ParameterSource = { kind: "tuned", where: "5.1 and Table 6" };
const guess: ParameterSource = { kind: "guess", where: null };
const choice: ParameterSource = { kind: "choice", where: null };

/** The numbers of the model that no experiment varies, by name. */
export const miniatureConstants = {
  evidenceMarked: { value: 6, source: tuned, note: "mean evidence of targets and of marked figures" },
  evidenceNamed: { value: 3.4, source: tuned, note: "mean evidence of a target that is named by text alone" },
  evidenceBeside: { value: 1.2, source: tuned, note: "mean evidence of the panels beside a named one" },
  evidenceElsewhere: { value: 1.5, source: guess, note: "mean evidence of further panels of a counted figure" },
  sloppyPerCall: { value: 0.1, source: guess, note: "untrained: log-odds of a sloppy ending by each further call" },
  lostPerCall: { value: 0.3, source: guess, note: "untrained: log-odds of a lost ending by each further call" },
  mostCalls: { value: 5, source: guess, note: "zoom calls of a rollout, at most" },
  countingCrops: { value: 20, source: guess, note: "accuracy of counting with all crops, %; Table 4 has no entry" },
  skillStart: { value: 0.1, source: guess, note: "share of complete skill that counts as none" },
  leastSide: {
    value: 28,
    source: { kind: "verl", where: "image_zoom_in_tool.py" },
    note: "pixels; the tool refuses a crop with a shorter side",
  },
  leastView: { value: 0.1, source: guess, note: "a crop with less view of every target is clutter" },
  widestGap: { value: 0.04, source: choice, note: "gap of adjacent panels, as a share of the page's shorter side" },
  leastFacing: { value: 0.25, source: choice, note: "share of the shorter side that adjacent panels face along" },
  adamEpsilon: { value: 1e-8, source: { kind: "torch", where: "AdamW" }, note: "added to the root of the moment" },
  numbersInUse: { value: 16, source: guess, note: "numbers that a shared second moment is spread over" },
} as const satisfies Readonly<Record<string, MiniatureConstant>>;
