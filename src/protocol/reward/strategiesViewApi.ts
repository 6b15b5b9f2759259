import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";
import type { CurvesApi } from "./curvesApi.js";
import { curvesSchemas } from "./curvesApi.js";
import type { RolloutSet } from "./rolloutSet.js";
import type { StrategyList } from "./strategyList.js";
import { whatIfSchemas, type WhatIfApi } from "./whatIfApi.js";

const spec = z.string().min(1).max(400);

/** What can be chosen as rollouts: one phase of a run, one folder of it where there are several. */
const sourceKeySchema = z.object({
  run: z.string(),
  phase: z.enum(["training", "validation"]),
  folder: z.string().nullable(),
});
export type SourceKey = z.infer<typeof sourceKeySchema>;

/** What the strategies view remembers across reloads. Untrusted when it comes back. */
export const strategiesStateSchema = z.object({
  source: sourceKeySchema.nullable(),
  /** Steps and ranges as typed; null: the suggested ones. */
  columns: z.string().max(1000).nullable(),
  /** Specs of the rows; null: the suggested ones. */
  strategies: z.array(spec).max(24).nullable(),
  against: spec,
  estimator: z.enum(estimatorIds),
  showsParts: z.boolean(),
  pane: z.enum(["rollouts", "pays"]),
  /** Runs beside the chosen one whose curves are drawn. */
  others: z.array(sourceKeySchema).max(7),
  /** Names of the charts; null: the suggested ones. */
  charts: z.array(z.string().max(40)).max(40).nullable(),
  /** Charts that are shown as tables. */
  tables: z.array(z.string().max(40)).max(40),
  align: z.enum(["step", "last-phase"]),
  pinned: z.number().nullable(),
});
export type StrategiesState = z.infer<typeof strategiesStateSchema>;

export const copyFormats = ["markdown", "csv"] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const strategiesHostSchemas = {
  ready: z.null(),
  sources: z.null(),
  strategies: whatIfSchemas.strategies,
  strategyTable: whatIfSchemas.strategyTable,
  pushedRollouts: whatIfSchemas.pushedRollouts,
  foresee: whatIfSchemas.foresee,
  rewardCurves: curvesSchemas.rewardCurves,
  behindPoint: curvesSchemas.behindPoint,
  alarms: curvesSchemas.alarms,
  cancel: z.null(),
  copyText: z.object({ text: z.string().max(4_000_000) }),
  copyPushed: whatIfSchemas.pushedRollouts.omit({ offset: true, count: true }).extend({ format: z.enum(copyFormats) }),
  copyBehind: curvesSchemas.behindPoint.omit({ offset: true, count: true }).extend({ format: z.enum(copyFormats) }),
  evidence: z.object({ refs: z.array(rolloutRefSchema).max(64) }),
  openRollout: z.object({ ref: rolloutRefSchema }),
  diff: z.object({
    ref: rolloutRefSchema,
    before: z.union([z.literal("logged"), spec]),
    after: spec,
    estimator: z.enum(estimatorIds),
  }),
  editStrategies: z.null(),
  addDataset: z.null(),
  openMetrics: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof strategiesHostSchemas> = z.infer<(typeof strategiesHostSchemas)[K]>;
export type PushedQuery = Omit<Params<"pushedRollouts">, "offset" | "count">;
export type BehindQuery = Omit<Params<"behindPoint">, "offset" | "count">;

/** The strategies that can be chosen, with what is wrong with those of the person's own as sentences. */
export type StrategyChoices = Omit<StrategyList, "problems"> & { readonly problems: readonly string[] };

/** A rollout that shows what an alarm is about. */
export interface EvidenceRow {
  readonly ref: RolloutRef;
  readonly question: string;
  /** From 1, in file order within the group; null where the row stands alone. */
  readonly number: number | null;
  readonly outcome: Outcome;
}

/** What the person asked to see: a run, or one of its steps. */
export interface StrategiesScope {
  readonly set: RolloutSet;
  /** A strategy that is to be among the rows. */
  readonly strategy?: string;
}

export interface StrategiesInit {
  /** Every sentence of the view, in the person's language; see `rewardStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  readonly scope: StrategiesScope | null;
}

/** Served by the host, called by the webview. Long ones end with the error "cancelled" after `cancel`. */
export type StrategiesHostApi = {
  ready(params: Params<"ready">): Promise<StrategiesInit>;
  sources(params: Params<"sources">): ReturnType<WhatIfApi["rewardSources"]>;
  strategies(params: Params<"strategies">): Promise<StrategyChoices>;
  strategyTable: WhatIfApi["strategyTable"];
  pushedRollouts: WhatIfApi["pushedRollouts"];
  foresee: WhatIfApi["foresee"];
  rewardCurves: CurvesApi["rewardCurves"];
  behindPoint: CurvesApi["behindPoint"];
  alarms: CurvesApi["alarms"];
  cancel(params: Params<"cancel">): Promise<void>;
  copyText(params: Params<"copyText">): Promise<void>;
  /** Copies the whole list, which the view itself never holds. */
  copyPushed(params: Params<"copyPushed">): Promise<void>;
  copyBehind(params: Params<"copyBehind">): Promise<void>;
  /** What the rollouts behind an alarm are called, in their order; those that are gone are left out. */
  evidence(params: Params<"evidence">): Promise<readonly EvidenceRow[]>;
  /** Opens a rollout beside the view. */
  openRollout(params: Params<"openRollout">): Promise<void>;
  /** Shows one rollout under two strategies in the diff editor. */
  diff(params: Params<"diff">): Promise<void>;
  editStrategies(params: Params<"editStrategies">): Promise<void>;
  addDataset(params: Params<"addDataset">): Promise<void>;
  /** Opens the curves of a metrics file that the person picks. */
  openMetrics(params: Params<"openMetrics">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview, called by the host. */
export type StrategiesApi = {
  show(params: { scope: StrategiesScope }): Promise<void>;
  /** Rows read so far of those that a computation under way needs. */
  progress(params: { done: number; of: number }): Promise<void>;
  /** Runs changed on disk: figures may be old. */
  changed(params: null): Promise<void>;
};
