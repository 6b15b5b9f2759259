import type { LoggedNumber } from "../rollout/loggedNumber.js";
import type { Outcome } from "../rollout/outcome.js";
import type { CutReason } from "../rollout/trajectory.js";
import type { RewardFacts } from "./rewardFacts.js";

/** What the trainer logged of one reward, by part. Five kinds of "no number" stay apart. */
export interface LoggedReward {
  readonly format: LoggedNumber;
  readonly accuracy: LoggedNumber;
  readonly toolCount: LoggedNumber;
  readonly toolAccuracy: LoggedNumber;
  readonly total: LoggedNumber;
}

/** One rollout as audit, what-if, curves and comparison see it: no text, every number that they need. */
export interface RolloutFacts extends RewardFacts {
  /** Names the row: an index into the table's files, and the row in the file. */
  readonly file: number;
  readonly row: number;
  readonly step: number | null;
  /** An index into the table's groups: rollouts of one question at one step. */
  readonly group: number;
  /** An index into the table's question keys: question id, else prompt and answer. Equal in every run. */
  readonly question: number;
  /** Names the question's page: its image as the data write it. Questions of one page share it; null when unknown. */
  readonly pageKey: string | null;
  readonly outcome: Outcome;
  readonly logged: LoggedReward;
  /** Where our own reward function wrote them: the phase and the hash of the strategy that paid. */
  readonly rulePhase: string | null;
  readonly strategyHash: string | null;
  /** IoU of the k-th zoom call under the optimal matching (0 for surplus and refused ones); empty without targets. */
  readonly ious: readonly number[];
  /**
   * The wanted view (facts: miniature 2): mean over targets of the best recall × precision of any crop; 0 without a
   * crop; null where targets are unknown or none are expected.
   */
  readonly found: number | null;
  readonly refused: number;
  /** Calls of zoom tools whose body does not parse, and calls of other tools: no part of m. */
  readonly otherCalls: number;
  readonly cut: CutReason | null;
  /** UTF-16 units of the response and of the answer's text. */
  readonly responseChars: number;
  /** Tokens of the response where the trainer logged them. */
  readonly tokens: number | null;
  /** The answer in a form that equal answers share (option label, integer), else a hash of its text; null without one. */
  readonly answerKey: string | null;
}
