import type { ServeRefusalCode } from "../../core/evaluation/checkpoint/planServers.js";

/** What the server of a checkpoint is doing, in English. */
export const servePhaseStrings = {
  queued: "waiting in the queue",
  starting: "starting the server",
  merging: "merging the checkpoint",
  loading: "loading the model",
  serving: "reaching the server",
  ready: "the server answers",
  stopping: "stopping the server",
} as const;

/** Why there was no server; `{0}` is the host. */
export const serveFailureStrings = {
  refused: "the server cannot be started on {0} ({1})",
  "merge-ended": "the merge on {0} ended",
  "merge-ended-with": "the merge on {0} ended with code {1}",
  ended: "the server on {0} ended",
  "ended-with": "the server on {0} ended with code {1}",
  silent: "the server on {0} does not answer",
  "cut-off":
    "the server is up at port {1} of {2}, which {0} does not reach: ask those who run the cluster whether its nodes can be reached from there",
  aborted: "stopped before anything was asked",
} as const;

/** Why a checkpoint cannot be served as its run was launched; see `planServers.ts` for the values. */
export const serveRefusalStrings: Readonly<Record<ServeRefusalCode, string>> = {
  "container-in-job":
    "the run was launched in a container within a job of a scheduler, which no checkpoint is served in: name a configuration without the container",
  "too-few-gpus": "{0} servers of {1} GPUs each need more than the {2} that there are",
  "kept-in-container": "weights that are merged in a container go with it: they cannot be kept",
  unmounted: "docker cannot be told of {0}: a colon, comma or quote stands in it",
  "slurm-value": "{0}: no line of a batch script can hold {1}",
};
