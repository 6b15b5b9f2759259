import type { SourceKey } from "../../src/protocol/reward/strategiesViewApi.js";

/** Whether two keys name the same rollouts: run, phase and folder. */
export const sameSource = (a: SourceKey, b: SourceKey): boolean =>
  a.run === b.run && a.phase === b.phase && a.folder === b.folder;
