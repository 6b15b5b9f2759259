import { randomBytes } from "node:crypto";
import type { JudgeTask } from "../../../core/evaluation/judge/judgeWork.js";
import { judgeVerdict, type VerdictFlag } from "../../../core/evaluation/judge/judgeVerdict.js";
import { isPassing } from "../../endpoint/chatFailure.js";
import type { EvaluationStop } from "../evaluationResult.js";
import type { LineFile } from "../lineFile.js";
import { askJudge, type JudgeAsking } from "./askJudge.js";

export interface RoundOptions {
  /** Under which set its verdicts stand. */
  readonly setId: string;
  readonly isAgain: boolean;
  readonly flags: readonly VerdictFlag[];
  readonly workers: number;
  readonly toolVersion: string;
  readonly now: () => number;
  readonly onVerdict: (isFailed: boolean) => void;
}

/** So many answers in a row without a reply of the endpoint: it is the endpoint. */
const mostFailures = 20;

/** Judges one answer after another, several at once, and writes each verdict as it comes. */
export class JudgeRound {
  readonly #asking: JudgeAsking;
  readonly #verdicts: LineFile;
  readonly #options: RoundOptions;
  readonly #tasks: Iterator<JudgeTask>;
  #failures = 0;
  #stop: EvaluationStop | null = null;

  constructor(asking: JudgeAsking, verdicts: LineFile, tasks: readonly JudgeTask[], options: RoundOptions) {
    this.#asking = asking;
    this.#verdicts = verdicts;
    this.#options = options;
    this.#tasks = tasks[Symbol.iterator]();
  }

  /** Null: everything was judged. Rejects when the disk does. */
  async run(): Promise<EvaluationStop | null> {
    await Promise.all(Array.from({ length: this.#options.workers }, () => this.#work()));
    return this.#stop;
  }

  async #work(): Promise<void> {
    for (;;) {
      if (this.#asking.signal.aborted) this.#stop ??= "cancelled";
      const next = this.#stop === null ? this.#tasks.next() : null;
      if (next === null || next.done === true) return;
      await this.#judge(next.value);
    }
  }

  async #judge(task: JudgeTask): Promise<void> {
    const { setId, isAgain, flags, toolVersion, now, onVerdict } = this.#options;
    const asked = await askJudge(this.#asking, task.item, { isFresh: task.hasFailed, isAgain });
    if (asked.kind === "cancelled") this.#stop ??= "cancelled";
    else if (asked.kind === "stopped") this.#stop ??= asked.isOutOfRetries ? "out-of-retries" : "failing";
    if (asked.kind !== "replied") return;
    const { reply } = asked;
    if (this.#isDown(reply.text === null)) return;
    const id = `vd-${randomBytes(10).toString("hex")}`;
    const stamp = { id, at: new Date(now()).toISOString(), toolVersion, flags };
    const verdict = judgeVerdict(task, this.#asking.set, setId, reply, stamp);
    await this.#verdicts.add(verdict);
    onVerdict(verdict.outcome === "judge_failed");
  }

  /** What may pass is no verdict's failure when nothing else comes either: it is judged another time. */
  #isDown(isWithout: boolean): boolean {
    this.#failures = isWithout ? this.#failures + 1 : 0;
    const { lastFailure } = this.#asking.tally.summary();
    if (this.#failures < mostFailures || lastFailure === null || !isPassing(lastFailure)) return false;
    this.#stop ??= "failing";
    return true;
  }
}
