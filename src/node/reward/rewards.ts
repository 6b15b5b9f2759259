import { defaultAlarmRules } from "../../core/reward/alarmRules.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { RewardApi } from "../../protocol/reward/rewardApi.js";
import type { Runs } from "../runs/runs.js";
import { AuditService } from "./auditService.js";
import { CompareService } from "./compareService.js";
import type { CurvesService } from "./curvesService.js";
import type { FactCrew } from "./factCrew.js";
import { makeCurves } from "./makeCurves.js";
import { markAudited } from "./markAudited.js";
import { OwnRewardService, type OwnRewardParts } from "./ownRewardService.js";
import { paneSetOf } from "./paneSetOf.js";
import { OwnThreadCrew } from "./ownThreadCrew.js";
import type { RewardProgress } from "./rewardProgress.js";
import { RunFacts } from "./runFacts.js";
import { setOfRow } from "./setOfRow.js";
import { strategyBook, type StrategyBook, type WrittenStrategies } from "./strategyBook.js";
import { WhatIfService } from "./whatIfService.js";
import { RunStrategies, settingsStrategies } from "./writtenStrategies.js";

type OwnCodeParts = Pick<OwnRewardParts, "driver" | "onOutput">;

/** Own code is run by the worker alone. */
const noOwnCode: OwnCodeParts = { driver: null, onOutput: () => undefined };

/** What is answered by now. */
export type ServedRewards = Pick<
  RewardApi,
  | "rewardSources"
  | "strategies"
  | "strategyTable"
  | "pushedRollouts"
  | "breakdown"
  | "foresee"
  | "compare"
  | "compareQuestions"
  | "compareQuestion"
  | "questionCurve"
  | "heatMap"
  | "cancelReward"
  | "audit"
  | "auditRows"
  | "auditProblems"
  | "rolloutAudit"
  | "rewardCurves"
  | "behindPoint"
  | "alarms"
  | "ownRewards"
  | "runOwnReward"
  | "cancelOwnReward"
>;

const withOwn = (own: readonly Strategy[], { strategies, problems }: WrittenStrategies): WrittenStrategies => ({
  strategies: [...own, ...strategies],
  problems,
});

/** Everything about the rewards of the runs: the facts, and a service a topic over them. */
export class Rewards {
  readonly facts: RunFacts;
  private readonly crew: FactCrew;
  readonly book: StrategyBook;
  readonly whatIf: WhatIfService;
  readonly audits: AuditService;
  readonly comparisons: CompareService;
  readonly curves: CurvesService;
  readonly ownCode: OwnRewardService;

  /** `own` are strategies beside those of the settings and of loupe.json; `crew` reads the rows. */
  constructor(
    runs: Runs,
    onProgress: (progress: RewardProgress) => void,
    own: readonly Strategy[] = [],
    crew: FactCrew = new OwnThreadCrew(),
    ownCode: OwnCodeParts = noOwnCode,
  ) {
    const parts = runs.parts();
    this.crew = crew;
    this.facts = new RunFacts(parts, crew, onProgress);
    const ofRuns = new RunStrategies();
    this.ownCode = new OwnRewardService({
      ...{ runs: parts, facts: this.facts, onProgress },
      setOf: ref => setOfRow(parts.list(), ref),
      isRule: (run, id) => this.book.of(run).strategies.some(one => one.spec === id && one.from !== "own-code"),
      ...ownCode,
    });
    this.book = strategyBook({
      ownCode: run => this.ownCode.scores.strategiesOf(run),
      settings: () => withOwn(own, settingsStrategies(parts.settings()?.strategies ?? [])),
      ofRun: run => ofRuns.of(parts.loupeFileOf(run)),
    });
    this.whatIf = new WhatIfService({
      ...{ facts: this.facts, book: this.book, own: this.ownCode.scores },
      setOf: ref => setOfRow(parts.list(), ref),
    });
    this.audits = new AuditService(
      this.facts,
      this.book,
      audited => markAudited(audited, parts),
      ref => paneSetOf(parts.list(), ref),
    );
    this.curves = makeCurves({
      runs,
      facts: this.facts,
      book: this.book,
      rules: () => parts.settings()?.alarms ?? defaultAlarmRules,
    });
    this.comparisons = new CompareService(this.facts, async ({ file, row }) => {
      const found = parts.row(file, row);
      return found === undefined ? null : parts.opener.open(found);
    });
  }

  /** The calls as own members: nothing that an object inherits is served. */
  calls(): ServedRewards {
    const { whatIf, audits, comparisons, curves, ownCode } = this;
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
      rolloutAudit: params => audits.rolloutAudit(params),
      compare: params => comparisons.compare(params),
      compareQuestions: params => comparisons.compareQuestions(params),
      compareQuestion: params => comparisons.compareQuestion(params),
      questionCurve: params => comparisons.questionCurve(params),
      heatMap: params => comparisons.heatMap(params),
      rewardCurves: params => curves.rewardCurves(params),
      behindPoint: params => curves.behindPoint(params),
      alarms: params => curves.alarms(params),
      ownRewards: params => ownCode.ownRewards(params),
      runOwnReward: params => ownCode.runOwnReward(params),
      cancelOwnReward: () => ownCode.cancelOwnReward(),
      cancelReward: async () => {
        curves.cancel();
        audits.cancel();
        await whatIf.cancelReward();
      },
    };
  }

  /** Ends what is under way, and the threads that read. */
  async dispose(): Promise<void> {
    this.ownCode.dispose();
    this.facts.dispose();
    await this.crew.dispose();
  }
}
