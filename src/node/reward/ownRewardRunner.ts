import type { OwnScore } from "../../core/reward/ownScore.js";
import { OwnRewardProcess, type OwnRewardCode, type OwnRewardStart } from "./ownRewardProcess.js";
import type { OwnRewardRequest } from "./ownRewardRequest.js";
import { RewardCancelled } from "./rewardCancelled.js";

export type FailedStart = Exclude<OwnRewardStart, { kind: "ready" }>;

/** `not-tried`: too many rollouts before it cost a process. `not-started`: the code could not be loaded. */
export type OwnRewardResult =
  | { readonly kind: "score"; readonly score: OwnScore }
  | { readonly kind: "not-tried" }
  | { readonly kind: "not-started"; readonly start: FailedStart };

/** So many rollouts may cost a process, by taking too long or by ending it; after them the rest is not tried. */
const mostLost = 3;

/**
 * Scores rollouts one after the other with somebody's code: in one process as long as it lives, else in a new one. Code
 * that hangs or ends its process again and again is not tried further.
 */
export class OwnRewardRunner {
  private readonly code: OwnRewardCode;
  private process: OwnRewardProcess | null = null;
  private lost = 0;
  private isCancelled = false;
  isMemoryLimited: boolean | null = null;

  constructor(code: OwnRewardCode) {
    this.code = code;
  }

  /** Throws a `RewardCancelled` after `cancel`. */
  async score(row: OwnRewardRequest): Promise<OwnRewardResult> {
    if (this.lost >= mostLost) return { kind: "not-tried" };
    const started = await this.started();
    if (!(started instanceof OwnRewardProcess)) return { kind: "not-started", start: started };
    const score = await started.score(row);
    this.assertWanted();
    if (!started.isAlive) this.lost++;
    return { kind: "score", score };
  }

  private assertWanted(): void {
    if (this.isCancelled) throw new RewardCancelled();
  }

  cancel(): void {
    this.isCancelled = true;
    this.end();
  }

  end(): void {
    this.process?.end();
    this.process = null;
  }

  private async started(): Promise<OwnRewardProcess | FailedStart> {
    this.assertWanted();
    if (this.process?.isAlive === true) return this.process;
    const process = new OwnRewardProcess(this.code);
    this.process = process;
    const start = await process.start();
    this.assertWanted();
    if (start.kind !== "ready") {
      this.end();
      return start;
    }
    this.isMemoryLimited = start.isMemoryLimited;
    return process;
  }
}
