import type { JobsService } from "../jobs/jobsService.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { EndWith } from "./endWith.js";
import { findingJson, forbids, printFindings } from "./findingOutput.js";
import { lookAtHost } from "./lookAtHost.js";
import type { Output } from "./output.js";
import { preflightJson } from "./preflightOutput.js";

/** `loupe preflight HOST`: what a host is like; with a configuration, whether that can be launched there. */
export async function preflightCommand(
  jobs: JobsService,
  host: string,
  draft: LaunchDraft | null,
  { json = false, runRoot }: { readonly json?: boolean; readonly runRoot: string },
  output: Output,
): Promise<void> {
  const { report, findings } = await lookAtHost(jobs, host, draft, runRoot);
  if (json) output.out(`${JSON.stringify(preflightJson(host, report, findings.map(findingJson)))}\n`);
  else printFindings(findings, output);
  if (forbids(findings)) throw new EndWith(3);
}
