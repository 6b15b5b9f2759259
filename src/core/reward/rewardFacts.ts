import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import type { FormatRule } from "./rewardOptions.js";

/** A zoom call that the trainer's parser takes for one, on its page. Calls of other tools and unparsed bodies are none. */
export interface FactCall {
  /** In page pixels, as asked for; it may reach over the page. Null where there is no box or its place is unknown. */
  readonly requested: Box | null;
  /** What the tool cropped, in page pixels; null when nothing was cropped or nobody knows what. */
  readonly executed: Box | null;
  /** A crop came back. */
  readonly isExecuted: boolean;
}

/** What is known of a question's targets. */
export type ToolFacts =
  /** Nobody knows the targets: tool parts cannot be recomputed. */
  | { readonly kind: "unknown" }
  /** The question expects no zoom (reordering): the tool term is off. */
  | { readonly kind: "off" }
  | { readonly kind: "targets"; readonly targets: readonly Box[]; readonly expected: number };

/** What the coin of the random control is tossed with: see `coin.ts`. */
export interface CoinFacts {
  readonly questionId: string | null;
  /** CRC-32 (zlib) of the response's UTF-8 bytes. */
  readonly responseCrc: number;
}

/** What most rules ask of a rollout's calls. It says nothing that the calls do not. */
export interface CallSums {
  readonly calls: number;
  readonly executed: number;
  /** See `optimalIou.ts`; null where it is not recomputable. */
  readonly optimal: number | null;
}

/** Everything that a reward is computed from, for one rollout. Boxes in page pixels. */
export interface RewardFacts {
  /** The stored page; null when unknown, then boxes cannot be clamped. */
  readonly page: Size | null;
  /** Whether the response is well-formed, by rule. */
  readonly isWellFormed: Readonly<Record<FormatRule, boolean>>;
  /** By the `<answer>` rule alone, or by a logged verdict where the answer is open; null: not recomputable. */
  readonly isCorrect: boolean | null;
  /** Characters (code points) of the answer's text; 0 without an answer. */
  readonly answerChars: number;
  readonly calls: readonly FactCall[];
  /** Where they were worked out before, as in tables of rollouts. */
  readonly sums?: CallSums;
  readonly tool: ToolFacts;
  readonly coin: CoinFacts;
}
