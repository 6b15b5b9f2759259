import type { RewardApi } from "../../protocol/reward/rewardApi.js";
import type { Runs } from "../runs/runs.js";
import { AuditService } from "./auditService.js";
import type { RewardProgress } from "./rewardProgress.js";
import { RunFacts } from "./runFacts.js";
import { setOfRow } from "./setOfRow.js";
import { strategyBook } from "./strategyBook.js";
import { WhatIfService } from "./whatIfService.js";

/** What is answered by now. */
export type ServedRewards = Pick<
  RewardApi,
  | "rewardSources"
  | "strategies"
  | "strategyTable"
  | "pushedRollouts"
  | "breakdown"
  | "foresee"
  | "cancelReward"
  | "audit"
  | "auditRows"
  | "auditProblems"
>;

const none = { strategies: [], problems: [] };

/** Everything about the rewards of the runs: the facts, and a service a topic over them. */
export class Rewards {
  readonly facts: RunFacts;
  readonly whatIf: WhatIfService;
  readonly audits: AuditService;

  constructor(runs: Runs, onProgress: (progress: RewardProgress) => void) {
    const parts = runs.parts();
    this.facts = new RunFacts(parts, onProgress);
    const book = strategyBook({ settings: () => none, ofRun: () => none });
    this.whatIf = new WhatIfService({ facts: this.facts, book, setOf: ref => setOfRow(parts.list(), ref) });
    this.audits = new AuditService(this.facts, book);
  }

  /** The calls as own members: nothing that an object inherits is served. */
  calls(): ServedRewards {
    const { whatIf, audits } = this;
    return {
      rewardSources: () => whatIf.rewardSources(),
      strategies: params => whatIf.strategies(params),
      strategyTable: params => whatIf.strategyTable(params),
      pushedRollouts: params => whatIf.pushedRollouts(params),
      breakdown: params => whatIf.breakdown(params),
      foresee: params => whatIf.foresee(params),
      audit: params => audits.audit(params),
      auditRows: params => audits.auditRows(params),
      auditProblems: params => audits.auditProblems(params),
      cancelReward: async () => {
        audits.cancel();
        await whatIf.cancelReward();
      },
    };
  }

  dispose(): void {
    this.facts.dispose();
  }
}
