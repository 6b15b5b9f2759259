import type { EstimatorId } from "../../core/reward/estimatorId.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { ExportStringKey } from "../../protocol/exportStrings.js";
import type { OpenedRow, RolloutView } from "../../protocol/rolloutView.js";
import type { WhatIfApi } from "../../protocol/reward/whatIfApi.js";
import type { EmbeddedPage } from "./embeddedPage.js";

export type Breakdown = NonNullable<Awaited<ReturnType<WhatIfApi["breakdown"]>>>;

/** A rollout of an exported group. */
export interface ExportedRollout {
  /** From 1, in the group. */
  readonly number: number;
  readonly row: number;
  readonly opened: OpenedRow;
  readonly breakdown: Breakdown | null;
}

/** Everything that an exported file says. */
export interface ExportedGroup {
  readonly version: string;
  /** The rollout that was asked for; question, page and targets are the group's. */
  readonly view: RolloutView;
  readonly rollouts: readonly ExportedRollout[];
  /** Rollouts of the group that are left out. */
  readonly left: number;
  readonly page: EmbeddedPage | null;
  readonly strategies: readonly Strategy[];
  readonly estimator: EstimatorId;
}

/** A text of the file, with its values filled in. */
export type ExportText = (key: ExportStringKey, ...values: readonly (string | number)[]) => string;
