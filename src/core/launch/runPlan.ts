import type { OwnReward } from "../reward/ownReward.js";
import type { Strategy } from "../reward/strategy.js";
import type { DatasetShape } from "./datasetInfo.js";
import type { Finding } from "./finding.js";
import type { RunConfig } from "./runConfig.js";

/** A file of the run folder on the host. `path` is relative to it; text is UTF-8. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

/** A stage as it will run. A run without stages has one, in `out`. */
export interface PlannedStage {
  readonly name: string;
  /** Relative to the run folder: `out`, or `out/1-action`. Below it `ckpt`, `rollouts`, `val`, `metrics`, `reward`. */
  readonly folder: string;
  readonly steps: number | null;
  /** The last step of the warm start; 0: there is none. */
  readonly warmSteps: number;
}

/** A hyper-parameter as it will be used, for the table beside the paper's values. */
export interface PlannedSetting {
  /** The key of the run configuration, e.g. `hyper.learningRate`. */
  readonly key: string;
  readonly value: string;
  /** Of Table 9 or 10; null: the paper does not state it. */
  readonly paper: string | null;
  readonly isPaper: boolean;
  /** The engine's own key, e.g. `actor_rollout_ref.actor.optim.lr`. */
  readonly override: string;
}

/** What the model is told, rendered: the first prompt, and a second turn after a call, its reply and the crop. */
export interface PlannedPrompts {
  readonly first: string;
  readonly second: string | null;
}

/** Everything that a launch would do, made without touching anything. */
export interface RunPlan {
  readonly runId: string;
  readonly config: RunConfig;
  readonly files: readonly PlannedFile[];
  readonly stages: readonly PlannedStage[];
  readonly settings: readonly PlannedSetting[];
  readonly prompts: PlannedPrompts | null;
  /** Errors first. One with level `error` forbids the launch. Notes are the assumptions that the paper leaves to us. */
  readonly findings: readonly Finding[];
}

/** What a plan needs besides the configuration. */
export interface PlanContext {
  /** `[a-z0-9-]{8,40}`, made by the client. */
  readonly runId: string;
  /** Strategies of the settings, beside the built-in ones. */
  readonly strategies: readonly Strategy[];
  /** Reward functions of the settings: programs, which no engine here pays by. */
  readonly ownCode?: readonly Pick<OwnReward, "id" | "file">[];
  /** Texts of `src/trainer` by file name. */
  readonly trainer: Readonly<Record<string, string>>;
  /** The run folder (absolute, on the host) whose checkpoints are gone on from; null: a fresh start. */
  readonly resumeFrom: string | null;
  /** The step of its last checkpoint, where it is known; to be told. */
  readonly resumeStep?: number | null;
  /** The user's message of the first row, with `<image>` where the page stands; left out: none is at hand. */
  readonly firstQuestion?: string | null;
  /** Where the data stand on the host, relative to the run folder or absolute. */
  readonly data: {
    readonly train: string;
    readonly validation: string | null;
    /** The folder that paths of pages count from; null: that of the data. */
    readonly images: string | null;
    /** How the rows are written, as far as it is known; supervised training only. */
    readonly shape: DatasetShape | null;
  };
}

/** Of a run that reads none, such as the miniature's. */
export const noData: PlanContext["data"] = { train: "", validation: null, images: null, shape: null };
