import { basename } from "node:path";
import { changedLines } from "../../core/launch/changedLines.js";
import type { Finding } from "../../core/launch/finding.js";
import { runConfigSuffix } from "../../core/launch/runConfigSuffix.js";
import type { PlannedFile } from "../../core/launch/runPlan.js";
import type { ConfigIssue, DraftRead } from "../../node/jobs/launchDraft.js";
import type {
  LaunchForm,
  ShownFile,
  ShownPreflight,
  StrategyChoice,
  ToldFinding,
} from "../../protocol/jobs/launchViewApi.js";

/** More of a file is not sent to the page; an editor shows the whole of it. */
const shownCharacters = 60_000;

/** What the form is made of. */
export interface FormParts {
  readonly file: string;
  readonly isTrusted: boolean;
  readonly isDirty: boolean;
  readonly read: DraftRead;
  readonly isCounting: boolean;
  readonly hosts: readonly string[];
  readonly strategies: readonly StrategyChoice[];
  readonly secrets: readonly string[];
  readonly lastFiles: readonly PlannedFile[] | null;
  readonly preflight: ShownPreflight | null;
  readonly tell: (finding: Finding) => ToldFinding;
  readonly issueWords: (issue: ConfigIssue) => string;
}

function shownFile({ path, text }: PlannedFile, last: readonly PlannedFile[] | null): ShownFile {
  const before = last === null ? null : (last.find(file => file.path === path)?.text ?? "");
  const shown = text.slice(0, shownCharacters);
  const lines = shown.split("\n").length;
  const changed = changedLines(text, before).filter(line => line < lines);
  return { path, text: shown, isCut: shown.length < text.length, changedLines: changed };
}

/** The form of a file, whatever state it is in. */
export function launchForm(parts: FormParts): LaunchForm {
  const { file, read, lastFiles, tell } = parts;
  const name = basename(file).endsWith(runConfigSuffix)
    ? basename(file).slice(0, -runConfigSuffix.length)
    : basename(file);
  const { isTrusted, isDirty, hosts, strategies, secrets, isCounting, preflight } = parts;
  const shared = { isTrusted, isDirty, hosts, strategies, secrets, preflight, hasLast: lastFiles !== null };
  const empty = { settings: [], stages: [], findings: [], files: [], prompts: null, questions: null };
  if (read.kind === "issues")
    return { ...shared, ...empty, name, config: null, isCounting: false, issues: read.issues.map(parts.issueWords) };
  const { config, plan, findings, measures } = read.draft;
  return {
    ...shared,
    ...{ name: config.name, config, issues: [], isCounting },
    ...{ settings: plan.settings, stages: plan.stages, prompts: plan.prompts },
    findings: findings.map(tell),
    files: plan.files.map(one => shownFile(one, lastFiles)),
    questions: measures === null ? null : measures.length,
  };
}
