import { localHost } from "../../core/launch/hostName.js";
import type { LaunchDraft } from "../../node/jobs/launchDraft.js";

/** Everything that a launch does, as one text: what was found, the command, what travels, and every file of the run folder. */
export function launchText({ config, plan, uploads }: LaunchDraft, found: readonly string[]): string {
  const head = [
    `# ${config.name}: ${config.method} on ${config.host}, run ${plan.runId}`,
    `# ${config.host === localHost ? "sh -s" : `ssh -T -- ${config.host} 'exec sh -s'`}   # everything else is standard input`,
    ...found.map(sentence => `# ${sentence}`),
    ...uploads.map(({ from, to }) => `# upload ${from} -> ${to}`),
    ...config.environment.secrets.map(name => `# secret ${name}: from the secret storage, deleted at the start`),
  ];
  const files = plan.files.map(({ path, text }) => `# ==> ${path} <==\n${text.trimEnd()}\n`);
  return `${head.join("\n")}\n\n${files.join("\n")}`;
}
