import { bareHostFindings } from "../../core/launch/bareHostFindings.js";
import { checkpointBudget } from "../../core/launch/checkpointBudget.js";
import type { Finding } from "../../core/launch/finding.js";
import { hostFindings } from "../../core/launch/hostFindings.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import { miniatureHostFindings } from "../../core/launch/miniatureHostFindings.js";
import { plannedSteps } from "../../core/launch/plannedSteps.js";
import { preflightNeedsOf } from "../../core/launch/preflightNeedsOf.js";
import { barePreflightNeeds } from "../../core/launch/barePreflightNeeds.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import { resolveConfig } from "../../core/launch/resolveConfig.js";
import { runRootOf } from "../../core/launch/runRootOf.js";
import { hostDataFindings } from "../../core/launch/hostDataFindings.js";
import { trainedQuestions } from "../../core/launch/trainedQuestions.js";
import { sortedFindings } from "../../core/launch/sortedFindings.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";

/** What a preflight has to look at for a draft; null: nothing but the host itself. `runRoot` is of the host, `~` its home. */
export function neededOf(draft: LaunchDraft | null, runRoot: string): PreflightNeeds {
  if (draft === null) return barePreflightNeeds(runRoot);
  return preflightNeedsOf(draft.config, draft.plan.runId, runRootOf(draft.config, runRoot));
}

/** What a host's report means for a draft; null: for whatever may be launched there. */
export function judgeHost(report: HostReport, draft: LaunchDraft | null): readonly Finding[] {
  if (draft === null) return bareHostFindings(report);
  const { config } = draft;
  if (config.engine === "miniature") return miniatureHostFindings(report, config);
  const resolved = resolveConfig(config);
  const measures = draft.measures ?? (report.data?.kind === "measured" ? report.data.measures : null);
  const budget = checkpointBudget(resolved, {
    weightBytes: report.weightBytes,
    questions: measures === null ? null : trainedQuestions(resolved, measures).length,
    steps: plannedSteps(draft.plan),
  });
  return sortedFindings([...hostFindings(report, resolved, budget), ...hostDataFindings(report, resolved)]);
}
