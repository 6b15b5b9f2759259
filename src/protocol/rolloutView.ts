import type { MarkKind } from "../core/benchmark/questionRecord.js";
import type { Box } from "../core/page/box.js";
import type { CoordinateSpace, SpaceGuess } from "../core/page/coordinateSpace.js";
import type { DialectGuess } from "../core/rollout/dialectId.js";
import type { FlatReason } from "../core/rollout/flatReason.js";
import type { LoggedNumber } from "../core/rollout/loggedNumber.js";
import type { Outcome, OutcomeSource } from "../core/rollout/outcome.js";
import type { PlacedCall } from "../core/rollout/placedCall.js";
import type { RewardPart } from "../core/rollout/rewardPart.js";
import type { CutReason, Turn } from "../core/rollout/trajectory.js";
import type { ZoomCall } from "../core/rollout/zoomCall.js";
import type { RemarksView } from "./remarks/remarksApi.js";
import type { RolloutRef } from "./rolloutRef.js";
import type { Mean, Phase } from "./treeNode.js";

/** What is missing between a rollout and its page, as codes with the values that their sentences need. */
export interface PageProblem {
  readonly code:
    | "no-dataset"
    | "no-match"
    | "several-matches"
    | "no-image-named"
    | "image-missing"
    | "image-ambiguous"
    | "image-outside-roots"
    | "image-too-large"
    | "image-broken"
    | "image-no-image"
    | "image-no-size"
    | "image-entities"
    | "image-size-differs"
    | "image-denied";
  readonly values: readonly string[];
  /** One suffix of the written path exists here: offer this mapping of prefixes. */
  readonly offeredPrefix?: { readonly from: string; readonly to: string };
}

/** The page: an image with its size, or a blank one of the right (or a likely) shape and why. */
export type PageView =
  | {
      readonly kind: "image";
      /** Local path in the worker's answer; the host replaces it by a URI that the window may load. */
      readonly uri: string;
      /** In page pixels: as stored, or turned where the setting applies EXIF orientation. */
      readonly width: number;
      readonly height: number;
      readonly orientation: number;
      readonly name: string;
    }
  | {
      readonly kind: "blank";
      readonly width: number;
      readonly height: number;
      readonly isSizeKnown: boolean;
      readonly problem: PageProblem;
    };

export interface TargetView {
  readonly box: Box;
  readonly role: string | null;
}

/** One rollout of the strip. */
export interface GroupMember {
  readonly ref: RolloutRef;
  readonly number: number;
  readonly score: LoggedNumber;
  readonly outcome: Outcome;
  readonly parts: readonly RewardPart[];
  /** IoU of each zoom call; null where there are no targets. */
  readonly ious: readonly (number | null)[];
  readonly isMalformed: boolean;
}

/** Mean IoU of the run's calls under each candidate space, when another than the guess is clearly better. */
export interface BetterSpace {
  readonly current: CoordinateSpace;
  readonly currentMean: number;
  readonly better: CoordinateSpace;
  readonly betterMean: number;
  readonly calls: number;
}

/** Everything the view draws of one rollout. */
export interface RolloutView {
  readonly kind: "rollout";
  readonly ref: RolloutRef;
  readonly nodeId: string;
  /** `id` is that of the run's item in the tree, made of its folder; choices kept per run go by it. */
  readonly run: { readonly id: string; readonly name: string };
  readonly phase: Phase | null;
  readonly step: number | null;
  readonly outcome: Outcome;
  readonly outcomeSource: OutcomeSource;
  readonly question: {
    readonly text: string;
    readonly options: readonly { readonly label: string; readonly text: string }[];
    readonly expected: string | null;
    readonly given: string | null;
    readonly taskKind: string | null;
    readonly id: string | null;
    readonly expectedZooms: number | null;
  };
  readonly page: PageView;
  /** Null when nobody knows the targets; empty when there are none. */
  readonly targets: readonly TargetView[] | null;
  /** Where question, page and targets came from: the row, a dataset's file name, or nowhere. */
  readonly joinedFrom:
    { readonly kind: "row" } | { readonly kind: "dataset"; readonly name: string } | { readonly kind: "nowhere" };
  /** Name of the file of the trainer's own lines that the row's reward parts and boxes are from; null: it has them itself. */
  readonly lineFile: string | null;
  readonly marks: readonly {
    readonly kind: MarkKind;
    readonly box: Box;
    readonly label: string;
    readonly color: string;
  }[];
  readonly turns: readonly Turn[];
  /** False when some of the row's bytes were no UTF-8: each of them stands as U+FFFD in the texts. */
  readonly isUtf8: boolean;
  readonly calls: readonly ZoomCall[];
  /** The zoom calls, on the page. */
  readonly placed: readonly PlacedCall[];
  readonly cut: CutReason | null;
  readonly guess: SpaceGuess | null;
  /** Whose dialect the zoom calls are in; null without any. */
  readonly dialect: DialectGuess | null;
  readonly betterSpace: BetterSpace | null;
  readonly reward: readonly RewardPart[];
  /** Mean IoU over this rollout's zoom calls, recomputed from the boxes; null without targets. */
  readonly meanIou: number | null;
  readonly extras: readonly { readonly name: string; readonly text: string }[];
  /** What people said of it; left out for a file that belongs to no run. */
  readonly remarks?: RemarksView;
  readonly group: {
    readonly id: string;
    /** From 1, among the members. */
    readonly position: number;
    readonly members: readonly GroupMember[];
    readonly meanScore: Mean;
    readonly spread: number | null;
    readonly flat: FlatReason | null;
  };
  readonly source: {
    readonly file: string;
    readonly name: string;
    readonly row: number;
    readonly byteOffset: number;
    readonly format: string;
  };
}

/** A row that cannot be shown as a rollout; the view says why and where. */
export interface UnreadableView {
  readonly kind: "unreadable";
  readonly ref: RolloutRef;
  readonly nodeId: string;
  readonly code: string;
  readonly values: readonly string[];
  readonly byteOffset: number | null;
  readonly name: string;
}

export type OpenedRow = RolloutView | UnreadableView;
