import type { EngineId } from "../../core/launch/engineId.js";
import type { Method } from "../../core/launch/method.js";

/** A stage of a launched run, or the whole of one without stages. */
export interface LaunchedStage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** As planned; null: the trainer decides. */
  readonly steps: number | null;
}

/** A file of a run that a pull left on the host. */
export interface FileOnHost {
  /** Absolute, as it would be here. */
  readonly path: string;
  readonly bytes: number;
}

/** What the folder of a launched run says of the launch (`run.json`), and of what stayed on the host. */
export interface LaunchedRun {
  /** Absolute. */
  readonly folder: string;
  readonly runId: string;
  readonly name: string;
  /** The run's row in Tables 5 to 8. */
  readonly arm: string | null;
  readonly method: Method | null;
  readonly engine: EngineId | null;
  readonly strategy: string | null;
  /** As in the ssh configuration; null: not told. */
  readonly host: string | null;
  /** In the order in which they run; at least one. */
  readonly stages: readonly LaunchedStage[];
  /** Id of the run whose checkpoints it went on from. */
  readonly resumedFrom: string | null;
  readonly leftOnHost: readonly FileOnHost[];
}
